using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>Takes what a hold set aside, or the first of it; the rest returns to its lots.</summary>
/// <param name="Points">Absent: all of it.</param>
public sealed record CommitTemp(TransactionNumber Id, Points? Points)
    : IRequest<Result<RedemptionReceipt>>, IMovesPoints;

public sealed class CommitTempValidator : AbstractValidator<CommitTemp>
{
    public CommitTempValidator()
    {
        RuleFor(command => command.Points).AmountOfPoints();
    }
}

public sealed class CommitTempHandler(IAccounts accounts) : IRequestHandler<CommitTemp, Result<RedemptionReceipt>>
{
    public Task<Result<RedemptionReceipt>> Handle(CommitTemp command, CancellationToken ct) => accounts.Decide(
        command,
        NumberedAccount.Of(command.Id),
        account => account.CommitHold(command.Id.Seq, command.Points)
            .Then(redemption => RedemptionReceipt.Of(redemption, account.State)),
        ct);
}

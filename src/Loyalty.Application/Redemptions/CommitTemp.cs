using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>Takes what a hold set aside, or the first of it; the rest returns to its lots.</summary>
/// <param name="Points">Absent: all of it.</param>
public sealed record CommitTemp(string Id, Points? Points) : IRequest<Result<RedemptionReceipt>>, IMovesPoints;

public sealed class CommitTempValidator : AbstractValidator<CommitTemp>
{
    public CommitTempValidator()
    {
        RuleFor(command => command.Points).AmountOfPoints();
    }
}

public sealed class CommitTempHandler(IAccountStore accounts) : IRequestHandler<CommitTemp, Result<RedemptionReceipt>>
{
    public async Task<Result<RedemptionReceipt>> Handle(CommitTemp command, CancellationToken ct) =>
        TransactionNumber.TryParse(command.Id, out var number)
            ? await accounts.Decide(
                NumberedAccount.Of(number),
                (account, on) => account.CommitHold(number.Seq, command.Points, on)
                    .Then(redemption => RedemptionReceipt.Of(redemption, account.State)),
                ct)
            : Declines.TransactionNotFound;
}

using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>Gives back what a hold set aside.</summary>
/// <param name="Reason">Kept with the transaction.</param>
public sealed record RollbackTemp(TransactionNumber Id, string? Reason)
    : IRequest<Result<RedemptionReceipt>>, IMovesPoints;

public sealed class RollbackTempValidator : AbstractValidator<RollbackTemp>
{
    public RollbackTempValidator()
    {
        RuleFor(command => command.Reason).Text();
    }
}

public sealed class RollbackTempHandler(IAccounts accounts) : IRequestHandler<RollbackTemp, Result<RedemptionReceipt>>
{
    public Task<Result<RedemptionReceipt>> Handle(RollbackTemp command, CancellationToken ct) => accounts.Decide(
        command,
        NumberedAccount.Of(command.Id),
        account => account.RollbackHold(command.Id.Seq, Particulars.None with { Explanation = command.Reason })
            .Then(redemption => RedemptionReceipt.Of(redemption, account.State)),
        ct);
}

using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Redemptions;

/// <summary>Gives back what a hold set aside.</summary>
/// <param name="Reason">Kept with the transaction.</param>
public sealed record RollbackTemp(string Id, string? Reason) : IRequest<Result<RedemptionReceipt>>, IMovesPoints;

public sealed class RollbackTempValidator : AbstractValidator<RollbackTemp>
{
    public RollbackTempValidator()
    {
        RuleFor(command => command.Reason).Text();
    }
}

public sealed class RollbackTempHandler(IAccountStore accounts)
    : IRequestHandler<RollbackTemp, Result<RedemptionReceipt>>
{
    public async Task<Result<RedemptionReceipt>> Handle(RollbackTemp command, CancellationToken ct)
    {
        var particulars = Particulars.None with { Explanation = command.Reason };
        return TransactionNumber.TryParse(command.Id, out var number)
            ? await accounts.Decide(
                NumberedAccount.Of(number),
                (account, on) => account.RollbackHold(number.Seq, particulars, on)
                    .Then(redemption => RedemptionReceipt.Of(redemption, account.State)),
                ct)
            : Declines.TransactionNotFound;
    }
}

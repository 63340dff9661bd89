using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Accruals;

/// <summary>Ends a temporary accrual as if it had never been.</summary>
/// <param name="Reason">Kept with the transaction.</param>
public sealed record RollbackAccrual(string Id, string? Reason) : IRequest<Result<AccrualReceipt>>, IMovesPoints;

public sealed class RollbackAccrualValidator : AbstractValidator<RollbackAccrual>
{
    public RollbackAccrualValidator()
    {
        RuleFor(command => command.Reason).Text();
    }
}

public sealed class RollbackAccrualHandler(IAccountStore accounts)
    : IRequestHandler<RollbackAccrual, Result<AccrualReceipt>>
{
    public async Task<Result<AccrualReceipt>> Handle(RollbackAccrual command, CancellationToken ct)
    {
        var particulars = Particulars.None with { Explanation = command.Reason };
        return TransactionNumber.TryParse(command.Id, out var number)
            ? await accounts.Decide(
                NumberedAccount.Of(number),
                (account, on) => account.RollbackAccrual(number.Seq, particulars, on)
                    .Then(lot => AccrualReceipt.Of(lot, account.State)),
                ct)
            : Declines.TransactionNotFound;
    }
}

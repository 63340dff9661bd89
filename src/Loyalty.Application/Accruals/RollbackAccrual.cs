using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Accruals;

/// <summary>Ends a temporary accrual as if it had never been.</summary>
/// <param name="Reason">Kept with the transaction.</param>
public sealed record RollbackAccrual(TransactionNumber Id, string? Reason)
    : IRequest<Result<AccrualReceipt>>, IMovesPoints;

public sealed class RollbackAccrualValidator : AbstractValidator<RollbackAccrual>
{
    public RollbackAccrualValidator()
    {
        RuleFor(command => command.Reason).Text();
    }
}

public sealed class RollbackAccrualHandler(IAccounts accounts)
    : IRequestHandler<RollbackAccrual, Result<AccrualReceipt>>
{
    public Task<Result<AccrualReceipt>> Handle(RollbackAccrual command, CancellationToken ct) => accounts.Decide(
        command,
        NumberedAccount.Of(command.Id),
        account => account.RollbackAccrual(command.Id.Seq, Particulars.None with { Explanation = command.Reason })
            .Then(accrual => AccrualReceipt.Of(accrual, account.State)),
        ct);
}

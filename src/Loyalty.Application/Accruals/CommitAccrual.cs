using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Accruals;

/// <summary>Makes the points of a temporary accrual the member's, all or some of them.</summary>
/// <param name="Points">Absent: all of it.</param>
public sealed record CommitAccrual(TransactionNumber Id, Points? Points)
    : IRequest<Result<AccrualReceipt>>, IMovesPoints;

public sealed class CommitAccrualValidator : AbstractValidator<CommitAccrual>
{
    public CommitAccrualValidator()
    {
        RuleFor(command => command.Points).AmountOfPoints();
    }
}

public sealed class CommitAccrualHandler(IAccounts accounts) : IRequestHandler<CommitAccrual, Result<AccrualReceipt>>
{
    public Task<Result<AccrualReceipt>> Handle(CommitAccrual command, CancellationToken ct) => accounts.Decide(
        command,
        NumberedAccount.Of(command.Id),
        account => account.CommitAccrual(command.Id.Seq, command.Points)
            .Then(accrual => AccrualReceipt.Of(accrual, account.State)),
        ct);
}

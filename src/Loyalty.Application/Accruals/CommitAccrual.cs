using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Accruals;

/// <summary>Makes the points of a temporary accrual the member's, all or some of them.</summary>
/// <param name="Points">Absent: all of it.</param>
public sealed record CommitAccrual(string Id, Points? Points) : IRequest<Result<AccrualReceipt>>, IMovesPoints;

public sealed class CommitAccrualValidator : AbstractValidator<CommitAccrual>
{
    public CommitAccrualValidator()
    {
        RuleFor(command => command.Points).AmountOfPoints();
    }
}

public sealed class CommitAccrualHandler(IAccountStore accounts)
    : IRequestHandler<CommitAccrual, Result<AccrualReceipt>>
{
    public async Task<Result<AccrualReceipt>> Handle(CommitAccrual command, CancellationToken ct) =>
        TransactionNumber.TryParse(command.Id, out var number)
            ? await accounts.Decide(
                NumberedAccount.Of(number),
                (account, on) => account.CommitAccrual(number.Seq, command.Points, on)
                    .Then(lot => AccrualReceipt.Of(lot, account.State)),
                ct)
            : Declines.TransactionNotFound;
}

using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Ledger;

/// <summary>
/// Gives back a redemption or takes back an accrual, whole or in part; what is still open is rolled back.
/// </summary>
/// <param name="Points">Absent: all that is left to cancel.</param>
/// <param name="Reason">Kept with the transaction.</param>
/// <param name="Force">With scope manage: also after the program's window has closed, or what it gave was used.</param>
public sealed record CancelTransaction(TransactionNumber Id, Points? Points, string? Reason, bool Force)
    : IRequest<Result<CancellationReceipt>>, IMovesPoints;

/// <summary>What a cancellation did.</summary>
public sealed record CancellationReceipt
{
    /// <summary>Id of the cancelling transaction.</summary>
    public required string TransactionId { get; init; }

    public required long Number { get; init; }

    public required string Type { get; init; }

    /// <summary>Id of the cancelled transaction.</summary>
    public required string Cancels { get; init; }

    public required Points Points { get; init; }

    /// <summary>cancelled, or partly_cancelled while something is left to cancel.</summary>
    public required string Status { get; init; }

    public required BalanceView Balance { get; init; }
}

public sealed class CancelTransactionValidator : AbstractValidator<CancelTransaction>
{
    public CancelTransactionValidator()
    {
        RuleFor(command => command.Points).AmountOfPoints();
        RuleFor(command => command.Reason).Required().Text();
    }
}

public sealed class CancelTransactionHandler(IAccounts accounts, RequestContext request)
    : IRequestHandler<CancelTransaction, Result<CancellationReceipt>>
{
    public Task<Result<CancellationReceipt>> Handle(CancelTransaction command, CancellationToken ct)
    {
        var isStaff = request.Caller.Scopes.Contains(Scope.Manage);
        var cancellation = new CancellationRequest(
            command.Points,
            Particulars.None with { Explanation = command.Reason },
            IgnoresWindow: command.Force && isStaff);
        return accounts.Decide(
            command,
            NumberedAccount.Of(command.Id),
            account =>
            {
                var result = account.Cancel(command.Id.Seq, cancellation);
                return command.Force && !isStaff && (result.Decline == Declines.CancellationWindowClosed
                        || result.Decline == Declines.Delivered || result.Decline == Declines.CouponHeld)
                    ? Declines.Forbidden
                    : result.Then(cancelled => Receipt(cancelled, account.State));
            },
            ct);
    }

    static CancellationReceipt Receipt(Cancellation cancelled, AccountState account) => new()
    {
        TransactionId = cancelled.Entry.Number.ToString(),
        Number = cancelled.Entry.Number.Value,
        Type = EntryKind.Cancellation,
        Cancels = account.Id.Transaction(cancelled.Cancels).ToString(),
        Points = cancelled.Points.ToScale(account.Currency.Scale),
        Status = cancelled.Status,
        Balance = BalanceView.Of(account, cancelled.Entry.EffectiveAt),
    };
}

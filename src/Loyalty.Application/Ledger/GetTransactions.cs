using System.Globalization;
using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Ledger;

/// <summary>A member's ledger in one points currency, newest first, what time has changed included.</summary>
public sealed record GetTransactions(
    AccountInput Account, TransactionFilter Filter, PageRequest Page)
    : IRequest<Result<Page<TransactionView>>>;

public sealed class GetTransactionsValidator : AbstractValidator<GetTransactions>
{
    static readonly string[] Types =
    [
        "accrual", "redemption", "hold", "commit", "rollback", "cancellation", "expiry", "activation", "adjustment",
        "transfer",
    ];

    static readonly string[] Statuses =
    [
        "posted", "pending", "held", "awaiting_order", "committed", "rolled_back", "timed_out", "partly_cancelled",
        "cancelled",
    ];

    public GetTransactionsValidator()
    {
        RuleFor(query => query.Account).Unprefixed(new AccountInputValidator());
        RuleFor(query => query.Filter.Type).OneOf(Types).OverridePropertyName("type");
        RuleFor(query => query.Filter.Status).OneOf(Statuses).OverridePropertyName("status");
        RuleFor(query => query.Filter.ExternalId).Text().OverridePropertyName("external_id");
        RuleFor(query => query.Filter.To).NotBefore(query => query.Filter.From).OverridePropertyName("to");
    }
}

public sealed class GetTransactionsHandler(IAccounts accounts, ILedger ledger)
    : IRequestHandler<GetTransactions, Result<Page<TransactionView>>>
{
    public async Task<Result<Page<TransactionView>>> Handle(GetTransactions query, CancellationToken ct)
    {
        var asked = await accounts.Ask(query.Account.Reference(), AsOfNow.Of, ct);
        if (!asked.IsOk)
        {
            return asked.Decline!;
        }

        var now = asked.Value;
        var before = query.Page.AfterNumber ?? int.MaxValue;
        var take = query.Page.Limit + 1;
        var due = now.Due.Reverse().Where(entry => entry.Seq < before)
            .Select(entry => TransactionView.OfTime(entry, now.Account.Currency)).Where(query.Filter.Shows).Take(take)
            .ToList();
        var stored = await ledger.Transactions(
            now.Account.Id, query.Filter, Math.Min(before, now.StoredSeq + 1), take - due.Count, ct);
        return query.Page.Of([.. due, .. stored], entry => entry.Seq.ToString(CultureInfo.InvariantCulture));
    }
}

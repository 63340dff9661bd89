using FluentValidation;
using Loyalty.Application.Accounts;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using MediatR;

namespace Loyalty.Application.Ledger;

/// <summary>A member's transactions in their order, oldest first, with the terms of the lots that they made.</summary>
/// <param name="After">The last one that was read before; null: from the start.</param>
public sealed record GetStatement(AccountInput Account, TransactionNumber? After, int Limit)
    : IRequest<Result<IReadOnlyList<StatementRow>>>;

/// <param name="Terms">Of the lot that it made; null: it made none.</param>
/// <param name="PromotionNumber">Of the promotion that it names.</param>
public sealed record StatementRow(TransactionView Transaction, LotTerms? Terms, int? PromotionNumber = null);

public sealed class GetStatementValidator : AbstractValidator<GetStatement>
{
    public GetStatementValidator()
    {
        RuleFor(query => query.Account).Unprefixed(new AccountInputValidator());
    }
}

public sealed class GetStatementHandler(IAccounts accounts, ILedger ledger, IPromotions promotions)
    : IRequestHandler<GetStatement, Result<IReadOnlyList<StatementRow>>>
{
    public async Task<Result<IReadOnlyList<StatementRow>>> Handle(GetStatement query, CancellationToken ct)
    {
        var asked = await accounts.Ask(query.Account.Reference(), AsOfNow.Of, ct);
        if (!asked.IsOk)
        {
            return asked.Decline!;
        }

        var now = asked.Value;
        if (query.After is { } after && after.Account != now.Account.Id)
        {
            return Declines.TransactionNotFound;
        }

        var from = query.After?.Seq ?? 0;
        var stored = await ledger.Statement(now.Account.Id, from, now.StoredSeq, query.Limit, ct);
        var due = now.Due.Where(entry => entry.Seq > from).Take(query.Limit - stored.Count)
            .Select(entry => new StatementRow(TransactionView.OfTime(entry, now.Account.Currency), null));
        StatementRow[] rows = [.. stored, .. due];
        var ids = rows.Select(row => row.Transaction.PromotionId).OfType<string>().Distinct().ToList();
        var numbers = ids.Count == 0
            ? new Dictionary<string, int>()
            : await promotions.Numbers(query.Account.Program, ids, ct);
        return rows.Select(row => row.Transaction.PromotionId is { } id && numbers.TryGetValue(id, out var number)
            ? row with { PromotionNumber = number }
            : row).ToList();
    }
}

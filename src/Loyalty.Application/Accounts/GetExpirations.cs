using System.Globalization;
using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using MediatR;

namespace Loyalty.Application.Accounts;

/// <summary>
/// Which of a member's points expire when, lot by lot, soonest first: past instants tell what did expire, coming ones
/// what will if nothing is spent.
/// </summary>
/// <param name="From">Included; absent: now.</param>
/// <param name="To">Included; absent: no end.</param>
public sealed record GetExpirations(
    AccountInput Account, DateTimeOffset? From, DateTimeOffset? To, PageRequest Page) : IRequest<Result<Expirations>>;

/// <param name="Total">Of all pages.</param>
public sealed record Expirations(Points Total, IReadOnlyList<ExpiringPoints> Data, string? NextCursor);

public sealed class GetExpirationsValidator : AbstractValidator<GetExpirations>
{
    public GetExpirationsValidator()
    {
        RuleFor(query => query.Account).Unprefixed(new AccountInputValidator());
        RuleFor(query => query.To).NotBefore(query => query.From);
    }
}

public sealed class GetExpirationsHandler(IAccounts accounts, ILedger ledger)
    : IRequestHandler<GetExpirations, Result<Expirations>>
{
    public async Task<Result<Expirations>> Handle(GetExpirations query, CancellationToken ct)
    {
        var asked = await accounts.Ask(
            query.Account.Reference(),
            account => account.Expirations(
                query.From ?? account.Occasion.Now, query.To ?? DateTimeOffset.MaxValue)
                .Then(coming => new Coming(account.State, account.Occasion.Now,
                    account.State.Seq - account.Entries.Count, coming)),
            ct);
        if (!asked.IsOk)
        {
            return asked.Decline!;
        }

        var (account, now, storedSeq, coming) = asked.Value;
        var past = await ledger.Expired(
            account.Id, query.From ?? now, query.To ?? DateTimeOffset.MaxValue, storedSeq, ct);
        var all = past.Concat(coming).OrderBy(item => item.At).ThenBy(item => item.Lot).ToList();
        var rest = query.Page.After is { } after
            ? all.Where(item => string.CompareOrdinal(Position(item), after) > 0)
            : all;
        var scale = account.Currency.Scale;
        var page = query.Page.Of([.. rest.Take(query.Page.Limit + 1)], Position)
            .Select(item => new ExpiringPoints(item.Points.ToScale(scale), item.At));
        return new Expirations(all.Sum(item => item.Points).ToScale(scale), page.Data, page.NextCursor);
    }

    /// <summary>Texts in the order of the list.</summary>
    static string Position(Expiration item) =>
        string.Create(CultureInfo.InvariantCulture, $"{item.At.UtcTicks:D19}:{item.Lot:D10}");

    sealed record Coming(AccountState Account, DateTimeOffset Now, int StoredSeq, IReadOnlyList<Expiration> Items);
}

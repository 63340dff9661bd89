using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Save;

/// <summary>Chains that are stored together, in the order in which their accounts are to be locked.</summary>
sealed class ChainsToSave(IEnumerable<Chain> chains, DateTimeOffset now)
{
    readonly Dictionary<WrittenPart, object> rows = [];

    /// <summary>When they are stored, by this instance's clock.</summary>
    public static readonly SqlValue<ChainsToSave, DateTimeOffset> SavedAt = new(chains => chains.Now);

    public IReadOnlyList<Chain> Chains { get; } = [.. chains.OrderBy(chain => chain.Account.State.Id.Bucket)
        .ThenBy(chain => chain.Account.State.Id.Number)];

    public DateTimeOffset Now { get; } = now;

    /// <summary>A list with an element for each account.</summary>
    public static SqlColumn<ChainsToSave, Chain, T> Column<T>(Func<Chain, T> value) =>
        new(chains => chains.Chains, value);

    /// <summary>The rows of a part, account by account.</summary>
    public IReadOnlyList<Owned<TRow>> Rows<TRow>(WrittenPart<TRow> part)
    {
        if (!rows.TryGetValue(part, out var known))
        {
            rows[part] = known = Chains.SelectMany(chain => part.Of(chain)
                .Select(row => new Owned<TRow>(chain.Account.State.Id.Number, row))).ToList();
        }

        return (IReadOnlyList<Owned<TRow>>)known;
    }
}

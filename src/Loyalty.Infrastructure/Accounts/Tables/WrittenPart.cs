using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// What is left out of the save statement when no chain asks for it: starting a statement costs by its parts, more than
/// they do for a row.
/// </summary>
sealed record RarePart(Func<Chain, bool> IsAsked);

/// <summary>A row and the number of the account that it belongs to.</summary>
readonly record struct Owned<TRow>(int Account, TRow Row);

/// <summary>A part of the save statement: what it stores of one table, in one way.</summary>
/// <param name="name">As the statement names it.</param>
/// <param name="rare">Tells which chains ask for it, where most do not; null: it is always there.</param>
abstract class WrittenPart(string name, RarePart? rare)
{
    /// <summary>
    /// The rows "s" as they are sent belong to the accounts that "moved"; asking so inside "case" keeps the planner
    /// from making a join of it, which without hash joins compares each row with each account.
    /// </summary>
    public const string HasMoved =
        "case when s.account_number in (select account_number from moved) then true end";

    public string Name { get; } = name;

    public RarePart? Rare { get; } = rare;

    /// <summary>How many of the rows that were sent are stored.</summary>
    public string Stored { get; init; } = $"(select count(*) from {name})";

    /// <summary>How many rows a chain stores by it.</summary>
    public abstract int Count(Chain chain);

    public abstract SqlText<ChainsToSave> Text { get; }
}

/// <summary>A part whose rows come from chains.</summary>
/// <param name="rows">What a chain stores by it, in the order of their keys.</param>
/// <param name="text">Makes the part's text, of the lists that it is sent.</param>
sealed class WrittenPart<TRow>(
    string name, RarePart? rare, Func<Chain, IReadOnlyCollection<TRow>> rows,
    Func<WrittenPart<TRow>, SqlText<ChainsToSave>> text)
    : WrittenPart(name, rare)
{
    public override int Count(Chain chain) => rows(chain).Count;

    public IReadOnlyCollection<TRow> Of(Chain chain) => rows(chain);

    public override SqlText<ChainsToSave> Text => text(this);

    /// <summary>A list with an element for each row.</summary>
    public SqlColumn<ChainsToSave, Owned<TRow>, T> Sent<T>(Func<Owned<TRow>, T> value) =>
        new(chains => chains.Rows(this), value);
}

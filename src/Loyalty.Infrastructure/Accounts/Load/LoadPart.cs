using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// A part of the load that brings something for one caller: a fact for its decision, or what is recorded under its ids.
/// It is left out of the statement when nobody asks for it.
/// </summary>
abstract class LoadPart
{
    public abstract bool IsAsked(LoadQuery query);

    /// <summary>What the statement is sent for each caller, as columns of "q".</summary>
    public virtual IReadOnlyList<SqlText<LoadQueries>> Sent => [];

    /// <summary>Where the values come from.</summary>
    public abstract string Join { get; }

    /// <summary>The values of a caller's row, in the order in which <see cref="Read"/> takes them.</summary>
    public abstract string Columns { get; }

    /// <summary>What a caller's row says.</summary>
    public abstract CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known);

    /// <summary>A list with an element for each caller.</summary>
    protected static SqlColumn<LoadQueries, LoadQuery, T> Column<T>(Func<LoadQuery, T> value) =>
        new(queries => queries.All, value);
}

using System.Collections.Immutable;

namespace Loyalty.Domain.Accounts;

/// <summary>
/// What one caller's decision may know besides the account: at most one fact of each type. A rule asks for the fact
/// that it needs by its type; the part of the load that is named after it brings it.
/// </summary>
public sealed class Facts
{
    public static readonly Facts None = new(ImmutableDictionary<Type, object>.Empty);

    readonly ImmutableDictionary<Type, object> byType;

    Facts(ImmutableDictionary<Type, object> byType) => this.byType = byType;

    /// <summary>Null when the fact is not known.</summary>
    public T? Find<T>()
        where T : class => (T?)byType.GetValueOrDefault(typeof(T));

    /// <summary>With that fact in the place of an earlier one of its type.</summary>
    public Facts With(object fact) => new(byType.SetItem(fact.GetType(), fact));

    public Facts With(Facts others) => others.byType.IsEmpty ? this
        : byType.IsEmpty ? others
        : new(byType.SetItems(others.byType));
}

/// <summary>What an account's active open lots come to, those that were not loaded included.</summary>
/// <param name="EndingAtHorizon">Free points of all that end together with the last lot that was loaded.</param>
public sealed record OpenLots(int Count, Points EndingAtHorizon);

/// <summary>Asks for a <see cref="NamedEntry"/> that the command does not name itself.</summary>
public sealed record EntryWanted(int Seq) : WantedFact;

/// <summary>An entry that a command names by its number, and where it belongs.</summary>
/// <param name="Root">Seq of the first entry of what it is part of: a commit's or rollback's is the hold or the
/// temporary accrual.</param>
/// <param name="RootKind">Kind of that first entry.</param>
/// <param name="ExternalId">That first entry's.</param>
/// <param name="OccurredAt">That first entry's.</param>
/// <param name="Promotion">That first entry's.</param>
public sealed record NamedEntry(
    int Seq, string Kind, int Root, string RootKind, string? ExternalId, DateTimeOffset OccurredAt,
    string? Promotion = null);

using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Loyalty.Domain.Accounts;

/// <summary>Lots in the order of spending; each is found by its id without a search. Never changed in place.</summary>
[CollectionBuilder(typeof(LotSet), nameof(Of))]
public sealed class LotSet : IReadOnlyCollection<Lot>
{
    static readonly LotSet Empty = new([], ImmutableDictionary<int, Lot>.Empty);

    readonly ImmutableSortedSet<Lot> inOrder;
    readonly ImmutableDictionary<int, Lot> byId;

    LotSet(ImmutableSortedSet<Lot> inOrder, ImmutableDictionary<int, Lot> byId) =>
        (this.inOrder, this.byId) = (inOrder, byId);

    public int Count => byId.Count;

    public static LotSet Of(ReadOnlySpan<Lot> lots) => Empty.With(lots.ToArray());

    /// <summary>Null when there is no lot of that id here.</summary>
    public Lot? Find(int id) => byId.GetValueOrDefault(id);

    /// <summary>With a new lot, or a lot as it is now.</summary>
    public LotSet With(Lot lot) => new(
        (Find(lot.Id) is { } before ? inOrder.Remove(before) : inOrder).Add(lot), byId.SetItem(lot.Id, lot));

    /// <summary>The same for many lots.</summary>
    public LotSet With(IReadOnlyCollection<Lot> lots)
    {
        if (lots.Count == 0)
        {
            return this;
        }

        var (ordered, known) = (inOrder.ToBuilder(), byId.ToBuilder());
        foreach (var lot in lots)
        {
            if (known.TryGetValue(lot.Id, out var before))
            {
                ordered.Remove(before);
            }

            ordered.Add(lot);
            known[lot.Id] = lot;
        }

        return new(ordered.ToImmutable(), known.ToImmutable());
    }

    public ImmutableSortedSet<Lot>.Enumerator GetEnumerator() => inOrder.GetEnumerator();

    IEnumerator<Lot> IEnumerable<Lot>.GetEnumerator() => inOrder.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => inOrder.GetEnumerator();
}

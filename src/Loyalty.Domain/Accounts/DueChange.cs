namespace Loyalty.Domain.Accounts;

/// <summary>What time alone does, and to which lot or hold.</summary>
enum DueKind
{
    Activation,
    TimeOut,
    Expiry,
}

/// <summary>
/// One thing that is due: in order of time, then activation, time-out, expiry, then the lot's or hold's id.
/// </summary>
sealed record DueChange(DateTimeOffset At, DueKind Kind, int Id) : IComparable<DueChange>
{
    /// <summary>
    /// All that may be due by then. Each is looked at again when its turn comes: what came before it may have changed
    /// it.
    /// </summary>
    public static PriorityQueue<DueChange, DueChange> By(DateTimeOffset until, AccountState state)
    {
        var queue = new PriorityQueue<DueChange, DueChange>();
        foreach (var lot in state.Lots)
        {
            if (lot.IsTemporary && lot.PendingUntil <= until)
            {
                queue.Add(new(lot.PendingUntil.Value, DueKind.TimeOut, lot.Id));
            }
            else if (!lot.IsTemporary && lot.Pending && lot.AvailableAt <= until)
            {
                queue.Add(new(lot.AvailableAt, DueKind.Activation, lot.Id));
            }

            if (lot.IsOpen && !lot.IsTemporary && lot.ExpiresAt <= until)
            {
                queue.Add(new(lot.ExpiresAt.Value, DueKind.Expiry, lot.Id));
            }
        }

        foreach (var hold in state.OpenHolds.Where(hold => hold.HoldExpiresAt <= until))
        {
            queue.Add(new(hold.HoldExpiresAt!.Value, DueKind.TimeOut, hold.Id));
        }

        return queue;
    }

    public int CompareTo(DueChange? other) =>
        other is null ? 1 : (At, Kind, Id).CompareTo((other.At, other.Kind, other.Id));
}

static class DueQueues
{
    public static void Add(this PriorityQueue<DueChange, DueChange> queue, DueChange due) => queue.Enqueue(due, due);
}

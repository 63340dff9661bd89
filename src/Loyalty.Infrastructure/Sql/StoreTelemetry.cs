using System.Diagnostics;
using System.Diagnostics.Metrics;
using Loyalty.Application.Pipeline;
using Loyalty.Domain.Accounts;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// What the store shows of its work. Labels are codes of programs, kinds of entries, names of statements.
/// </summary>
static class StoreTelemetry
{
    static readonly Meter Meter = LoyaltyTelemetry.Meter;

    static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>(
        "loyalty.store.batch.size", "{item}", "How many loads, chains of decisions or keys shared a statement.",
        advice: new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200] });

    static readonly UpDownCounter<int> Waiting = Meter.CreateUpDownCounter<int>(
        "loyalty.store.waiting", "{caller}", "Callers who wait for a statement, or for their account.");

    static readonly Counter<long> Conflicts = Meter.CreateCounter<long>(
        "loyalty.store.conflicts", "{chain}", "Decisions made again because another instance was first.");

    static readonly Counter<double> Points = Meter.CreateCounter<double>(
        "loyalty.points", "{point}", "Points that entries moved, by program and kind of entry.");

    static readonly Counter<double> Debt = Meter.CreateCounter<double>(
        "loyalty.debt", "{point}", "Points that members came to owe.");

    // A zero is published at start: a missing counter is not a zero to Prometheus.
    static StoreTelemetry() => Conflicts.Add(0);

    public static void Entered(string queue) => Waiting.Add(1, Queue(queue));

    public static void Left(string queue, int count) => Waiting.Add(-count, Queue(queue));

    public static void Shared(string statement, int items) =>
        BatchSize.Record(items, new KeyValuePair<string, object?>("statement", statement));

    public static void Conflicted(int chains) => Conflicts.Add(chains);

    /// <summary>What became durable.</summary>
    public static void Stored(string program, Account account, AccountState before)
    {
        if (!Points.Enabled && !Debt.Enabled)
        {
            return;
        }

        foreach (var entry in account.Entries)
        {
            var moved = entry.Amount == Domain.Points.Zero ? entry.AvailableChange : entry.Amount;
            Points.Add(Math.Abs((double)moved.Value), new TagList { { "program", program }, { "kind", entry.Kind } });
        }

        if (account.State.Debt > before.Debt)
        {
            Debt.Add((double)(account.State.Debt - before.Debt).Value, new TagList { { "program", program } });
        }
    }

    /// <summary>
    /// A span for a statement that several callers share: part of the first one's trace, with links to the others', as
    /// theirs have to it.
    /// </summary>
    public static Activity? Statement(string name, IReadOnlyList<Activity?> callers)
    {
        if (callers.FirstOrDefault(caller => caller is not null) is not { } first)
        {
            return null;
        }

        var others = callers.Where(caller => caller is not null && caller != first).ToList();
        var statement = LoyaltyTelemetry.Source.StartActivity(
            name, ActivityKind.Internal, first.Context,
                links: others.Select(caller => new ActivityLink(caller!.Context)));
        if (statement is not null)
        {
            others.ForEach(caller => caller!.AddLink(new(statement.Context)));
        }

        return statement;
    }

    static KeyValuePair<string, object?> Queue(string name) => new("queue", name);
}

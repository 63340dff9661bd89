using System.Diagnostics;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Sql;
using Loyalty.Infrastructure.Tests.Accounts;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Sql;

/// <summary>How concurrent callers share statements; the statement here answers when the test says so.</summary>
public sealed class CombinerTests
{
    const int MaxWeight = 4;
    const int MaxWaiting = 6;

    readonly List<Statement> statements = [];

    [Test]
    public async Task An_idle_one_asks_at_once_and_what_comes_meanwhile_goes_together_next()
    {
        var combiner = Combiner(lanes: 1);
        var first = combiner.Run(1);
        var others = new[] { 2, 3, 4 }.Select(combiner.Run).ToList();
        Assert.That(Asked(), Is.EqualTo(new[] { "1" }));

        statements[0].Answer();
        Assert.That(await first, Is.EqualTo(10));
        await Until(() => statements.Count == 2);
        Assert.That(Asked(), Is.EqualTo(new[] { "1", "2,3,4" }));

        statements[1].Answer();
        Assert.That(await Task.WhenAll(others), Is.EqualTo(new[] { 20, 30, 40 }));
    }

    [Test]
    public async Task A_statement_that_has_to_wait_first_still_runs_in_its_span_which_is_its_callers_child()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source == LoyaltyTelemetry.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var seen = new List<(ActivitySpanId Parent, string? Name)>();
        var combiner = new Combiner<int, int>("test", 1, MaxWeight, MaxWaiting, _ => 1, async items =>
        {
            // As a connection that has to be opened.
            await Task.Yield();
            seen.Add((Activity.Current?.ParentSpanId ?? default, Activity.Current?.DisplayName));
            return [.. items];
        });
        for (var i = 0; i < 2; i++)
        {
            using var caller = LoyaltyTelemetry.Source.StartActivity("caller");
            await combiner.Run(i);
            Assert.That(seen[i], Is.EqualTo((caller!.SpanId, "test")));
            Assert.That(Activity.Current, Is.SameAs(caller));
        }
    }

    [Test]
    public async Task No_more_statements_run_at_one_time_than_there_are_lanes()
    {
        var combiner = Combiner(lanes: 2);
        var all = Enumerable.Range(1, 4).Select(combiner.Run).ToList();
        Assert.That(Asked(), Is.EqualTo(new[] { "1", "2" }));

        statements[1].Answer();
        await Until(() => statements.Count == 3);
        Assert.That(Asked(), Is.EqualTo(new[] { "1", "2", "3,4" }));
        statements[0].Answer();
        statements[2].Answer();
        Assert.That(await Task.WhenAll(all), Is.EqualTo(new[] { 10, 20, 30, 40 }));
    }

    [Test]
    public async Task A_statement_carries_no_more_than_its_weight_and_what_is_heavier_goes_alone()
    {
        var combiner = Combiner(lanes: 1, weight: item => item);
        var all = new[] { 1, 2, 2, 9, 1 }.Select(combiner.Run).ToList();
        await AnswerAll(4);
        await Task.WhenAll(all);
        Assert.That(Asked(), Is.EqualTo(new[] { "1", "2,2", "9", "1" }));
    }

    [Test]
    public async Task What_makes_a_statement_fail_fails_alone()
    {
        var combiner = Combiner(lanes: 1, poison: 3);
        var all = Enumerable.Range(1, 5).Select(combiner.Run).ToList();
        await AnswerAll(6);
        await Assert.ThrowsAsync<PostgresException>(async () => await all[2]);
        Assert.That(await Task.WhenAll(all.Where((_, i) => i != 2)), Is.EqualTo(new[] { 10, 20, 40, 50 }));
        Assert.That(Asked(), Is.EqualTo(new[] { "1", "2,3,4,5", "2,3", "2", "3", "4,5" }));
    }

    [Test]
    public async Task After_a_lock_waited_for_in_vain_or_an_unknown_fate_each_caller_is_told(
        [Values(PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.AdminShutdown)] string error)
    {
        var combiner = Combiner(lanes: 1, poison: 3, error: error);
        var all = Enumerable.Range(1, 4).Select(combiner.Run).ToList();
        await AnswerAll(2);
        Assert.That(await all[0], Is.EqualTo(10));
        foreach (var lost in all[1..])
        {
            await Assert.ThrowsAsync<PostgresException>(async () => await lost);
        }

        Assert.That(Asked(), Is.EqualTo(new[] { "1", "2,3,4" }));
    }

    [Test]
    public async Task A_statement_that_answers_too_few_leaves_nobody_waiting()
    {
        var combiner = new Combiner<int, int>(
            "test", 1, MaxWeight, MaxWaiting, _ => 1, _ => Task.FromResult<IReadOnlyList<int>>([]));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await combiner.Run(1));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await combiner.Run(2));
    }

    [Test]
    public async Task Who_comes_when_too_many_wait_is_refused_at_once()
    {
        var combiner = Combiner(lanes: 1);
        var all = Enumerable.Range(1, MaxWaiting + 1).Select(combiner.Run).ToList();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => combiner.Run(100));
        await AnswerAll(3);
        Assert.That(await Task.WhenAll(all), Is.EqualTo(Enumerable.Range(1, MaxWaiting + 1).Select(item => item * 10)));
    }

    Combiner<int, int> Combiner(
        int lanes, Func<int, int>? weight = null, int? poison = null,
        string error = PostgresErrorCodes.CheckViolation) =>
        new("test", lanes, MaxWeight, MaxWaiting, weight ?? (_ => 1), items =>
        {
            var statement = new Statement(items, items.Contains(poison ?? -1) ? error : null);
            lock (statements)
            {
                statements.Add(statement);
            }

            return statement.Result;
        });

    string[] Asked()
    {
        lock (statements)
        {
            return [.. statements.Select(statement => string.Join(',', statement.Items))];
        }
    }

    /// <summary>Answers that many statements, one after the other as they come.</summary>
    async Task AnswerAll(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Until(() => statements.Count > i);
            statements[i].Answer();
        }
    }

    static Task Until(Func<bool> isTrue) => AccountStoreTests.WaitUntil(() => Task.FromResult(isTrue()));

    sealed class Statement(IReadOnlyList<int> items, string? error)
    {
        readonly TaskCompletionSource<IReadOnlyList<int>> result =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<int> Items => items;

        public Task<IReadOnlyList<int>> Result => result.Task;

        public void Answer()
        {
            if (error is null)
            {
                result.SetResult([.. items.Select(item => item * 10)]);
            }
            else
            {
                result.SetException(new PostgresException("refused", "ERROR", "ERROR", error));
            }
        }
    }
}

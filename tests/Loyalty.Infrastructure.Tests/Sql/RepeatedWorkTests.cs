using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Sql;

public sealed class RepeatedWorkTests
{
    [TestCase(1, new[] { 1, 1, 2, 4, 8, 10, 10 })]
    [TestCase(60, new[] { 60, 60, 60, 60, 60 })]
    public async Task Pauses_grow_to_a_bound_while_the_database_is_away(int usual, int[] pauses)
    {
        var clock = new CountingClock();
        using var work = new Failing(clock, TimeSpan.FromSeconds(usual));
        await work.StartAsync(CancellationToken.None);
        foreach (var (round, pause) in pauses.Index())
        {
            Assert.That(() => clock.Timers, Is.EqualTo(round + 1).After(5000, 5));
            clock.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromTicks(1));
            Assert.That(work.Rounds, Is.EqualTo(round));
            clock.Advance(TimeSpan.FromTicks(1));
            Assert.That(() => work.Rounds, Is.EqualTo(round + 1).After(5000, 5));
        }

        await work.StopAsync(CancellationToken.None);
    }

    /// <summary>Tells how often somebody began to wait.</summary>
    sealed class CountingClock : FakeTimeProvider
    {
        int timers;

        public int Timers => Volatile.Read(ref timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref timers);
            return timer;
        }
    }

    sealed class Failing(TimeProvider clock, TimeSpan usual) : RepeatedWork(clock)
    {
        int rounds;

        public int Rounds => Volatile.Read(ref rounds);

        protected override TimeSpan UsualPause => usual;

        protected override Task<TimeSpan> Round(CancellationToken ct) =>
            Task.FromException<TimeSpan>(new StoreUnavailableException("away"));

        protected override void Away() => Interlocked.Increment(ref rounds);
    }
}

using Loyalty.Application.Ledger;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>
/// Two commands that exclude each other, at one moment, from two instances with one clock on one database: one wins,
/// the other is told why not, and the books balance.
/// </summary>
[TestFixture(100)]
[TestFixture(1_000, Category = "Long")]
public sealed class RaceTests(int rounds)
{
    const decimal Points = 100;
    const int Timeout = 60;

    readonly FakeTimeProvider clock = new(new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public Task Commit_and_commit() => Race(
        Hold,
        (store, race) => Code(store.Send(new CommitTemp(race.Id.Number(), null))),
        (store, race) => Code(store.Send(new CommitTemp(race.Id.Number(), null))),
        [("ok", "already_committed"), ("already_committed", "ok")],
        _ => 0);

    [Test]
    public Task Commit_and_rollback() => Race(
        Hold,
        (store, race) => Code(store.Send(new CommitTemp(race.Id.Number(), null))),
        (store, race) => Code(store.Send(new RollbackTemp(race.Id.Number(), null))),
        [("ok", "already_committed"), ("already_rolled_back", "ok")],
        codes => codes.First == "ok" ? 0 : Points);

    [Test]
    public Task Commit_and_time_out() => Race(
        Hold,
        (store, race) => Code(store.Send(new CommitTemp(race.Id.Number(), null))),
        Sweep,
        [("ok", "ok"), ("hold_timed_out", "ok")],
        codes => codes.First == "ok" ? 0 : Points);

    [Test]
    public Task Cancel_and_cancel() => Race(
        async (store, member) => (await store.Send(member.Redeem(Points))).Value.TransactionId,
        (store, race) => Code(store.Send(new CancelTransaction(race.Id.Number(), null, "returned", false))),
        (store, race) => Code(store.Send(new CancelTransaction(race.Id.Number(), null, "returned", false))),
        [("ok", "already_cancelled"), ("already_cancelled", "ok")],
        _ => Points);

    [Test]
    public Task Cancel_and_commit() => Race(
        Hold,
        (store, race) => Code(store.Send(new CancelTransaction(race.Id.Number(), null, "returned", false))),
        (store, race) => Code(store.Send(new CommitTemp(race.Id.Number(), null))),
        [("ok", "already_rolled_back"), ("cancellation_window_closed", "ok")],
        codes => codes.First == "ok" ? Points : 0,
        window: 0);

    [Test]
    public Task Redeem_and_expiry() => Race(
        async (store, member) => (await store.Send(member.Accrue(
            Points, expiresAt: clock.GetUtcNow().AddSeconds(Timeout)))).Value.TransactionId,
        (store, race) => Code(store.Send(race.Member.Redeem(2 * Points))),
        Sweep,
        [("ok", "ok"), ("insufficient_points", "ok")],
        codes => codes.First == "ok" ? 0 : Points);

    [Test]
    public Task Cancel_of_an_accrual_and_redeem() => Race(
        async (store, member) => (await store.Send(member.Accrue(Points))).Value.TransactionId,
        (store, race) => Code(store.Send(new CancelTransaction(race.Id.Number(), null, "returned", false))),
        (store, race) => Code(store.Send(race.Member.Redeem(2 * Points))),
        [("ok", "insufficient_points"), ("accrual_already_spent", "ok")],
        codes => codes.First == "ok" ? Points : 0);

    static async Task<string> Hold(Instance store, TestMember member) =>
        (await store.Send(member.Hold(Points, Timeout))).Value
            .TransactionId;

    /// <summary>
    /// Time passes somewhere in the middle of the other's command, and the sweeper comes: whether or not it finds
    /// something due, that is no fault.
    /// </summary>
    async Task<string> Sweep(Instance store, Contest race)
    {
        await Task.Delay(race.Round % 6);
        clock.Advance(TimeSpan.FromSeconds(Timeout));
        return await store.Get<Sweeper>().Sweep(await store.Account(race.Member), CancellationToken.None)
            ? "ok"
            : "fault";
    }

    static async Task<string> Code<T>(Task<Result<T>> sending) => (await sending).Decline?.Code ?? "ok";

    async Task Race(
        Func<Instance, TestMember, Task<string>> begin,
        Func<Instance, Contest, Task<string>> first,
        Func<Instance, Contest, Task<string>> second,
        (string First, string Second)[] allowed,
        Func<(string First, string Second), decimal> balance,
        int? window = 86_400)
    {
        await using var one = new Instance(clock: clock);
        await using var other = new Instance(clock: clock);
        var program = await one.NewProgram(document: new()
        {
            Policy = new() { Cancellation = new() { WindowSeconds = window } },
        });
        var accounts = new HashSet<int>();
        var outcomes = new List<(string, string)>();
        for (var round = 0; round < rounds; round++)
        {
            var member = await one.NewMember(Points, program);
            var race = new Contest(round, member, await begin(one, member));
            var (a, b) = round % 2 == 0 ? (one, other) : (other, one);
            var running = (Task.Run(() => first(a, race)), Task.Run(() => second(b, race)));
            var codes = (await running.Item1, await running.Item2);

            Assert.That(allowed, Does.Contain(codes), $"round {round}");
            var left = await a.Balance(member);
            Assert.That((left.Balance, left.Held), Is.EqualTo((new Points(balance(codes)), Domain.Points.Zero)),
                $"round {round}: {codes}");
            accounts.Add(await one.Account(member));
            outcomes.Add(codes);
        }

        foreach (var outcome in outcomes.CountBy(codes => codes))
        {
            TestContext.Out.WriteLine($"{outcome.Key}: {outcome.Value}");
        }

        var found = new List<string>();
        await one.Get<LedgerVerifier>().Verify(difference =>
        {
            if (difference.Account is { } of && accounts.Contains(of.Number))
            {
                found.Add(difference.ToString());
            }
        }, CancellationToken.None);
        Assert.That(found, Is.Empty);
    }

    sealed record Contest(int Round, TestMember Member, string Id);
}

using System.Collections.Concurrent;
using CsCheck;
using Loyalty.Infrastructure.Ledger;

namespace Loyalty.Infrastructure.Tests.Model;

/// <summary>
/// Random histories through the service's store and through the model: every answer and every balance must agree, of
/// past moments too. A history that does not is shrunk, and printed with its seed: to play it again, give that seed to
/// Sample. One test after the other: each lane has connections of its own.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ModelTests
{
    const int Lanes = 4;

    /// <summary>Fewer, since each uses as many connections as there are.</summary>
    const int LanesOfMany = 2;

    static readonly ModelPolicy[] Policies =
    [
        new(),
        new() { AllowNegative = true, Window = null },
        new() { AllowNegative = true, Window = 3600, GraceDays = 0 },
        new() { AfterDays = 10, DelayDays = 1, GraceDays = 1, MaxHold = 86_400, Window = null },
        new() { MaxPerDay = 100, MaxCountPerDay = 3, AllowNegative = true, GraceDays = 0, Window = 864_000 },
        new() { MaxPerMonth = 60, MaxPerAccrual = 38, MaxEarnedPerDay = 90, AllowNegative = true, Window = null },
        new()
        {
            Window = null,
            AllowNegative = true,
            Tiers = [new("base", 0, null), new("silver", 40, 1), new("gold", 70, 30)],
            Promotions =
            [
                new("often") { Multiplier = 1.5m, MaxUses = 2, MaxPoints = 45 },
                new("fixed") { Fixed = 12, FixedAccrual = 25, NeededTier = "gold" },
                new("some") { Least = 5, Most = 15, MaxPoints = 20, MaxUses = 3 },
                new("once")
                {
                    MaxUses = 1,
                    From = new(2026, 1, 20, 0, 0, 0, TimeSpan.Zero),
                    Until = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero),
                },
            ],
        },
        new()
        {
            AllowNegative = true,
            MaxEarnedPerDay = 90,
            MaxPerDay = 100,
            Tiers = [new("new", 0, null), new("known", 30, 10)],
            NeededTier = "known",
            Promotions = [new("half") { Multiplier = 0.5m, MaxPoints = 30, NeededTier = "new" }],
        },
        new()
        {
            AllowNegative = true,
            Window = null,
            Tiers = [new("new", 0, null), new("gold", 60, null)],
            Rates =
            [
                new("purchase_discount") { PerUnit = 4, Share = 0.5m, Least = 1, GoldBonus = 1.25m },
                new("voucher") { PerUnit = 3, Multiple = 0.75m, MaxPerMonth = 40, IsAlone = true },
                new("cashback") { PerUnit = 2.5m, Most = 30, FeePercent = 10, FeeFixed = 0.5m },
            ],
            Options =
            [
                new("free_product") { Cost = 5, Value = 1.5m, Stock = 2 },
                new("free_product") { Cost = 2.25m, MaxUses = 2, NeededTier = "gold" },
                new("voucher") { PerUnit = 7, Least = 2, Most = 25, Stock = 3 },
                new("purchase_discount") { Cost = 8, Value = 3 },
            ],
        },
        new()
        {
            AfterDays = 10,
            GraceDays = 1,
            MaxPerDay = 100,
            MaxCountPerDay = 4,
            Options = [new("generic") { Cost = 3, Stock = 1 }, new("cashback") { PerUnit = 0.3m, Multiple = 0.5m }],
        },
    ];

    static readonly Gen<Step> AnyStep = Gen.Select(
        Gen.Frequency(
            (5, Gen.Const(StepKind.Accrue)), (2, Gen.Const(StepKind.AccrueTemporary)), (2, Gen.Const(StepKind.Adjust)),
            (4, Gen.Const(StepKind.Redeem)), (5, Gen.Const(StepKind.Hold)), (4, Gen.Const(StepKind.CommitHold)),
            (2, Gen.Const(StepKind.RollbackHold)), (2, Gen.Const(StepKind.CommitAccrual)),
            (2, Gen.Const(StepKind.UseCoupon)), (1, Gen.Const(StepKind.HoldCoupon)),
            (1, Gen.Const(StepKind.ReleaseCoupon)), (1, Gen.Const(StepKind.UnuseCoupon)),
            (1, Gen.Const(StepKind.RollbackAccrual)), (6, Gen.Const(StepKind.Cancel)), (6, Gen.Const(StepKind.Pass)),
            (1, Gen.Const(StepKind.ClockBack)), (2, Gen.Const(StepKind.Repeat)), (1, Gen.Const(StepKind.Sweep)),
            (1, Gen.Const(StepKind.Restart))),
        Gen.Int[1, 160], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99],
        (kind, quarters, a, b, c) => new Step(kind, quarters / 4m, a, b, c));

    static readonly Gen<(int Policy, Step[] Steps)> History =
        Gen.Select(Gen.Int[0, Policies.Length - 1], AnyStep.Array[1, 25]);

    [TestCase(500)]
    [TestCase(5_000, Category = "Long")]
    public Task Store_and_model_agree_on_every_answer_and_every_balance(int histories) => Agree(
        histories, Lanes, (lane, policy, steps) => lane.Play(policy, steps));

    /// <summary>
    /// More lots than the account's row has, or than a load brings from their table, so that decisions are made with
    /// those alone, with sums, or with all.
    /// </summary>
    [TestCase(24, 120)]
    [TestCase(40, 1_500, Category = "Long")]
    [TestCase(1_200, 3)]
    [TestCase(10_000, 6, Category = "Long")]
    public Task They_agree_on_accounts_of_many_lots(int lots, int histories) => Agree(
        histories, LanesOfMany, (lane, policy, steps) => lane.PlayOnMany(policy, lots, steps));

    static async Task Agree(int histories, int threads, Func<ModelLane, int, Step[], Task<string?>> play)
    {
        var lanes = new ConcurrentBag<ModelLane>(
            await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => ModelLane.Start(Policies))));
        await History.SampleAsync(
            async history =>
            {
                Assert.That(lanes.TryTake(out var lane), Is.True, "a lane for each thread");
                try
                {
                    var difference = await play(lane!, history.Policy, history.Steps);
                    return difference is null ? true : throw new DifferenceException(difference);
                }
                finally
                {
                    lanes.Add(lane!);
                }
            },
            iter: histories,
            threads: threads,
            print: history => $"policy {history.Policy}\n{string.Join('\n', history.Steps)}");

        var numbers = (await TestServer.Instances[0].Query<int[]>("""
            select array_agg(account_number)
            from account
            join program using (program_number)
            where code = any(@codes)
            """, new { codes = lanes.SelectMany(lane => lane.Programs).ToList() })).ToHashSet();
        await Task.WhenAll(lanes.Select(lane => lane.DisposeAsync().AsTask()));
        var found = new List<string>();
        await TestServer.Instances[0].Get<LedgerVerifier>().Verify(difference =>
        {
            if (difference.Account is { } of && numbers.Contains(of.Number))
            {
                found.Add(difference.ToString());
            }
        }, CancellationToken.None);
        Assert.That(found, Is.Empty);
        Assert.That(numbers, Has.Count.GreaterThan(histories / 2));
    }
}

/// <summary>Where the service and the model part.</summary>
sealed class DifferenceException(string difference) : Exception(difference);

enum StepKind
{
    Accrue,
    AccrueTemporary,
    Adjust,
    Redeem,
    Hold,
    CommitHold,
    RollbackHold,
    CommitAccrual,
    RollbackAccrual,
    Cancel,
    UseCoupon,
    HoldCoupon,
    ReleaseCoupon,
    UnuseCoupon,
    Pass,
    ClockBack,
    Repeat,
    Sweep,
    Restart,
}

/// <summary>One step of a history; what A, B and C choose depends on its kind.</summary>
sealed record Step(StepKind Kind, decimal Points, int A, int B, int C);

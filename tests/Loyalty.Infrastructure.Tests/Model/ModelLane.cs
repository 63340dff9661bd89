using System.Text.Json.Nodes;
using Loyalty.Application.Promotions;
using Loyalty.Application.Rewards;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Rewards;
using Loyalty.Domain.Tiers;
using Loyalty.Infrastructure.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Model;

/// <summary>
/// A service with a clock of its own that histories are played on, one after the other, each with a member of its own.
/// </summary>
sealed class ModelLane : IAsyncDisposable
{
    /// <summary>Spans that steps wait for and set: the same ones, so that limits are met to the second.</summary>
    static readonly int[] Spans =
        [0, 1, 60, 3_599, 3_600, 43_200, 86_399, 86_400, 86_401, 864_000, 2_592_000, 2_678_400, 5_270_400];

    static readonly int?[] Timeouts = [null, 0, 1, 60, 3_600, 86_400, 86_401, 2_592_000, 2_592_001];

    readonly FakeTimeProvider clock = new(new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    readonly List<string> programs = [];
    IReadOnlyList<ModelPolicy> policies = [];
    Instance instance;

    ModelLane() => instance = new(clock: clock);

    public IReadOnlyList<string> Programs => programs;

    public static async Task<ModelLane> Start(IReadOnlyList<ModelPolicy> policies)
    {
        var lane = new ModelLane { policies = policies };
        foreach (var policy in policies)
        {
            var program = await lane.instance.NewProgram(document: new()
            {
                Tiers =
                [
                    .. policy.Tiers.Select(tier => new Tier
                    {
                        Code = tier.Code,
                        Name = tier.Code,
                        MinPointsEarned = new(tier.Minimum),
                        PeriodDays = tier.Days,
                    }),
                ],
                Policy = new()
                {
                    Redemption = new()
                    {
                        AllowedTiers = policy.NeededTier is { } needed ? [needed] : null,
                        MaxPointsPerDay = policy.MaxPerDay is { } perDay ? new(perDay) : null,
                        MaxRedemptionsPerDay = policy.MaxCountPerDay,
                        MaxPointsPerMonth = policy.MaxPerMonth is { } perMonth ? new(perMonth) : null,
                    },
                    Earning = new()
                    {
                        MaxPointsPerAccrual = policy.MaxPerAccrual is { } perAccrual ? new(perAccrual) : null,
                        MaxPointsPerDay = policy.MaxEarnedPerDay is { } earnedPerDay ? new(earnedPerDay) : null,
                    },
                    Hold = new() { DefaultTimeoutSeconds = 900, MaxTimeoutSeconds = policy.MaxHold },
                    Cancellation = new()
                    {
                        WindowSeconds = policy.Window,
                        AllowNegativeCorrection = policy.AllowNegative,
                    },
                    Expiry = new()
                    {
                        AfterDays = policy.AfterDays,
                        ActivationDelayDays = policy.DelayDays,
                        RestoredGraceDays = policy.GraceDays,
                    },
                    Rates = [.. policy.Rates.Select(Rate)],
                },
            });
            lane.programs.Add(program);
            foreach (var promotion in policy.Promotions)
            {
                _ = (await lane.instance.Send(new CreatePromotion(program, Offer(promotion)))).Value;
            }

            foreach (var option in policy.Options)
            {
                _ = (await lane.instance.Send(new CreateRedemptionOption(program, Option(option)))).Value;
            }
        }

        return lane;
    }

    /// <summary>Null when the service and the model agree on everything.</summary>
    public async Task<string?> Play(int policy, IReadOnlyList<Step> steps)
    {
        var (member, history) = await Begin(policy);
        return await Play(member, policies[policy], history, steps);
    }

    /// <summary>The same on an account that has many lots already, in groups that end at one time.</summary>
    public async Task<string?> PlayOnMany(int policy, int lots, IReadOnlyList<Step> steps)
    {
        const int groups = 4;
        policy = policies[policy].MaxEarnedPerDay is null ? policy : 0;
        var (member, history) = await Begin(policy);
        for (var group = 0; group < groups; group++)
        {
            var now = clock.GetUtcNow();
            var accrual = new Accrue(1, group == 0 ? null : now.AddDays(group + 1), null, null, null);
            if (await history.AccrueMany(instance, accrual, lots / groups, now) is { } difference)
            {
                return $"group {group}: {difference}";
            }
        }

        return await Play(member, policies[policy], history,
            [.. steps.Select(step => step with { Points = Math.Ceiling(step.Points * lots / 64) })]);
    }

    async Task<(TestMember Member, ModelHistory History)> Begin(int policy)
    {
        var now = clock.GetUtcNow();
        var member = await instance.NewMember(program: programs[policy]);
        foreach (var (place, option) in policies[policy].Options.Index().Where(option => option.Item.Stock is not null))
        {
            // What earlier members took is theirs.
            _ = (await instance.Send(new UpdateRedemptionOption(
                programs[policy], place + 1, new JsonObject { ["stock"] = option.Stock }))).Value;
        }

        return (member, new(member, new(policies[policy], now), now));
    }

    async Task<string?> Play(
        TestMember member, ModelPolicy rules, ModelHistory history, IReadOnlyList<Step> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var now = clock.GetUtcNow();
            switch (step.Kind)
            {
                case StepKind.Pass:
                    clock.Advance(TimeSpan.FromSeconds(Spans[step.A % Spans.Length]));
                    break;
                case StepKind.ClockBack:
                    // As far as two instances' clocks may differ, with the later one's entries stored.
                    await Swept(member);
                    history.Settle(now);
                    clock.AdjustTime(now - TimeSpan.FromSeconds(1 + (step.A % 60)));
                    break;
                case StepKind.Restart when step.A < 10:
                    await instance.DisposeAsync();
                    instance = new(clock: clock);
                    break;
                case StepKind.Restart:
                    break;
                case StepKind.Sweep:
                    await Swept(member);
                    break;
                case StepKind.Repeat:
                    if (await history.Repeat(instance, step, now) is { } changed)
                    {
                        return $"step {i + 1}: {changed}";
                    }

                    break;
                default:
                    if (await history.Do(instance, Command(step, rules, history, now), now) is { } difference)
                    {
                        return $"step {i + 1}: {difference}";
                    }

                    break;
            }
        }

        if (await history.CompareReads(instance, clock.GetUtcNow()) is { } wrong)
        {
            return wrong;
        }

        await Swept(member);
        return await history.CompareStock(instance, rules.Options.Count);
    }

    static Promotion Offer(ModelPromotion promotion) => new()
    {
        Id = promotion.Id,
        Name = promotion.Id,
        StartsAt = promotion.From,
        EndsAt = promotion.Until,
        AllowedTiers = promotion.NeededTier is { } tier ? [tier] : null,
        MaxUsesPerMember = promotion.MaxUses,
        MaxPointsPerMember = Points(promotion.MaxPoints),
        RedeemRules = promotion is { Fixed: null, Least: null, Most: null }
            ? []
            : [new()
                {
                    StaticPoints = Points(promotion.Fixed),
                    MinPoints = Points(promotion.Least),
                    MaxPoints = Points(promotion.Most),
                }],
        AccrualRules = promotion is { Multiplier: null, FixedAccrual: null }
            ? []
            : [new()
                {
                    StaticPoints = Points(promotion.FixedAccrual),
                    Multiplier = promotion.Multiplier is { } multiplier ? new(multiplier) : null,
                }],
    };

    static ConversionRate Rate(ModelReward rate) => new()
    {
        Type = rate.Type,
        Currency = "EUR",
        PointsPerUnit = new(rate.PerUnit!.Value),
        MinPoints = Points(rate.Least),
        MaxPoints = Points(rate.Most),
        MultipleOf = Points(rate.Multiple),
        MaxPurchaseShare = rate.Share is { } share ? new(share) : null,
        MaxPointsPerMonth = Points(rate.MaxPerMonth),
        Combinable = !rate.IsAlone,
        Fee = new() { Percent = new(rate.FeePercent), Fixed = rate.FeeFixed },
        TierBonus = rate.GoldBonus == 1 ? null : new Dictionary<string, Factor> { ["gold"] = new(rate.GoldBonus) },
    };

    static RedemptionOption Option(ModelReward option) => new()
    {
        Name = option.Type,
        Type = option.Type,
        Points = Points(option.Cost),
        Values = option.Value is { } value ? [new(value, "EUR")] : null,
        PointsPerUnit = option.PerUnit is { } perUnit ? [new("EUR", new(perUnit))] : null,
        MinPoints = Points(option.Least),
        MaxPoints = Points(option.Most),
        MultipleOf = Points(option.Multiple),
        Stock = option.Stock,
        MaxPerMember = option.MaxUses,
        AllowedTiers = option.NeededTier is { } tier ? [tier] : null,
    };

    static Points? Points(decimal? points) => points is { } given ? new(given) : null;

    public ValueTask DisposeAsync() => instance.DisposeAsync();

    /// <summary>As the sweeper does it, for this account alone: other lanes live in other times.</summary>
    async Task Swept(TestMember member)
    {
        if (await instance.Query<int?>("select min(account_number) from account where owner_number = @number",
            new { number = member.Number }) is { } account)
        {
            await instance.Get<Sweeper>().Sweep(account, CancellationToken.None);
        }
    }

    static Command Command(Step step, ModelPolicy policy, ModelHistory history, DateTimeOffset now)
    {
        var promotion = policy.Promotions.Count == 0 || step.C % 2 == 0
            ? null
            : policy.Promotions[step.C / 2 % policy.Promotions.Count];
        var redeemed = (step.B % 4 == 0 ? null : promotion?.Fixed) ?? step.Points;
        var accrued = (step.B % 4 == 0 ? null : promotion?.FixedAccrual) ?? step.Points;
        var span = TimeSpan.FromSeconds(Spans[step.A % Spans.Length]);
        var externalId = step.C % 8 < 2 ? $"x{step.C % 8}" : null;
        DateTimeOffset? expires = step.A % 3 == 0 ? null : now + span;
        DateTimeOffset? available = step.B % 3 == 0 ? now.AddSeconds(Spans[step.B % Spans.Length]) : null;
        var target = history.Target(step.A);
        decimal? part = step.B % 2 == 0 ? null : step.Points;
        return step.Kind switch
        {
            StepKind.Accrue => new Accrue(
                accrued, expires, available, null, externalId, promotion?.Id),
            StepKind.AccrueTemporary => new Accrue(
                accrued, expires, available, Timeouts[step.C % Timeouts.Length] ?? 900, null, promotion?.Id),
            StepKind.Adjust => new Adjust(step.B % 2 == 0 ? step.Points : -step.Points, externalId),
            StepKind.Redeem => Giving(new(redeemed, null, externalId, promotion?.Id), step, policy),
            StepKind.Hold => Giving(
                new(redeemed, Timeouts[step.B % Timeouts.Length] ?? 900, externalId, promotion?.Id), step, policy),
            StepKind.CommitHold => new CommitHold(target, part),
            StepKind.RollbackHold => new RollbackHold(target),
            StepKind.CommitAccrual => new CommitAccrual(target, part),
            StepKind.RollbackAccrual => new RollbackAccrual(target),
            StepKind.UseCoupon => new ShowCoupon(target, Store(step), Hold: null),
            StepKind.HoldCoupon => new ShowCoupon(target, Store(step), Math.Max(1, Spans[step.C % 6])),
            StepKind.ReleaseCoupon => new ReleaseCoupon(target, Store(step)),
            StepKind.UnuseCoupon => new UnuseCoupon(target),
            _ => new Cancel(target, part),
        };
    }

    static string Store(Step step) => step.B % 2 == 0 ? "A" : "B";

    /// <summary>The same for an option or by a rate, where the policy has any.</summary>
    static Redeem Giving(Redeem plain, Step step, ModelPolicy policy)
    {
        var all = policy.Options.Count + policy.Rates.Count;
        var choice = all == 0 ? 0 : step.A % (all + 1);
        if (choice == 0)
        {
            return plain;
        }

        var isOption = choice <= policy.Options.Count;
        var reward = isOption ? policy.Options[choice - 1] : policy.Rates[choice - policy.Options.Count - 1];
        var byAmount = step.C % 5 == 0 && reward.PerUnit is not null;
        var isFixed = reward.Cost is not null && step.C % 6 != 0;
        return plain with
        {
            Points = byAmount || isFixed ? null : plain.Points,
            Amount = byAmount ? Math.Ceiling(step.Points) / 4 : null,
            Option = isOption ? choice : null,
            Type = isOption ? null : reward.Type,
            Purchase = reward.Type == "purchase_discount" ? 1 + (step.B % 7) : null,
            Order = step.C % 3 == 0 ? $"o{step.B % 2}" : null,
        };
    }
}

using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Redemptions;
using Loyalty.Application.Rewards;
using Loyalty.Application.Tiers;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;

namespace Loyalty.Infrastructure.Tests.Model;

/// <summary>One member's history, told to the service and to the model.</summary>
sealed class ModelHistory(TestMember member, LedgerModel model, DateTimeOffset start)
{
    /// <summary>An id that no account has.</summary>
    const string Nothing = "txn_2251799813685249";

    const int MostMoments = 6;
    const int AtOneTime = 250;

    readonly Dictionary<int, string> ids = [];
    readonly Dictionary<string, string> codes = [];
    readonly List<(Command Command, string Key, string Answer)> done = [];

    /// <summary>Something that was made, or nothing at all while nothing was.</summary>
    public int Target(int choice) => ids.Count == 0 ? 0 : ids.Keys.Order().ElementAt(choice % ids.Count);

    /// <summary>Many lots of one kind at one time; whichever came first, they are all alike.</summary>
    public async Task<string?> AccrueMany(Instance instance, Accrue command, int count, DateTimeOffset clock)
    {
        // The first one opens the account, where each of many would try to.
        var sent = new List<(string Answer, string? Id)>
        {
            await Send(instance, command, Guid.NewGuid().ToString()),
        };
        foreach (var some in Enumerable.Range(1, count - 1).Chunk(AtOneTime))
        {
            sent.AddRange(await Task.WhenAll(
                some.Select(_ => Send(instance, command, Guid.NewGuid().ToString()))));
        }

        foreach (var (_, id) in sent.OrderBy(answer => answer.Id!.Number().Value))
        {
            model.Do(command, model.TimeAt(clock));
            ids[model.Made!.Value] = id!;
        }

        return Difference("balance", model.BalanceAt(model.TimeAt(clock)), Text(await instance.Balance(member)));
    }

    /// <summary>What the clock shows is stored as far as it goes: now it may go back.</summary>
    public void Settle(DateTimeOffset clock) => model.Advance(model.TimeAt(clock));

    /// <summary>Where the answers part; null: nowhere.</summary>
    public async Task<string?> Do(Instance instance, Command command, DateTimeOffset clock)
    {
        var now = model.TimeAt(clock);
        if (command is CommitHold { Target: 0 } or RollbackHold { Target: 0 } or CommitAccrual { Target: 0 }
            or RollbackAccrual { Target: 0 } or Cancel { Target: 0 } or ShowCoupon { Target: 0 }
            or ReleaseCoupon { Target: 0 } or UnuseCoupon { Target: 0 })
        {
            return null;
        }

        var expected = model.Do(command, now);
        model.Advance(now);
        var key = Guid.NewGuid().ToString();
        var (found, id) = await Send(instance, command, key);
        if (found == expected && model.Made is { } made)
        {
            ids[made] = id!;
        }

        if (expected != "validation_failed")
        {
            done.Add((command, key, found));
        }

        // An answer has the balance in it; a decline has to leave it alone.
        return Difference(command.ToString(), expected, found)
            ?? (found.StartsWith("ok", StringComparison.Ordinal)
                ? null
                : Difference("balance", model.BalanceAt(model.TimeAt(now)), Text(await instance.Balance(member))));
    }

    /// <summary>The same key brings the same answer, whatever has happened since.</summary>
    public async Task<string?> Repeat(Instance instance, Step step, DateTimeOffset now)
    {
        if (done.Count == 0)
        {
            return null;
        }

        var (command, key, answer) = done[step.A % done.Count];
        return step.B % 2 == 0
            ? Difference($"again {command}", answer, (await Send(instance, command, key)).Answer)
            : await Do(instance, command, now);
    }

    /// <summary>
    /// Balances of now, of moments in which something changed and of right before them; lists. Of many moments some
    /// are asked for.
    /// </summary>
    public async Task<string?> CompareReads(Instance instance, DateTimeOffset clock)
    {
        var now = model.TimeAt(clock);
        model.Advance(now);
        var moments = model.Moments.Distinct().ToList();
        var every = (moments.Count / MostMoments) + 1;
        foreach (var at in moments.Where((_, i) => i % every == 0)
            .SelectMany(moment => new[] { moment.AddSeconds(-1), moment }).Where(at => start <= at && at <= clock))
        {
            var balance = (await instance.Send(new GetBalance(member.Account, at))).Value;
            if (Difference($"balance at {at:O}", model.BalanceAt(at), Text(balance)) is { } difference)
            {
                return difference;
            }
        }

        return Difference("balance", model.BalanceAt(now), Text(await instance.Balance(member)))
            ?? Difference("sum of transactions", Sum(await instance.Balance(member)), await Amounts(instance))
            ?? Difference("tier", model.TierAt(now), await Tier(instance))
            ?? Difference("expirations", Expirations(now), await Expirations(instance))
            ?? Difference(
                "redemptions", Lines(model.Spends.Reverse().Select(spend => spend.At(now))),
                await Redemptions(instance));
    }

    /// <summary>What is left of options; what is due has to be stored for that.</summary>
    public async Task<string?> CompareStock(Instance instance, int options)
    {
        for (var option = 1; option <= options; option++)
        {
            var left = (await instance.Send(new GetRedemptionOption(member.Program, option))).Value.Stock;
            if (Difference($"stock of {option}", $"{model.Left(option)}", $"{left}") is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    async Task<(string Answer, string? Id)> Send(Instance instance, Command command, string key)
    {
        return command switch
        {
            Accrue it => Text(await instance.Send(new AccruePoints(member.Account, new()
            {
                Points = new(it.Points),
                PromotionId = it.Promotion,
                AvailableAt = it.AvailableAt,
                ExpiresAt = it.ExpiresAt,
                Pending = it.Timeout is { } seconds ? new() { TimeoutSeconds = seconds } : null,
                Particulars = new() { ExternalId = it.ExternalId },
            }), key)),
            Adjust it => Text(await instance.Send(new AdjustPoints(member.Account, new()
            {
                Points = new(it.Points),
                Reason = "correction",
                Particulars = new() { ExternalId = it.ExternalId },
            }), key)),
            Redeem it => Text(await instance.Send(new RedeemPoints(member.Account, new()
            {
                Points = Points(it.Points),
                PromotionId = it.Promotion,
                OptionId = it.Option,
                Type = it.Type,
                Amount = Euro(it.Amount),
                PurchaseAmount = Euro(it.Purchase),
                Hold = it.Hold is { } seconds ? new() { TimeoutSeconds = seconds } : null,
                Particulars = new() { ExternalId = it.ExternalId, OrderRef = it.Order },
            }), key)),
            CommitHold it => Text(await instance.Send(new CommitTemp(Id(it.Target), Points(it.Points)), key)),
            RollbackHold it => Text(await instance.Send(new RollbackTemp(Id(it.Target), "changed my mind"), key)),
            CommitAccrual it => Text(await instance.Send(
                new Application.Accruals.CommitAccrual(Id(it.Target), Points(it.Points)), key)),
            RollbackAccrual it => Text(await instance.Send(
                new Application.Accruals.RollbackAccrual(Id(it.Target), null), key)),
            Cancel it => Text(await instance.Send(
                new CancelTransaction(Id(it.Target), Points(it.Points), "returned", false), key)),
            ShowCoupon { Hold: null } it => Text(await instance.Send(new UseCoupon(
                member.Program, Code(it.Target), new() { Store = it.Store }), key)),
            ShowCoupon it => Text(await instance.Send(new HoldCoupon(
                member.Program, Code(it.Target), it.Store, new() { TimeoutSeconds = it.Hold }), key)),
            ReleaseCoupon it => Text(await instance.Send(new Application.Rewards.ReleaseCoupon(
                member.Program, Code(it.Target), it.Store), key)),
            UnuseCoupon it => Text(await instance.Send(new Application.Rewards.UnuseCoupon(
                member.Program, Code(it.Target), "failed"), key)),
            _ => throw new InvalidOperationException(command.ToString()),
        };

        string Code(int target) => codes.GetValueOrDefault(ids.GetValueOrDefault(target, Nothing), "NONE");
        TransactionNumber Id(int target) => ids.GetValueOrDefault(target, Nothing).Number();
        static Points? Points(decimal? points) => points is { } given ? new(given) : null;
        static Money? Euro(decimal? amount) => amount is { } given ? new(given, "EUR") : null;
    }

    static (string, string?) Text(Result<AccrualReceipt> result) => result.IsOk
        ? ($"ok {result.Value.Status} {Short(result.Value.Points)} balance {Text(result.Value.Balance)}",
            result.Value.TransactionId)
        : (result.Decline!.Code, null);

    (string, string?) Text(Result<RedemptionReceipt> result)
    {
        if (!result.IsOk)
        {
            return (result.Decline!.Code, null);
        }

        var redemption = result.Value;
        if (redemption.Reward?.Code is { } code)
        {
            codes[redemption.TransactionId] = code;
        }

        return ($"ok {Line(redemption)} balance {Text(redemption.Balance)}", redemption.TransactionId);
    }

    static (string, string?) Text(Result<CouponView> result) =>
        (result.IsOk ? $"ok {result.Value.Status}" : result.Decline!.Code, null);

    static (string, string?) Text(Result<CancellationReceipt> result) => result.IsOk
        ? ($"ok {result.Value.Status} {Short(result.Value.Points)} balance {Text(result.Value.Balance)}", null)
        : (result.Decline!.Code, null);

    static string Line(RedemptionReceipt redemption) =>
        $"{redemption.Status} {Short(redemption.Points)} released {Short(redemption.Released!.Value)} "
            + $"cancelled {Short(redemption.CancelledPoints!.Value)}"
            + (redemption.Reward is not { } reward ? "" : $" gives {reward.Status} {reward.Type} "
                + $"{reward.Value?.Amount:0.##} fee {reward.Fee?.Amount ?? 0:0.##}"
                + (reward.Code is null ? "" : " code"));

    static string Text(BalanceView balance)
    {
        var next = balance.NextExpiry is { } coming ? $"{Short(coming.Points)}@{coming.ExpiresAt:O}" : "-";
        return $"{Short(balance.Balance)} held {Short(balance.Held)} pending {Short(balance.Pending)} debt "
            + $"{Short(balance.Debt)} next {next}";
    }

    static string Sum(BalanceView balance) => Short(balance.Balance - balance.Debt);

    async Task<string> Amounts(Instance instance) =>
        Short((await instance.Transactions(member)).Sum(transaction => transaction.Amount));

    async Task<string> Tier(Instance instance)
    {
        var standing = (await instance.Send(new GetMemberTier(member.Account))).Value;
        return standing.Tier is { } tier ? $"{tier.Code} {Short(standing.PointsEarnedInPeriod)}" : "-";
    }

    string Expirations(DateTimeOffset now) => Lines(model.Expired
        .Concat(model.Lots.Where(lot => !lot.Pending && lot.Free > 0 && lot.Expires is not null)
            .Select(lot => (Points: lot.Free, At: lot.Expires!.Value)))
        .OrderBy(item => item.At).ThenBy(item => item.Points).Select(item => $"{item.Points:0.##}@{item.At:O}"));

    async Task<string> Expirations(Instance instance)
    {
        var answer = (await instance.Send(new GetExpirations(member.Account,
            start.AddDays(-1), null, Instance.All))).Value;
        return Lines(answer.Data.OrderBy(item => item.ExpiresAt).ThenBy(item => item.Points)
            .Select(item => $"{Short(item.Points)}@{item.ExpiresAt:O}"));
    }

    async Task<string> Redemptions(Instance instance) => Lines((await instance.Send(new GetRedemptions(
        member.Account, new(null, null), Instance.All))).Value.Data
        .Select(Line));

    static string Lines<T>(IEnumerable<T> items) => string.Join(", ", items);

    static string Short(Points points) => $"{points.Value:0.##}";

    static string? Difference(string what, string expected, string found) =>
        expected == found ? null : $"{what}: the model says '{expected}', the service '{found}'";
}

using Loyalty.Domain;

namespace Loyalty.Infrastructure.Tests.Model;

/// <summary>
/// The rules of the ledger once more, as plainly as they can be written: one account, one thread, lists and loops, no
/// code of the service. What the service answers is compared with what this answers.
/// </summary>
sealed class LedgerModel(ModelPolicy policy, DateTimeOffset start)
{
    const string Ok = "ok";

    readonly List<ModelLot> lots = [];
    readonly List<ModelSpend> spends = [];
    readonly List<(DateTimeOffset At, decimal Points, int Count)> usage = [];
    readonly List<(DateTimeOffset At, decimal Points)> earned = [];

    /// <summary>The same without what is temporary, which counts from its commit on.</summary>
    readonly List<(DateTimeOffset At, decimal Points)> posted = [];

    /// <summary>From a day before: a clock may go back behind the start.</summary>
    readonly List<(DateTimeOffset At, string Balance)> past = [(start.AddDays(-1), "0 held 0 pending 0 debt 0 next -")];
    readonly Dictionary<string, (Command Command, string Answer, int? Made)> byExternalId = [];
    decimal debt;
    int lastId;

    public IReadOnlyList<ModelLot> Lots => lots;

    public IReadOnlyList<ModelSpend> Spends => spends;

    public List<(decimal Points, DateTimeOffset At)> Expired { get; } = [];

    /// <summary>The lot or spend that the last command made; null when it made none.</summary>
    public int? Made { get; private set; }

    public IEnumerable<DateTimeOffset> Moments => past.Select(moment => moment.At);

    public string BalanceAt(DateTimeOffset at) => past.Last(moment => moment.At <= at).Balance;

    /// <summary>The ledger's time when a clock shows that: it never goes back.</summary>
    public DateTimeOffset TimeAt(DateTimeOffset clock) => clock > past[^1].At ? clock : past[^1].At;

    public string Do(Command command, DateTimeOffset now)
    {
        Made = null;
        if (command.ExternalId is { } id && byExternalId.TryGetValue(command.Family + id, out var earlier))
        {
            Advance(now);
            return earlier.Command == command ? Ended(earlier.Made) ?? earlier.Answer : "external_id_taken";
        }

        Advance(now);
        var answer = Decide(command, now);
        var isOfCoupon = command is ShowCoupon or ReleaseCoupon or UnuseCoupon;
        if (answer.StartsWith(Ok, StringComparison.Ordinal) && !isOfCoupon)
        {
            // What came back too late expires at once.
            Remember(now);
            Advance(now);
            answer = $"{answer} balance {Balance}";
            if (command.ExternalId is { } made)
            {
                byExternalId[command.Family + made] = (command, answer, Made);
            }
        }

        return answer;
    }

    /// <summary>Why what was made does not stand any more; null: it does.</summary>
    string? Ended(int? made) =>
        (spends.Find(spend => spend.Id == made)?.Status ?? lots.Find(lot => lot.Id == made)?.Status) switch
        {
            "cancelled" => "already_cancelled",
            "rolled_back" => "already_rolled_back",
            "timed_out" => "hold_timed_out",
            _ => null,
        };

    /// <summary>
    /// Time-driven changes one after the other: the earliest, activation before time-out before expiry.
    /// </summary>
    public void Advance(DateTimeOffset now)
    {
        while (Due(now).OrderBy(due => (due.At, due.Order, due.Id)).FirstOrDefault() is { Apply: not null } next)
        {
            next.Apply();
            Remember(next.At);
        }
    }

    string Balance
    {
        get
        {
            var active = lots.Where(lot => !lot.Pending).ToList();
            var next = active.Where(lot => lot.Expires is not null && lot.Free > 0).GroupBy(lot => lot.Expires)
                .OrderBy(group => group.Key).FirstOrDefault();
            var coming = next is null ? "-" : $"{next.Sum(lot => lot.Free):0.##}@{next.Key:O}";
            return $"{active.Sum(lot => lot.Remaining):0.##} held {active.Sum(lot => lot.Held):0.##} pending "
                + $"{lots.Where(lot => lot.Pending).Sum(lot => lot.Remaining):0.##} debt {debt:0.##} next {coming}";
        }
    }

    decimal Available => lots.Where(lot => !lot.Pending).Sum(lot => lot.Free);

    void Remember(DateTimeOffset at) => past.Add((TimeAt(at), Balance));

    IEnumerable<(DateTimeOffset At, int Order, int Id, Action? Apply)> Due(DateTimeOffset now)
    {
        foreach (var lot in lots)
        {
            if (lot.Status == "pending" && lot.PendingUntil <= now)
            {
                yield return (lot.PendingUntil.Value, 1, lot.Id, () => Drop(lot, "timed_out", lot.PendingUntil.Value));
            }
            else if (lot.Pending && lot.Status != "pending" && lot.Available <= now)
            {
                yield return (lot.Available, 0, lot.Id, () => Activate(lot, lot.Remaining));
            }
            else if (!lot.Pending && lot.Free > 0 && lot.Expires <= now)
            {
                yield return (lot.Expires.Value, 2, lot.Id, () => Expire(lot));
            }
        }

        foreach (var hold in spends.Where(spend => spend.Status == "held" && spend.HoldUntil <= now))
        {
            yield return (hold.HoldUntil!.Value, 1, hold.Id, () => Release(hold, "timed_out", hold.HoldUntil.Value));
        }
    }

    string Decide(Command command, DateTimeOffset now) => command switch
    {
        Accrue accrue => Accrue(accrue, now),
        Adjust adjust => Adjust(adjust, now),
        Redeem redeem => Redeem(redeem, now),
        CommitHold commit => EndHold(commit.Target, now, hold => Commit(hold, commit.Points ?? hold.Points, now)),
        RollbackHold rollback => EndHold(rollback.Target, now, hold => Shown(Release(hold, "rolled_back", now), now)),
        CommitAccrual commit => EndAccrual(commit.Target, lot => Commit(lot, commit.Points ?? lot.Points, now)),
        RollbackAccrual rollback => EndAccrual(rollback.Target, lot => Shown(Drop(lot, "rolled_back", now))),
        ShowCoupon show => Coupon(show.Target, spend => Show(spend, show, now), now),
        ReleaseCoupon release => Coupon(release.Target, spend => LetGo(spend, release.Store, now), now),
        UnuseCoupon unuse => Coupon(unuse.Target, spend => Unuse(spend, now), now),
        Cancel cancel when spends.Find(spend => spend.Id == cancel.Target) is { } spend => Cancel(spend, cancel, now),
        Cancel cancel when lots.Find(lot => lot.Id == cancel.Target) is { IsAccrual: true } lot =>
            Cancel(lot, cancel, now),
        _ => "not_cancellable",
    };

    string Accrue(Accrue command, DateTimeOffset now)
    {
        var available = command.AvailableAt ?? now.AddDays(policy.DelayDays);
        if (command.ExpiresAt is { } given && (given <= now || given <= available))
        {
            return "validation_failed";
        }

        if (command.Timeout is { } asked && (asked < 1 || asked > policy.MaxHold))
        {
            return "validation_failed";
        }

        var promotion = policy.Promotions.FirstOrDefault(known => known.Id == command.Promotion);
        var points = promotion?.FixedAccrual
            ?? Math.Floor(command.Points * (promotion?.Multiplier ?? 1) * 100) / 100;
        if (promotion is not null && Refused(
            promotion, command.Points, promotion.FixedAccrual, points, now,
            lots.Where(lot => lot.Promotion == promotion.Id)
                .Select(lot => lot.Points - lot.Released - lot.TakenBack)) is { } refusal)
        {
            return refusal;
        }

        if (points == 0)
        {
            return "below_minimum";
        }

        var today = earned.Where(one => one.At.UtcDateTime.Date == now.UtcDateTime.Date).Sum(one => one.Points);
        if (points > policy.MaxPerAccrual || today + points > policy.MaxEarnedPerDay)
        {
            return "limit_reached";
        }

        DateTimeOffset? until = command.Timeout is { } timeout ? now.AddSeconds(timeout) : null;
        return Shown(NewLot(
            points, available, command.ExpiresAt, until, now, isAccrual: true, promotion?.Id));
    }

    /// <summary>Why a promotion can't be used; null: it can.</summary>
    /// <param name="uses">What each use so far has left.</param>
    string? Refused(ModelPromotion promotion, decimal asked, decimal? isFixed, decimal points, DateTimeOffset now,
        IEnumerable<decimal> uses) =>
        isFixed is not null && asked != isFixed ? "promotion_amount_mismatch"
        : now < promotion.From || now >= promotion.Until ? "not_eligible"
        : !Has(promotion.NeededTier, now) ? "not_eligible"
        : uses.Count(left => left > 0) >= promotion.MaxUses ? "limit_reached"
        : uses.Sum() + points > promotion.MaxPoints ? "limit_reached"
        : null;

    /// <summary>The tier and what was earned in its time; "-" for none.</summary>
    public string TierAt(DateTimeOffset now) =>
        policy.Tiers.LastOrDefault(tier => Math.Max(0, EarnedIn(tier, now)) >= tier.Minimum) is { } tier
            ? $"{tier.Code} {Math.Max(0, EarnedIn(tier, now)):0.##}"
            : "-";

    bool Has(string? neededTier, DateTimeOffset now) =>
        neededTier is null || TierAt(now).Split(' ')[0] == neededTier;

    decimal EarnedIn(ModelTier tier, DateTimeOffset now) => posted
        .Where(one => tier.Days is not { } days || one.At.UtcDateTime.Date >= now.UtcDateTime.Date.AddDays(-days))
        .Sum(one => one.Points);

    string Adjust(Adjust command, DateTimeOffset now)
    {
        if (command.Points > 0)
        {
            return Shown(NewLot(command.Points, now, null, null, now, isAccrual: false));
        }

        var wanted = -command.Points;
        if (wanted > Available && !policy.AllowNegative)
        {
            return "insufficient_points";
        }

        var taken = Math.Min(wanted, Available);
        foreach (var (lot, points) in Pick(taken))
        {
            lot.Remaining -= points;
        }

        debt += wanted - taken;
        earned.Add((now, command.Points));
        posted.Add((now, command.Points));
        lastId++;
        Made = null;
        return $"{Ok} posted {command.Points:0.##}";
    }

    ModelLot NewLot(decimal points, DateTimeOffset available, DateTimeOffset? expires, DateTimeOffset? until,
        DateTimeOffset now, bool isAccrual, string? promotion = null)
    {
        expires ??= policy.AfterDays is { } days ? (available > now ? available : now).AddDays(days) : null;
        var lot = new ModelLot
        {
            Id = ++lastId,
            IsAccrual = isAccrual,
            Promotion = promotion,
            Points = points,
            Remaining = points,
            Pending = until is not null || available > now,
            Available = available,
            Expires = expires,
            Original = expires,
            Status = until is null ? "posted" : "pending",
            PendingUntil = until,
            PostedAt = now,
        };
        lots.Add(lot);
        earned.Add((now, points));
        if (until is null)
        {
            posted.Add((now, points));
        }

        Made = lot.Id;
        if (!lot.Pending)
        {
            lot.Remaining -= PayDebt(points);
        }

        return lot;
    }

    string Redeem(Redeem command, DateTimeOffset now)
    {
        if (command.Hold is { } asked && (asked < 1 || asked > policy.MaxHold))
        {
            return "validation_failed";
        }

        var (reward, bonus) = Named(command, now);
        if (Asked(command, reward, bonus) is not { } points)
        {
            return "points_required";
        }

        if (Against(command, points, reward, bonus, now) is { } code)
        {
            return code;
        }

        var spend = new ModelSpend
        {
            Id = ++lastId,
            Promotion = command.Promotion,
            Status = command.Hold is null ? "posted" : "held",
            Points = points,
            Committed = command.Hold is null ? points : 0,
            HoldUntil = command.Hold is { } seconds ? now.AddSeconds(seconds) : null,
            PostedAt = now,
            MadeAt = now,
            Takings = Pick(points),
            Reward = reward,
            Option = command.Option,
            Order = command.Order,
            Bonus = bonus,
            Value = reward?.Worth(points, bonus),
        };
        foreach (var (lot, taken) in spend.Takings)
        {
            lot.Held += command.Hold is null ? 0 : taken;
            lot.Remaining -= command.Hold is null ? taken : 0;
        }

        spends.Add(spend);
        usage.Add((now, points, 1));
        Made = spend.Id;
        return Shown(spend, now);
    }

    /// <summary>How many are left of an option's stock.</summary>
    public int? Left(int option) => policy.Options[option - 1].Stock is { } stock
        ? stock - spends.Count(spend => spend.Option == option && spend.Net > 0)
        : null;

    (ModelReward? Reward, decimal Bonus) Named(Redeem command, DateTimeOffset now)
    {
        var reward = command.Option is { } option
            ? policy.Options[option - 1]
            : policy.Rates.FirstOrDefault(rate => rate.Type == command.Type);
        return (reward, reward is not null && Has("gold", now) ? reward.GoldBonus : 1);
    }

    /// <summary>The points that are sent, that it costs, or the fewest for the amount: in cents, one by one.</summary>
    static decimal? Asked(Redeem command, ModelReward? reward, decimal bonus)
    {
        if ((command.Points ?? reward?.Cost) is { } points || command.Amount is null)
        {
            return command.Points ?? reward?.Cost;
        }

        var step = reward!.Multiple ?? 0.01m;
        for (points = step; reward.Worth(points, bonus) < command.Amount;)
        {
            points += step;
        }

        return points;
    }

    /// <summary>The first reason against it, in the documented order; null: none.</summary>
    string? Against(Redeem command, decimal points, ModelReward? reward, decimal bonus, DateTimeOffset now)
    {
        var today = usage.Where(used => used.At.UtcDateTime.Date == now.UtcDateTime.Date).ToList();
        if (points > Available)
        {
            return "insufficient_points";
        }

        var promotion = policy.Promotions.FirstOrDefault(known => known.Id == command.Promotion);
        var value = reward?.Worth(points, bonus);
        if (points < promotion?.Least || points < reward?.Least
            || (reward?.PerUnit is not null && value - reward.Fee(value!.Value) <= 0))
        {
            return "below_minimum";
        }

        if (points > promotion?.Most || points > reward?.Most)
        {
            return "above_maximum";
        }

        if (reward?.Multiple is { } multiple && points % multiple != 0)
        {
            return "not_a_multiple";
        }

        if (today.Sum(used => used.Points) + points > policy.MaxPerDay
            || today.Sum(used => used.Count) >= policy.MaxCountPerDay
            || usage.Where(used => (used.At.Year, used.At.Month) == (now.Year, now.Month)).Sum(used => used.Points)
                + points > policy.MaxPerMonth)
        {
            return "limit_reached";
        }

        if (promotion is not null && Refused(
            promotion, points, promotion.Fixed, points, now,
            spends.Where(spend => spend.Promotion == promotion.Id).Select(spend => spend.Net)) is { } refusal)
        {
            return refusal;
        }

        return !Has(policy.NeededTier, now) ? "not_eligible"
            : reward is null ? null
            : AgainstReward(command, points, reward, value, now);
    }

    string? AgainstReward(Redeem command, decimal points, ModelReward reward, decimal? value, DateTimeOffset now)
    {
        var standing = spends.Where(spend => spend.Reward is not null && spend.Net > 0).ToList();
        var company = standing.Where(spend => command.Order is not null && spend.Order == command.Order).ToList();
        var isOfOther = reward.Cost is { } cost && (points != cost || (command.Amount is { } sum && sum != value));
        if (isOfOther || (command.Points is not null && command.Amount is not null))
        {
            return "points_mismatch";
        }

        if (!Has(reward.NeededTier, now))
        {
            return "not_eligible";
        }

        var ofMonth = standing.Where(spend => spend.Option is null && spend.Reward!.Type == reward.Type
            && (spend.MadeAt.Year, spend.MadeAt.Month) == (now.Year, now.Month)).Sum(spend => spend.Net);
        if (standing.Count(spend => spend.Option == command.Option) >= reward.MaxUses
            || ofMonth + points > reward.MaxPerMonth)
        {
            return "limit_reached";
        }

        var share = reward.Share ?? (reward.Type == "purchase_discount" ? 1 : null);
        return command.Purchase is { } purchase && value is not null && share is not null
                && company.Sum(spend => spend.Value ?? 0) + value > Math.Floor(purchase * share.Value * 100) / 100
                ? "exceeds_purchase_share"
            : company.Any(spend => reward.IsAlone || spend.Reward!.IsAlone) ? "not_combinable"
            : command.Option is { } option && Left(option) < 1 ? "out_of_stock"
            : null;
    }

    string Coupon(int target, Func<ModelSpend, string?> change, DateTimeOffset now) =>
        spends.Find(spend => spend.Id == target) is { HasCode: true } spend
            ? change(spend) ?? $"{Ok} {spend.Stands(now)}"
            : "coupon_not_found";

    static string? Show(ModelSpend spend, ShowCoupon show, DateTimeOffset now)
    {
        if (spend.Net == 0 || spend.UsedAt is not null)
        {
            return spend.Net == 0 ? "coupon_void" : "coupon_already_used";
        }

        if (spend.HeldUntil > now && spend.HeldBy != show.Store)
        {
            return "coupon_held";
        }

        spend.HeldUntil = show.Hold is { } seconds ? now.AddSeconds(seconds) : null;
        spend.HeldBy = show.Store;
        spend.UsedAt = show.Hold is null ? now : null;
        return null;
    }

    static string? LetGo(ModelSpend spend, string store, DateTimeOffset now)
    {
        if (spend.HeldUntil > now && spend.HeldBy != store)
        {
            return "coupon_held";
        }

        spend.HeldUntil = null;
        return null;
    }

    string? Unuse(ModelSpend spend, DateTimeOffset now)
    {
        if (spend.Net == 0 || spend.UsedAt is not { } used)
        {
            return spend.Net == 0 ? "coupon_void" : "not_cancellable";
        }

        if (policy.Window is { } window && now >= used.AddSeconds(window))
        {
            return "cancellation_window_closed";
        }

        spend.UsedAt = null;
        return null;
    }

    List<(ModelLot Lot, decimal Points)> Pick(decimal wanted)
    {
        var picked = new List<(ModelLot, decimal)>();
        foreach (var lot in lots.Where(lot => !lot.Pending && lot.Free > 0)
            .OrderBy(lot => lot.Expires ?? DateTimeOffset.MaxValue).ThenBy(lot => lot.Id))
        {
            var points = Math.Min(wanted, lot.Free);
            if (points > 0)
            {
                picked.Add((lot, points));
                wanted -= points;
            }
        }

        return picked;
    }

    string EndHold(int target, DateTimeOffset now, Func<ModelSpend, string> end) =>
        spends.Find(spend => spend.Id == target) switch
        {
            null => "transaction_not_found",
            { Status: "held" } hold => end(hold),
            { Status: "rolled_back" } => "already_rolled_back",
            { Status: "timed_out" } => "hold_timed_out",
            _ => "already_committed",
        };

    string EndAccrual(int target, Func<ModelLot, string> end) =>
        lots.Find(lot => lot.Id == target) switch
        {
            null or { IsAccrual: false } => "transaction_not_found",
            { Status: "pending" } lot => end(lot),
            { Status: "rolled_back" } => "already_rolled_back",
            { Status: "timed_out" } => "hold_timed_out",
            _ => "already_committed",
        };

    string Commit(ModelSpend hold, decimal points, DateTimeOffset now)
    {
        if (points > hold.Points)
        {
            return "exceeds_hold";
        }

        var value = hold.Reward?.Worth(points, hold.Bonus);
        if (points < hold.Points && hold.Reward is { } reward)
        {
            if (reward.Cost is not null)
            {
                return "points_mismatch";
            }

            if (value is not null && value - reward.Fee(value.Value) <= 0)
            {
                return "below_minimum";
            }
        }

        hold.Value = value;

        // The first taken are kept; the last taken return first.
        var rest = hold.Points - points;
        var left = rest;
        foreach (var (lot, taken) in Enumerable.Reverse(hold.Takings))
        {
            var back = Math.Min(left, taken);
            left -= back;
            lot.Held -= taken;
            lot.Remaining -= taken;
            GiveBack(lot, back, now);
        }

        hold.Status = "posted";
        hold.Committed = points;
        hold.Released = rest;
        hold.PostedAt = now;
        usage.Add((now, -rest, 0));
        return Shown(hold, now);
    }

    ModelSpend Release(ModelSpend hold, string status, DateTimeOffset at)
    {
        foreach (var (lot, taken) in Enumerable.Reverse(hold.Takings))
        {
            lot.Held -= taken;
            lot.Remaining -= taken;
            GiveBack(lot, taken, at);
        }

        hold.Status = status;
        hold.Released = hold.Points;
        usage.Add((at, -hold.Points, -1));
        return hold;
    }

    /// <summary>Debt first; then the lot, with a grace when its time is over.</summary>
    void GiveBack(ModelLot lot, decimal points, DateTimeOffset at)
    {
        var free = points - PayDebt(points);
        lot.Remaining += free;
        if (free > 0 && lot.Original is { } original && at >= original)
        {
            var last = original.AddSeconds(policy.MaxHold).AddDays(policy.GraceDays);
            var grace = at.AddDays(policy.GraceDays);
            var expires = grace < last ? grace : last;
            lot.Expires = expires > lot.Expires ? expires : lot.Expires;
        }
    }

    string Commit(ModelLot lot, decimal points, DateTimeOffset now)
    {
        if (points > lot.Points)
        {
            return "exceeds_hold";
        }

        lot.Status = "posted";
        lot.Released = lot.Points - points;
        earned.Add((now, -lot.Released));
        posted.Add((now, points));
        lot.Remaining = points;
        lot.PostedAt = now;
        if (lot.Available <= now)
        {
            Activate(lot, points);
        }

        return Shown(lot);
    }

    void Activate(ModelLot lot, decimal points)
    {
        lot.Pending = false;
        lot.Remaining = points - PayDebt(points);
    }

    ModelLot Drop(ModelLot lot, string status, DateTimeOffset at)
    {
        earned.Add((TimeAt(at), -lot.Points));
        lot.Status = status;
        lot.Pending = false;
        lot.Remaining = 0;
        lot.Released = lot.Points;
        return lot;
    }

    void Expire(ModelLot lot)
    {
        var due = lot.Expires!.Value;
        Expired.Add((lot.Free, TimeAt(due)));
        lot.Remaining -= lot.Free;
    }

    string Cancel(ModelSpend spend, Cancel command, DateTimeOffset now)
    {
        if (spend.Status == "held")
        {
            return WholeOnly(command, spend.Points, () => Release(spend, "rolled_back", now));
        }

        var left = spend.Committed - spend.Cancelled;
        var points = command.Points ?? left;
        if (Refused(spend.Status, left, points, spend.PostedAt, now) is { } code)
        {
            return code;
        }

        if (spend.UsedAt is not null || spend.HeldUntil > now)
        {
            return spend.UsedAt is not null ? "not_cancellable" : "coupon_held";
        }

        var value = spend.Reward?.Worth(points == left ? spend.Committed : left - points, spend.Bonus);
        if (points < left && (spend.Reward?.Cost is not null || value - spend.Reward?.Fee(value!.Value) <= 0))
        {
            return "not_cancellable";
        }

        spend.Value = value;

        // What was given back before came from the end of the takings; the next part lies before it.
        var skip = spend.Points - spend.Committed + spend.Cancelled;
        var wanted = points;
        foreach (var (lot, taken) in Enumerable.Reverse(spend.Takings))
        {
            var skipped = Math.Min(skip, taken);
            var back = Math.Min(wanted, taken - skipped);
            skip -= skipped;
            wanted -= back;
            if (back > 0)
            {
                GiveBack(lot, back, now);
            }
        }

        spend.Cancelled += points;
        spend.Status = points == left ? "cancelled" : "partly_cancelled";
        usage.Add((now, -points, points == left ? -1 : 0));
        return $"{Ok} {spend.Status} {points:0.##}";
    }

    string Cancel(ModelLot lot, Cancel command, DateTimeOffset now)
    {
        if (lot.Status == "pending")
        {
            return WholeOnly(command, lot.Points, () => Drop(lot, "rolled_back", now));
        }

        var left = lot.Points - lot.Released - lot.TakenBack;
        var points = command.Points ?? left;
        if (Refused(lot.Status, left, points, lot.PostedAt, now) is { } code)
        {
            return code;
        }

        var taken = Math.Min(points, lot.Free);
        if (taken < points && !policy.AllowNegative)
        {
            return "accrual_already_spent";
        }

        lot.Remaining -= taken;
        lot.Pending &= lot.Remaining > 0;
        lot.TakenBack += points;
        earned.Add((now, -points));
        posted.Add((now, -points));
        lot.Status = points == left ? "cancelled" : "partly_cancelled";
        debt += points - taken;
        return $"{Ok} {lot.Status} {points:0.##}";
    }

    string? Refused(string status, decimal left, decimal points, DateTimeOffset postedAt, DateTimeOffset now) =>
        status == "rolled_back" ? "already_rolled_back"
        : status == "timed_out" ? "hold_timed_out"
        : left == 0 ? "already_cancelled"
        : policy.Window is { } window && now >= postedAt.AddSeconds(window) ? "cancellation_window_closed"
        : points > left ? "exceeds_cancellable"
        : null;

    static string WholeOnly(Cancel command, decimal open, Action undo)
    {
        if (command.Points is { } points && points != open)
        {
            return points > open ? "exceeds_cancellable" : "not_cancellable";
        }

        undo();
        return $"{Ok} cancelled {open:0.##}";
    }

    decimal PayDebt(decimal points)
    {
        var paid = Math.Min(points, debt);
        debt -= paid;
        return paid;
    }

    static string Shown(ModelSpend spend, DateTimeOffset now) => $"{Ok} {spend.At(now)}";

    static string Shown(ModelLot lot) => $"{Ok} {lot}";
}

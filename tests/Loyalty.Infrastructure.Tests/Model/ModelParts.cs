namespace Loyalty.Infrastructure.Tests.Model;

/// <summary>What one account is asked to do.</summary>
abstract record Command(string? ExternalId, string Family);

sealed record Accrue(
    decimal Points, DateTimeOffset? ExpiresAt, DateTimeOffset? AvailableAt, int? Timeout, string? ExternalId,
    string? Promotion = null) : Command(ExternalId, "accrual:");

sealed record Adjust(decimal Points, string? ExternalId) : Command(ExternalId, "adjustment:");

sealed record Redeem(decimal? Points, int? Hold, string? ExternalId, string? Promotion = null)
    : Command(ExternalId, "redemption:")
{
    /// <summary>Number of the option that is taken; null: none.</summary>
    public int? Option { get; init; }

    /// <summary>By the rate of this type; null: none.</summary>
    public string? Type { get; init; }

    /// <summary>What it is to be worth.</summary>
    public decimal? Amount { get; init; }

    public decimal? Purchase { get; init; }

    public string? Order { get; init; }
}

sealed record CommitHold(int Target, decimal? Points) : Command(null, "");

sealed record RollbackHold(int Target) : Command(null, "");

sealed record CommitAccrual(int Target, decimal? Points) : Command(null, "");

sealed record RollbackAccrual(int Target) : Command(null, "");

sealed record Cancel(int Target, decimal? Points) : Command(null, "");

/// <param name="Store">Of the shop where the coupon is shown.</param>
/// <param name="Hold">Seconds for which it is set aside; null: it is used.</param>
sealed record ShowCoupon(int Target, string Store, int? Hold) : Command(null, "");

sealed record ReleaseCoupon(int Target, string Store) : Command(null, "");

sealed record UnuseCoupon(int Target) : Command(null, "");

/// <summary>A program's settings.</summary>
sealed record ModelPolicy
{
    public int MaxHold { get; init; } = 2_592_000;

    public int? Window { get; init; } = 86_400;

    public bool AllowNegative { get; init; }

    public int? AfterDays { get; init; }

    public int DelayDays { get; init; }

    public int GraceDays { get; init; } = 30;

    public decimal? MaxPerDay { get; init; }

    public int? MaxCountPerDay { get; init; }

    public decimal? MaxPerMonth { get; init; }

    public decimal? MaxPerAccrual { get; init; }

    public decimal? MaxEarnedPerDay { get; init; }

    /// <summary>The lowest first.</summary>
    public IReadOnlyList<ModelTier> Tiers { get; init; } = [];

    /// <summary>The tier that redemptions need; null: none.</summary>
    public string? NeededTier { get; init; }

    public IReadOnlyList<ModelPromotion> Promotions { get; init; } = [];

    /// <summary>At most one for a type.</summary>
    public IReadOnlyList<ModelReward> Rates { get; init; } = [];

    /// <summary>Their numbers are their places, from 1 on.</summary>
    public IReadOnlyList<ModelReward> Options { get; init; } = [];
}

/// <summary>A rate or an option: what points give.</summary>
sealed record ModelReward(string Type)
{
    /// <summary>Fixed, of an option.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Of a fixed option.</summary>
    public decimal? Value { get; init; }

    /// <summary>Points for one unit of money.</summary>
    public decimal? PerUnit { get; init; }

    public decimal? Least { get; init; }

    public decimal? Most { get; init; }

    public decimal? Multiple { get; init; }

    public decimal? Share { get; init; }

    public decimal? MaxPerMonth { get; init; }

    public bool IsAlone { get; init; }

    public decimal FeePercent { get; init; }

    public decimal FeeFixed { get; init; }

    public decimal GoldBonus { get; init; } = 1;

    public int? Stock { get; init; }

    public int? MaxUses { get; init; }

    public string? NeededTier { get; init; }

    public decimal? Worth(decimal points, decimal bonus) =>
        Value ?? (PerUnit is { } perUnit ? Math.Floor(points * bonus * 100 / perUnit) / 100 : null);

    public decimal Fee(decimal value) => (Math.Ceiling(value * FeePercent) / 100) + FeeFixed;
}

sealed record ModelTier(string Code, decimal Minimum, int? Days);

sealed record ModelPromotion(string Id)
{
    public decimal? Fixed { get; init; }

    public decimal? Least { get; init; }

    public decimal? Most { get; init; }

    public decimal? Multiplier { get; init; }

    public decimal? FixedAccrual { get; init; }

    public int? MaxUses { get; init; }

    public decimal? MaxPoints { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    public string? NeededTier { get; init; }
}

sealed class ModelLot
{
    public required int Id { get; init; }

    public required bool IsAccrual { get; init; }

    public string? Promotion { get; init; }

    public required decimal Points { get; init; }

    public required decimal Remaining { get; set; }

    public decimal Held { get; set; }

    public required bool Pending { get; set; }

    public required DateTimeOffset Available { get; init; }

    public required DateTimeOffset? Expires { get; set; }

    public required DateTimeOffset? Original { get; init; }

    public required string Status { get; set; }

    public required DateTimeOffset? PendingUntil { get; init; }

    public required DateTimeOffset PostedAt { get; set; }

    public decimal Released { get; set; }

    public decimal TakenBack { get; set; }

    public decimal Free => Remaining - Held;

    public override string ToString()
    {
        var points = Status is "rolled_back" or "timed_out" ? Points : Points - Released;
        return $"{(Pending ? "pending" : Status)} {points:0.##}";
    }
}

sealed class ModelSpend
{
    public required int Id { get; init; }

    public string? Promotion { get; init; }

    public required string Status { get; set; }

    public required decimal Points { get; init; }

    public required decimal Committed { get; set; }

    public decimal Released { get; set; }

    public decimal Cancelled { get; set; }

    public required DateTimeOffset? HoldUntil { get; init; }

    public required DateTimeOffset PostedAt { get; set; }

    public required List<(ModelLot Lot, decimal Points)> Takings { get; init; }

    /// <summary>Null: nothing.</summary>
    public ModelReward? Reward { get; init; }

    public int? Option { get; init; }

    public decimal Bonus { get; init; } = 1;

    public string? Order { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public decimal Net => Status == "held" ? Points : Committed - Cancelled;

    /// <summary>Of what is left, or of all when all was given back.</summary>
    public decimal? Value { get; set; }

    public bool HasCode => Committed > 0 && (Option is not null || Reward?.Type == "voucher");

    public DateTimeOffset? UsedAt { get; set; }

    public DateTimeOffset? HeldUntil { get; set; }

    public string? HeldBy { get; set; }

    /// <summary>How what it gives stands at the time that it was last looked at.</summary>
    public string Stands(DateTimeOffset now) => Status == "held" ? "pending"
        : Net == 0 ? "void"
        : UsedAt is not null ? "used"
        : HeldUntil > now ? "held"
        : "active";

    public override string ToString() => throw new InvalidOperationException("How it stands hangs on the time.");

    public string At(DateTimeOffset now)
    {
        var points = Status is "held" or "rolled_back" or "timed_out" ? Points : Committed;
        var fee = Value is { } value ? Reward?.Fee(value) ?? 0 : 0;
        var gives = Reward is null ? "" : $" gives {Stands(now)} "
            + $"{Reward.Type} {Value:0.##} fee {fee:0.##}"
            + $"{(HasCode ? " code" : "")}";
        return $"{Status} {points:0.##} released {Released:0.##} cancelled {Cancelled:0.##}{gives}";
    }
}

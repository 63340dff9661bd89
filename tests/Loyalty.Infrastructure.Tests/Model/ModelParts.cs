namespace Loyalty.Infrastructure.Tests.Model;

/// <summary>What one account is asked to do.</summary>
abstract record Command(string? ExternalId, string Family);

sealed record Accrue(
    decimal Points, DateTimeOffset? ExpiresAt, DateTimeOffset? AvailableAt, int? Timeout, string? ExternalId,
    string? Promotion = null) : Command(ExternalId, "accrual:");

sealed record Adjust(decimal Points, string? ExternalId) : Command(ExternalId, "adjustment:");

sealed record Redeem(decimal Points, int? Hold, string? ExternalId, string? Promotion = null)
    : Command(ExternalId, "redemption:");

sealed record CommitHold(int Target, decimal? Points) : Command(null, "");

sealed record RollbackHold(int Target) : Command(null, "");

sealed record CommitAccrual(int Target, decimal? Points) : Command(null, "");

sealed record RollbackAccrual(int Target) : Command(null, "");

sealed record Cancel(int Target, decimal? Points) : Command(null, "");

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

    public override string ToString()
    {
        var points = Status is "held" or "rolled_back" or "timed_out" ? Points : Committed;
        return $"{Status} {points:0.##} released {Released:0.##} cancelled {Cancelled:0.##}";
    }
}

namespace Loyalty.Domain.Accounts;

/// <summary>One spend from its first entry on; its id is that entry's seq for ever.</summary>
public sealed record Redemption
{
    public required int Id { get; init; }

    public required string Status { get; init; }

    public required string Type { get; init; }

    /// <summary>What was asked for.</summary>
    public required Points Points { get; init; }

    /// <summary>What was taken for good.</summary>
    public required Points Committed { get; init; }

    public required DateTimeOffset PostedAt { get; init; }
}

public static class RedemptionStatus
{
    public const string Posted = "posted";
}

public static class RedemptionType
{
    public const string Generic = "generic";
}

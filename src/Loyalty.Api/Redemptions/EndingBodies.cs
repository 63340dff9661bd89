using Loyalty.Domain;

namespace Loyalty.Api.Redemptions;

/// <summary>What to take of something temporary.</summary>
public sealed record CommitBody
{
    /// <summary>Absent: all of it. The rest returns.</summary>
    public Points? Points { get; init; }
}

/// <summary>Why something temporary is given up.</summary>
public sealed record RollbackBody
{
    /// <summary>Kept with the transaction; at most 255 characters.</summary>
    public string? Reason { get; init; }
}

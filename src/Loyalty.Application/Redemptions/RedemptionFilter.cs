namespace Loyalty.Application.Redemptions;

/// <summary>Which redemptions to show; absent members filter nothing.</summary>
public sealed record RedemptionFilter(string? Status, string? ExternalId);

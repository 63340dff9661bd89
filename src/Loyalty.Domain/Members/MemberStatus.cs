namespace Loyalty.Domain.Members;

/// <summary>A member's state, stored and shown by these names.</summary>
public static class MemberStatus
{
    public const string Active = "active";

    /// <summary>Redemptions are refused, accruals go on.</summary>
    public const string Blocked = "blocked";

    /// <summary>
    /// Left one of the operator's programs: earns and redeems nothing there, and may come back. Only shown, never
    /// stored with the member.
    /// </summary>
    public const string Left = "left";

    /// <summary>Erased: nothing moves any more, the ledger stays.</summary>
    public const string Closed = "closed";
}

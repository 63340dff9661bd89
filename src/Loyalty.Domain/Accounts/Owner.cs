using Loyalty.Domain.Members;

namespace Loyalty.Domain.Accounts;

/// <summary>Whose points an account holds.</summary>
/// <param name="Kind">member.</param>
/// <param name="Number">The member's number.</param>
/// <param name="Status">The member's.</param>
public sealed record Owner(string Kind, int Number, string Status)
{
    public const string Member = "member";

    /// <summary>Of an account that is made up: for tests, and for accounts that are replayed.</summary>
    public static readonly Owner Nobody = new(Member, 0, MemberStatus.Active);

    public bool IsClosed => Status == MemberStatus.Closed;

    public bool IsBlocked => Status == MemberStatus.Blocked;
}

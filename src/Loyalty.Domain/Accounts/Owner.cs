using Loyalty.Domain.Members;

namespace Loyalty.Domain.Accounts;

/// <summary>Whose points an account holds.</summary>
/// <param name="Kind">member.</param>
/// <param name="Number">The member's number.</param>
/// <param name="Status">The member's in the account's program.</param>
public sealed record Owner(string Kind, int Number, string Status)
{
    public const string Member = "member";

    /// <summary>Of an account that is made up: for tests, and for accounts that are replayed.</summary>
    public static readonly Owner Nobody = new(Member, 0, MemberStatus.Active);

    /// <param name="status">Of the member with the operator.</param>
    /// <param name="hasLeft">Whether the member has left the account's program.</param>
    public static Owner OfMember(int number, string status, bool hasLeft) => new(
        Member, number, hasLeft && status != MemberStatus.Closed ? MemberStatus.Left : status);

    public bool IsClosed => Status == MemberStatus.Closed;

    /// <summary>Left the program, or is gone for ever: earns and redeems nothing.</summary>
    public bool TakesNoPart => Status is MemberStatus.Closed or MemberStatus.Left;

    public bool IsBlocked => Status == MemberStatus.Blocked;
}

namespace Loyalty.Domain.Members;

/// <summary>
/// Who is meant: by the member's number, or by one identifier in its normal form. Exactly one is set.
/// </summary>
public sealed record MemberReference
{
    MemberReference(MemberId? id, Identifier? identifier) => (Id, Identifier) = (id, identifier);

    public MemberId? Id { get; }

    public Identifier? Identifier { get; }

    public static MemberReference Of(MemberId id) => new(id, null);

    public static MemberReference Of(Identifier identifier) => new(null, identifier);
}

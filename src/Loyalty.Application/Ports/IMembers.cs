using Loyalty.Application.Members;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;

namespace Loyalty.Application.Ports;

/// <summary>Members of an operator and their enrolments in programs.</summary>
public interface IMembers
{
    /// <summary>The operator's members who have any of these identifiers, locked until the transaction ends.</summary>
    Task<IReadOnlyList<Member>> Known(
        LoyaltyProgram program, IReadOnlyList<Identifier> identifiers, CancellationToken ct);

    /// <summary>
    /// Whose these identifiers are with the program's operator; those that are nobody's are left out.
    /// </summary>
    Task<IReadOnlyDictionary<Identifier, MemberId>> Owners(
        string program, IReadOnlyList<Identifier> identifiers, CancellationToken ct);

    /// <summary>The enrolled member, locked until the transaction ends; null when there is none.</summary>
    Task<Member?> Lock(LoyaltyProgram program, MemberReference reference, CancellationToken ct);

    /// <summary>Codes of the programs that the member is enrolled in.</summary>
    Task<IReadOnlyList<string>> ProgramsOf(Member member, CancellationToken ct);

    /// <summary>Adds a member under the number, or a random one without; null when the number is taken.</summary>
    Task<MemberId?> Add(LoyaltyProgram program, int? number, CancellationToken ct);

    /// <summary>
    /// Stores the member as given. Returns the kind of an identifier that somebody else took first, null when all is
    /// stored. A change of status bumps the version of the member's accounts.
    /// </summary>
    Task<string?> Save(Member member, CancellationToken ct);

    /// <summary>
    /// Enrols a member, or brings one back who left; false when the member is enrolled already.
    /// </summary>
    /// <param name="enrolledAt">Null: now.</param>
    Task<bool> Enrol(MemberId member, LoyaltyProgram program, DateTimeOffset? enrolledAt, CancellationToken ct);

    /// <summary>Lets a member leave the program; one who left before stays so.</summary>
    Task Leave(Member member, LoyaltyProgram program, CancellationToken ct);

    /// <summary>
    /// Removes what was said about the member wherever it stands: texts of entries, recorded outcomes.
    /// </summary>
    Task EraseTraces(MemberId member, CancellationToken ct);

    /// <summary>The member as the API shows it; null when not enrolled in the program.</summary>
    Task<MemberView?> View(string program, MemberReference reference, CancellationToken ct);

    Task<Page<MemberView>> Page(string program, MemberFilter filter, PageRequest page, CancellationToken ct);
}

/// <summary>Which members to show; <paramref name="Query"/> is the start of an identifier or of the name.</summary>
public sealed record MemberFilter(string? Query, string? Status, MemberReference? Reference);

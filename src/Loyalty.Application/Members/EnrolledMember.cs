using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;

namespace Loyalty.Application.Members;

/// <summary>A member who is about to be changed, and the program that the caller names with it.</summary>
sealed record EnrolledMember(LoyaltyProgram Program, Member Member)
{
    /// <summary>The member as it stands, locked until the transaction ends.</summary>
    public static async Task<Result<EnrolledMember>> Lock(
        string program, MemberInput reference, IPrograms programs, IMembers members, CancellationToken ct)
    {
        if (await programs.Find(program, ct) is not { } found)
        {
            return Declines.ProgramNotFound;
        }

        var member = reference.Reference();
        return UnknownField.In(member, found) is { } unknown ? unknown
            : await members.Lock(found, member, ct) is { } locked ? new EnrolledMember(found, locked)
            : Declines.MemberNotFound;
    }
}

using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Members;

/// <summary>
/// What a caller may know and change of a member, who belongs to all of an operator's programs alike: a key of one
/// program reaches none of the others through a member whom they share.
/// </summary>
public sealed class MemberRights(IMembers members, RequestContext request)
{
    /// <summary>Blocking, erasing and identifiers are every program's matter that the member is in.</summary>
    public async Task<bool> CoversAllProgramsOf(Member member, CancellationToken ct) =>
        request.Caller.Programs is not { } mine || (await members.ProgramsOf(member, ct)).All(mine.Contains);

    /// <summary>Whether the caller sees any of the programs that the member was in before.</summary>
    public async Task<bool> Knows(Member member, CancellationToken ct) =>
        request.Caller.Programs is not { } mine || (await members.ProgramsOf(member, ct)).Any(mine.Contains);

    /// <summary>Who may block a member need not be able to change one, nor the other way round.</summary>
    public bool MayPatch(IEnumerable<string> fields)
    {
        var ofStatus = fields.ToLookup(field => field is "status" or "reason");
        return (!ofStatus[true].Any() || request.Caller.May(Scope.Manage))
            && (!ofStatus[false].Any() || request.Caller.May(Scope.Members));
    }

    /// <summary>Lists are for who may search; who may read finds one member by an exact identifier.</summary>
    public bool MayList(ListMembers query) => request.Caller.May(Scope.Members)
        || (query is { Query: null, Status: null, Identifier.Given.Count: 1 } && request.Caller.May(Scope.Read));
}

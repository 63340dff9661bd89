using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>Leaves the program, and erases nothing.</summary>
sealed class DeleteMemberEndpoint : AltcraftEndpoint
{
    protected override Call Call => Declare("delete_member", "delete_member", Scope.Members);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfProgram(
        async program =>
        {
            var profile = Profile();
            return Sent.Error is { } error ? error : await Say(
                new LeaveProgram(program, profile!),
                member => new JsonObject { ["profile_id"] = ProfileId(member) }, ct);
        }, ct);
}

using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;

namespace Loyalty.Api.Members;

/// <summary>Nothing has to be said.</summary>
public sealed record LeaveBody;

sealed class LeaveProgramEndpoint : CallEndpoint<LeaveBody>
{
    protected override Call Call => new(
        Http.POST, "/v1/programs/{program}/members/{ref}/leave", nameof(LeaveProgram))
    {
        Summary = "Let a member leave the program: no accrual, no redemption; open holds can still be ended, lots keep "
            + "their ends. Registering again opens the accounts as they are.",
        Scope = Scope.Members,
        Answers = AnswerForm.Ok<MemberView>(),
        Body = typeof(LeaveBody),
        Idempotency = IdempotencyRule.Optional,
        Problems = [.. Call.NotFound("member_not_found"), .. Call.Refused(["account_closed"])],
    };

    protected override LeaveBody WithoutBody => new();

    protected override Task<CallAnswer> Handle(LeaveBody body, CancellationToken ct) => OfMember(
        member => Answer(new LeaveProgram(Program, member), ct));
}

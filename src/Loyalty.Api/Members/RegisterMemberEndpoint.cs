using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;

namespace Loyalty.Api.Members;

/// <summary>A person to register; at least one identifier.</summary>
public sealed record RegistrationBody : MemberDocument
{
    /// <summary>1…2^31−1, as in a former system; absent: assigned.</summary>
    public int? Number { get; init; }

    /// <summary>Absent: now.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }
}

sealed class RegisterMemberEndpoint : CallEndpoint<RegistrationBody>
{
    protected override Call Call => new(Http.POST, "/v1/programs/{program}/members", nameof(RegisterMember))
    {
        Summary = "Register a member; an identifier that the operator knows enrols that member.",
        Scope = Scope.Members,
        Answers = AnswerForm.Created<MemberView>(),
        Body = typeof(RegistrationBody),
        Idempotency = IdempotencyRule.Optional,
        Problems = [.. Call.Conflict("identifier_taken", "number_taken")],
    };

    protected override Task<CallAnswer> Handle(RegistrationBody body, CancellationToken ct) =>
        Answer(new RegisterMember(Program, body, body.Number, body.EnrolledAt), ct);
}

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
    public override void Configure()
    {
        Post("/v1/programs/{program}/members");
        Permissions(Scope.Accrue);
        Document(new()
        {
            Id = nameof(RegisterMember),
            Summary = "Register a member; an identifier that the operator knows enrols that member.",
            Scope = Scope.Accrue,
            Body = typeof(RegistrationBody),
            Answer = typeof(MemberView),
            Status = StatusCodes.Status201Created,
            Idempotency = IdempotencyRule.Optional,
            Problems = [(409, "identifier_taken"), (409, "number_taken")],
        });
    }

    protected override Task Handle(RegistrationBody body, CancellationToken ct) =>
        Answer(new RegisterMember(Program, body, body.Number, body.EnrolledAt), StatusCodes.Status201Created, ct);
}

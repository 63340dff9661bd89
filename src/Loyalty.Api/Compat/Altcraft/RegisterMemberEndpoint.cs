using System.Text.Json.Nodes;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;
using Loyalty.Domain;
using Loyalty.Domain.Members;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>
/// Enrols a profile. An unknown e-mail, phone or custom field is registered: the profiles' database is the vendor's,
/// which we are not. Who is enrolled already is answered like who was enrolled now.
/// </summary>
sealed class RegisterMemberEndpoint : AltcraftEndpoint
{
    /// <summary>How often others that come at the same moment may be first.</summary>
    const int MaxAttempts = 3;

    protected override Call Call => Declare("register_member", "register_member", Scope.Members);

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfProgram(
        async program =>
        {
            var (profile, date) = (Profile(), Sent.Time("registration_date"));
            return Sent.Error is { } error ? error : await Register(program, profile!, date, ct);
        }, ct);

    async Task<CallAnswer> Register(string program, MemberInput profile, DateTimeOffset? date, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var made = await Enrol(program, profile, date, ct);

            // Somebody else was first, perhaps with this very profile: it is looked for again.
            if (made.IsOk || made.Decline!.Code != "identifier_taken" || attempt == MaxAttempts)
            {
                return made.Decline is { } decline ? decline : Registered(made.Value);
            }
        }
    }

    async Task<Result<MemberView>> Enrol(
        string program, MemberInput profile, DateTimeOffset? date, CancellationToken ct)
    {
        var known = await Mediator.Send(new GetMember(program, profile), ct);
        if (known is { IsOk: true, Value.Status: not MemberStatus.Left })
        {
            return known.Value.Status == MemberStatus.Closed ? Declines.MemberNotFound : known;
        }

        // Who is meant by an id has to be there; an identifier makes somebody known.
        var isById = profile.MemberId is not null || profile.ExternalId is not null;
        if (!known.IsOk && (isById || known.Decline != Declines.MemberNotFound))
        {
            return known;
        }

        return await Ask(
            new RegisterMember(program, known.IsOk ? OfView(known.Value) : OfInput(profile), Number: null, date), ct);
    }

    static AltcraftAnswer Registered(MemberView member) => new(new JsonObject { ["profile_id"] = ProfileId(member) });

    static MemberDocument OfInput(MemberInput profile) => new()
    {
        Email = profile.Email,
        Phone = profile.Phone,
        Custom = profile.Custom is { } custom
            ? new Dictionary<string, string> { [custom.Field] = custom.Value }
            : null,
    };

    static MemberDocument OfView(MemberView member) => new()
    {
        Email = member.Identifiers.Email,
        Phone = member.Identifiers.Phone,
        ExternalId = member.Identifiers.ExternalId,
        PosAccountId = member.Identifiers.PosAccountId,
        CardNumber = member.Identifiers.CardNumber,
        CardExternalId = member.Identifiers.CardExternalId,
        Custom = member.Identifiers.Custom,
    };
}

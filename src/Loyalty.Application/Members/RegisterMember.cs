using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;
using MediatR;

namespace Loyalty.Application.Members;

/// <summary>Makes somebody a member of a program; an identifier that the operator knows enrols that member.</summary>
/// <param name="EnrolledAt">Absent: now.</param>
public sealed record RegisterMember(
    string Program, MemberDocument Member, int? Number, DateTimeOffset? EnrolledAt)
    : IRequest<Result<MemberView>>, IIdempotent;

public sealed class RegisterMemberValidator : AbstractValidator<RegisterMember>
{
    public RegisterMemberValidator(TimeProvider clock)
    {
        RuleFor(command => command.Member).Unprefixed(new MemberDocumentValidator());
        RuleFor(command => command.Number).Number();
        RuleFor(command => command.EnrolledAt).Must(time => time is null || time <= clock.GetUtcNow())
            .Fails(FieldCodes.InTheFuture);
    }
}

public sealed class RegisterMemberHandler(
    IRecordedOutcomes outcomes, IPrograms programs, IMembers members, MemberRights rights)
    : IRequestHandler<RegisterMember, Result<MemberView>>
{
    /// <summary>How often a registration loses to others that come at the same moment, before it gives up.</summary>
    const int MaxAttempts = 10;

    static readonly Decline Clash = Declines.IdentifierTaken("") with { IsRecorded = false };

    public async Task<Result<MemberView>> Handle(RegisterMember command, CancellationToken ct)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // Whoever was first is known to the next attempt, which enrols that member or says what is taken.
            var isFirst = attempt == 0;
            var result = await outcomes.Once(command, () => Register(command, isFirst, ct), ct);
            if (result.Decline != Clash)
            {
                return result;
            }
        }

        throw new StoreUnavailableException("Too many registrations of one member at the same moment.");
    }

    async Task<Result<MemberView>> Register(RegisterMember command, bool isFirst, CancellationToken ct)
    {
        if (await programs.Find(command.Program, ct) is not { } program)
        {
            return Declines.ProgramNotFound;
        }

        var identifiers = command.Member.ReadIdentifiers();
        if (UnknownField.In(identifiers, program) is { } unknown)
        {
            return unknown;
        }

        var known = await members.Known(program, identifiers, ct);
        var registration = Member.Registered(known, identifiers, program.Number, command.Number);
        if (!registration.IsOk)
        {
            return registration.Decline!;
        }

        var member = registration.Value.Known;
        var sent = command.Member.ReadProfile();
        var isKnown = member is null || await rights.Knows(member, ct);
        if (member is null)
        {
            if (await members.Add(program, command.Number, ct) is not { } id)
            {
                // Perhaps by the very same person, at the same moment: then the next attempt knows the identifiers.
                return isFirst ? Clash : Declines.NumberTaken;
            }

            member = new Member { Id = id, Identifiers = identifiers, Programs = [] };
        }
        else if (!await rights.CoversAllProgramsOf(known[0], ct))
        {
            // The member is enrolled as is: what another program would see of it is not this key's to say.
            if (!identifiers.All(known[0].Has))
            {
                return Declines.Forbidden;
            }

            if (known[0].HasLeft(program))
            {
                await members.Save(known[0] with { Profile = sent.CompletedBy(known[0].Profile) }, ct);
            }

            return await Enrol(known[0], command, program, isKnown, ct);
        }

        // Who comes back says anew what is to be said; of whom another program knows, only what was missing is taken.
        member = member with
        {
            Profile = member.HasLeft(program) ? sent.CompletedBy(member.Profile) : member.Profile.CompletedBy(sent),
        };
        return await members.Save(member, ct) is null
            ? await Enrol(member, command, program, isKnown, ct)
            : Clash;
    }

    async Task<Result<MemberView>> Enrol(
        Member member, RegisterMember command, LoyaltyProgram program, bool isKnown, CancellationToken ct)
    {
        if (!await members.Enrol(member.Id, program, command.EnrolledAt, ct))
        {
            return Clash;
        }

        return await members.View(program.Code, MemberReference.Of(member.Id), ct) is { } view
            ? isKnown ? view : OfWhatWasSent(view, command.Member)
            : throw new InvalidOperationException("A member just enrolled is not there.");
    }

    /// <summary>Of a member whom the caller could not see, it is told no more than it said itself.</summary>
    static MemberView OfWhatWasSent(MemberView view, MemberDocument sent) => view.With(sent.ReadProfile()) with
    {
        Identifiers = IdentifiersView.Of(sent.ReadIdentifiers()),
        StatusReason = null,
        StatusChangedBy = null,
    };
}

/// <summary>A custom identifier whose field the program does not name.</summary>
static class UnknownField
{
    /// <param name="field">Where the reference stands.</param>
    public static Decline? In(MemberReference reference, LoyaltyProgram program, string field = "member.custom") =>
        reference.Identifier is { } identifier && !program.Allows(identifier)
            ? FieldCodes.UnknownField.Decline(field)
            : null;

    public static Decline? In(IReadOnlyList<Identifier> identifiers, LoyaltyProgram program)
    {
        var unknown = identifiers.FirstOrDefault(identifier => !program.Allows(identifier));
        return unknown is null ? null : FieldCodes.UnknownField.Decline(unknown.Kind.Replace(':', '.'));
    }
}

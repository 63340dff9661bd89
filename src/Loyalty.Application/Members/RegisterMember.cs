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

public sealed class RegisterMemberHandler(IRecordedOutcomes outcomes, IPrograms programs, IMembers members)
    : IRequestHandler<RegisterMember, Result<MemberView>>
{
    public Task<Result<MemberView>> Handle(RegisterMember command, CancellationToken ct) =>
        outcomes.Once(command, () => Register(command, ct), ct);

    async Task<Result<MemberView>> Register(RegisterMember command, CancellationToken ct)
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
        if (member is null)
        {
            if (await members.Add(program, command.Number, ct) is not { } id)
            {
                return Declines.NumberTaken;
            }

            member = new Member { Id = id, Identifiers = new Dictionary<string, string>(), Programs = [] }.With(
                identifiers);
        }

        member = member with
        {
            Name = member.Name ?? command.Member.Name,
            Language = member.Language ?? command.Member.Language,
            Tags = member.Tags.Count > 0 ? member.Tags : command.Member.Tags ?? [],
        };
        if (await members.Save(member, ct) is { } taken)
        {
            return Declines.IdentifierTaken(taken);
        }

        if (!await members.Enrol(member.Id, program, command.EnrolledAt, ct))
        {
            return Declines.IdentifierTaken(identifiers[0].Kind);
        }

        return await members.View(program.Code, MemberReference.Of(member.Id), ct) is { } view
            ? view
            : throw new InvalidOperationException("A member just enrolled is not there.");
    }
}

/// <summary>A custom identifier whose field the program does not name.</summary>
static class UnknownField
{
    public static Decline? In(IReadOnlyList<Identifier> identifiers, LoyaltyProgram program)
    {
        var unknown = identifiers.FirstOrDefault(identifier => identifier.IsCustom
            && !program.CustomFields.Contains(identifier.Kind[IdentifierKind.CustomPrefix.Length..]));
        return unknown is null ? null : FieldCodes.UnknownField.Decline(unknown.Kind.Replace(':', '.'));
    }
}

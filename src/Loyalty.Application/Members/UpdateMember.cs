using System.Text.Json.Nodes;
using FluentValidation;
using Loyalty.Application.Json;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Members;
using MediatR;

namespace Loyalty.Application.Members;

/// <summary>
/// Merges a patch (RFC 7396) into what is known of a member: identifiers, profile, status.
/// </summary>
public sealed record UpdateMember(string Program, MemberInput Member, JsonObject Patch) : IRequest<Result<MemberView>>;

/// <summary>A member as a patch sees it.</summary>
public sealed record PatchedMember : MemberDocument
{
    /// <summary>active or blocked; a member is closed by erasing.</summary>
    public string? Status { get; init; }

    /// <summary>Why the status is what it is.</summary>
    public string? Reason { get; init; }
}

public sealed class UpdateMemberValidator : AbstractValidator<UpdateMember>
{
    public UpdateMemberValidator()
    {
        RuleFor(command => command.Member).SetValidator(new MemberInputValidator());
    }
}

public sealed class PatchedMemberValidator : AbstractValidator<PatchedMember>
{
    public PatchedMemberValidator()
    {
        Include(new MemberDocumentValidator());
        RuleFor(member => member.Status).Required().OneOf([MemberStatus.Active, MemberStatus.Blocked]);
        RuleFor(member => member.Reason).Text();
    }
}

public sealed class UpdateMemberHandler(
    IUnitOfWork work, IPrograms programs, IMembers members, MemberRights rights)
    : IRequestHandler<UpdateMember, Result<MemberView>>
{
    public Task<Result<MemberView>> Handle(UpdateMember command, CancellationToken ct) =>
        work.Run(() => Update(command, ct), ct);

    async Task<Result<MemberView>> Update(UpdateMember command, CancellationToken ct)
    {
        if (!rights.MayPatch(command.Patch.Select(member => member.Key)))
        {
            return Declines.Forbidden;
        }

        var found = await EnrolledMember.Lock(command.Program, command.Member, programs, members, ct);
        if (!found.IsOk)
        {
            return found.Decline!;
        }

        var (program, member) = found.Value;
        if (member.Status == MemberStatus.Closed)
        {
            return Declines.AccountClosed;
        }

        var result = PatchedJson.Apply(Document(member), command.Patch, new PatchedMemberValidator());
        if (!result.IsOk)
        {
            return result.Decline!;
        }

        var patched = result.Value;
        var saysReason = command.Patch["reason"] is not null;
        if (patched.Status == MemberStatus.Blocked && member.Status != MemberStatus.Blocked && !saysReason)
        {
            return FieldCodes.Required.Decline("reason", "Say why: support is asked for it.");
        }

        var identifiers = patched.ReadIdentifiers();
        // What the member has from another program, or from before a field was dropped, may stay.
        if (UnknownField.In([.. identifiers.Where(identifier => !member.Has(identifier))], program) is { } unknown)
        {
            return unknown;
        }

        var changed = member with
        {
            Identifiers = identifiers,
            Profile = patched.ReadProfile(),
            Status = patched.Status!,
            StatusReason = patched.Status == member.Status || saysReason ? patched.Reason : null,
        };
        var isEverywhere = changed.Status != member.Status || changed.StatusReason != member.StatusReason
            || identifiers.Count != member.Identifiers.Count || !identifiers.All(member.Shows);
        if (isEverywhere && !await rights.CoversAllProgramsOf(member, ct))
        {
            return Declines.Forbidden;
        }

        return await members.Save(changed, ct) is { } taken
            ? Declines.IdentifierTaken(taken)
            : (await members.View(program.Code, MemberReference.Of(member.Id), ct))!;
    }

    static PatchedMember Document(Member member)
    {
        var (identifiers, profile) = (IdentifiersView.Of(member.Identifiers), member.Profile);
        return new()
        {
            Email = identifiers.Email,
            Phone = identifiers.Phone,
            ExternalId = identifiers.ExternalId,
            PosAccountId = identifiers.PosAccountId,
            CardNumber = identifiers.CardNumber,
            CardExternalId = identifiers.CardExternalId,
            Custom = identifiers.Custom,
            Name = profile.Name,
            FirstName = profile.FirstName,
            LastName = profile.LastName,
            Birthday = profile.Birthday,
            Anniversary = profile.Anniversary,
            Consents = profile.Consents,
            Metadata = profile.Metadata is { } json ? new(json) : null,
            Language = profile.Language,
            Tags = profile.Tags,
            Status = member.Status,
            Reason = member.StatusReason,
        };
    }
}

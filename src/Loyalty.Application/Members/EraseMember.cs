using FluentValidation;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Members;

/// <summary>
/// Removes everything personal about a member and closes the accounts, in all of the operator's programs; the ledger
/// stays and its chain still verifies. Erasing twice changes nothing.
/// </summary>
public sealed record EraseMember(string Program, MemberInput Member) : IRequest<Result<Done>>;

public sealed class EraseMemberValidator : AbstractValidator<EraseMember>
{
    public EraseMemberValidator()
    {
        RuleFor(command => command.Member).SetValidator(new MemberInputValidator());
    }
}

public sealed class EraseMemberHandler(
    IUnitOfWork work, IPrograms programs, IMembers members, MemberRights rights)
    : IRequestHandler<EraseMember, Result<Done>>
{
    public Task<Result<Done>> Handle(EraseMember command, CancellationToken ct) =>
        work.Run(() => Erase(command, ct), ct);

    async Task<Result<Done>> Erase(EraseMember command, CancellationToken ct)
    {
        var found = await EnrolledMember.Lock(command.Program, command.Member, programs, members, ct);
        if (!found.IsOk)
        {
            return found.Decline!;
        }

        var member = found.Value.Member;
        if (!await rights.CoversAllProgramsOf(member, ct))
        {
            return Declines.Forbidden;
        }

        // First the accounts' versions move on, so that a commit in flight is either before us or fails; then the
        // texts go, those of that last commit included.
        await members.Save(member.Erased(), ct);
        await members.EraseTraces(member.Id, ct);
        return Done.Instance;
    }
}

using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Members;
using MediatR;

namespace Loyalty.Application.Members;

/// <summary>
/// Lets a member leave a program: no accrual, no redemption; open holds can still be ended, lots keep their ends.
/// Registering again brings the member back. Leaving twice changes nothing.
/// </summary>
public sealed record LeaveProgram(string Program, MemberInput Member) : IRequest<Result<MemberView>>, IIdempotent;

public sealed class LeaveProgramValidator : AbstractValidator<LeaveProgram>
{
    public LeaveProgramValidator()
    {
        RuleFor(command => command.Member).SetValidator(new MemberInputValidator());
    }
}

public sealed class LeaveProgramHandler(IRecordedOutcomes outcomes, IPrograms programs, IMembers members)
    : IRequestHandler<LeaveProgram, Result<MemberView>>
{
    public Task<Result<MemberView>> Handle(LeaveProgram command, CancellationToken ct) =>
        outcomes.Once(command, () => Leave(command, ct), ct);

    async Task<Result<MemberView>> Leave(LeaveProgram command, CancellationToken ct)
    {
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

        await members.Leave(member, program, ct);
        return (await members.View(program.Code, MemberReference.Of(member.Id), ct))!;
    }
}

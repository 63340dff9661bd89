using FluentValidation;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;

namespace Loyalty.Application.Members;

/// <summary>A member of a program.</summary>
public sealed record GetMember(string Program, MemberInput Member) : IRequest<Result<MemberView>>;

public sealed class GetMemberValidator : AbstractValidator<GetMember>
{
    public GetMemberValidator()
    {
        RuleFor(query => query.Member).SetValidator(new MemberInputValidator());
    }
}

public sealed class GetMemberHandler(IMembers members) : IRequestHandler<GetMember, Result<MemberView>>
{
    public async Task<Result<MemberView>> Handle(GetMember query, CancellationToken ct) =>
        await members.View(query.Program, query.Member.Reference(), ct) is { } view ? view : Declines.MemberNotFound;
}

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

public sealed class GetMemberHandler(IPrograms programs, IMembers members)
    : IRequestHandler<GetMember, Result<MemberView>>
{
    public async Task<Result<MemberView>> Handle(GetMember query, CancellationToken ct)
    {
        if (await programs.Find(query.Program, ct) is not { } program)
        {
            return Declines.ProgramNotFound;
        }

        var member = query.Member.Reference();
        return UnknownField.In(member, program) is { } unknown ? unknown
            : await members.View(query.Program, member, ct) is { } view ? view
            : Declines.MemberNotFound;
    }
}

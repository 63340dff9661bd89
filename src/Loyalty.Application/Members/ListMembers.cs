using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Members;
using MediatR;

namespace Loyalty.Application.Members;

/// <summary>Members of a program, newest first.</summary>
/// <param name="Query">Start of an identifier or of the name.</param>
/// <param name="Identifier">One identifier, whatever characters it has; null: none asked for.</param>
public sealed record ListMembers(
    string Program, string? Query, string? Status, MemberInput? Identifier, PageRequest Page)
    : IRequest<Result<Page<MemberView>>>;

public sealed class ListMembersValidator : AbstractValidator<ListMembers>
{
    public ListMembersValidator()
    {
        RuleFor(query => query.Query).Text();
        RuleFor(query => query.Status).OneOf(
            [MemberStatus.Active, MemberStatus.Blocked, MemberStatus.Left, MemberStatus.Closed]);
        RuleFor(query => query.Identifier!).Unprefixed(new MemberInputValidator())
            .When(query => query.Identifier is not null);
    }
}

public sealed class ListMembersHandler(IPrograms programs, IMembers members, MemberRights rights)
    : IRequestHandler<ListMembers, Result<Page<MemberView>>>
{
    public async Task<Result<Page<MemberView>>> Handle(ListMembers query, CancellationToken ct)
    {
        if (!rights.MayList(query))
        {
            return Declines.Forbidden;
        }

        if (await programs.Find(query.Program, ct) is not { } program)
        {
            return Declines.ProgramNotFound;
        }

        var member = query.Identifier?.Reference();
        return member is not null && UnknownField.In(member, program, "custom") is { } unknown ? unknown
            : await members.Page(
                query.Program, new(Identifiers.Searched(query.Query), query.Status, member), query.Page, ct);
    }
}

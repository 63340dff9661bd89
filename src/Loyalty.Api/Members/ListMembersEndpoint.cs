using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Members;
using Loyalty.Domain.Members;

namespace Loyalty.Api.Members;

sealed class ListMembersEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs/{program}/members", nameof(ListMembers))
    {
        Summary = "Members of a program, newest first; read finds one by an exact identifier.",
        Scope = Scope.Members,
        OtherScope = Scope.Read,
        Answers = AnswerForm.Ok<Page<MemberView>>(),
        Query =
        [
            new("query", "Start of an identifier or of the name."),
            new("status", "active, blocked, left or closed."),
            .. IdentifierKind.Standard.Select(
                kind => new QueryParameter(kind, $"Only the member with this {kind}.")),
            new("custom", "Only the member with this custom identifier: field:value."),
            new("member_id", "Only the member with this id."),
            .. QueryParameter.Paging,
        ],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct)
    {
        var identifier = new MemberInput
        {
            Email = Parameters.Text(IdentifierKind.Email),
            Phone = Parameters.Text(IdentifierKind.Phone),
            ExternalId = Parameters.Text(IdentifierKind.ExternalId),
            PosAccountId = Parameters.Text(IdentifierKind.PosAccountId),
            CardNumber = Parameters.Text(IdentifierKind.CardNumber),
            CardExternalId = Parameters.Text(IdentifierKind.CardExternalId),
            MemberId = Parameters.Text("member_id"),
            Custom = Parameters.Text("custom")?.Split(':', 2) switch
            {
                null => null,
                [var field, var value] => new(field, value),
                var parts => new(parts[0], ""),
            },
        };
        return Answer(
            new ListMembers(Program, Parameters.Text("query"), Parameters.Text("status"),
                identifier.Given.Count == 0 ? null : identifier, Parameters.Page()), ct);
    }
}

using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Keys;

namespace Loyalty.Api.Keys;

sealed class GetAuditEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/audit", nameof(GetAudit))
    {
        Summary = "Who changed which key, program or member, newest first.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Ok<Page<AuditView>>(),
        Query =
        [
            new("thing", "key, program, member or promotion; all without."),
            new(
                "thing_id",
                "Only changes of this one: a key's id, a program's code, a member's id; program/promotion."),
            .. QueryParameter.Paging,
        ],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => Answer(
        new GetAudit(Parameters.Text("thing"), Parameters.Text("thing_id"), Parameters.Page()), ct);
}

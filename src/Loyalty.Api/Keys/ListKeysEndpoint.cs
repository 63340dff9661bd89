using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Keys;

namespace Loyalty.Api.Keys;

sealed class ListKeysEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/keys", nameof(ListKeys))
    {
        Summary = "API keys without their secrets, newest first.",
        Scope = Scope.Manage,
        Answers = AnswerForm.Ok<Page<KeyView>>(),
        Query = QueryParameter.Paging,
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) =>
        Answer(new ListKeys(Parameters.Page()), ct);
}

using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accounts;

namespace Loyalty.Api.Accounts;

sealed class GetExpirationsEndpoint : CallEndpoint
{
    protected override Call Call => new(
        Http.GET, "/v1/programs/{program}/members/{ref}/expirations", nameof(GetExpirations))
    {
        Summary = "Which of a member's active points expire when, lot by lot, soonest first. Past instants tell "
            + "what did expire.",
        Scope = Scope.Read,
        LoadsAccount = true,
        Answers = AnswerForm.Ok<Expirations>(),
        Query =
        [
            QueryParameter.PointsCurrency,
            new("from", "From this time on, included; now without.", Format: "date-time"),
            new("to", "Up to this time, included; without an end otherwise.", Format: "date-time"),
            .. QueryParameter.Paging,
        ],
        Problems = [.. Call.NotFound("member_not_found", "not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(account => Answer(
        new GetExpirations(account, Parameters.Time("from"), Parameters.Time("to"), Parameters.Page()), ct));
}

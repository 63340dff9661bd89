using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accounts;

namespace Loyalty.Api.Accounts;

sealed class GetBalanceEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/programs/{program}/members/{ref}/balance", nameof(GetBalance))
    {
        Summary = "A member's points as of now, or of a past time.",
        Scope = Scope.Read,
        Answers = AnswerForm.Ok<BalanceView>(),
        LoadsAccount = true,
        Query =
        [
            QueryParameter.PointsCurrency,
            new("at", "As of this time instead of now, by effective_at.", Format: "date-time"),
        ],
        Problems = [.. Call.NotFound("member_not_found", "not_found")],
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => OfAccount(
        account => Answer(new GetBalance(account, Parameters.Time("at")), ct));
}

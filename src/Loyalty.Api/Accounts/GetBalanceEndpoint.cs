using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accounts;

namespace Loyalty.Api.Accounts;

sealed class GetBalanceEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/programs/{program}/members/{ref}/balance");
        Permissions(Scope.Read);
        Document(new()
        {
            Id = nameof(GetBalance),
            LoadsAccount = true,
            Summary = "A member's points as of now, or of a past time.",
            Scope = Scope.Read,
            Answer = typeof(BalanceView),
            Query =
            [
                new("points_currency", "Code of the points currency; the program's default one without."),
                new("at", "As of this time instead of now, by effective_at.", Format: "date-time"),
            ],
            Problems = [(404, "member_not_found"), (404, "not_found")],
        });
    }

    protected override async Task Handle(CancellationToken ct)
    {
        if (await MemberOfPath() is { } member)
        {
            await Answer(
                new GetBalance(Program, member, Parameters.Text("points_currency"), Parameters.Time("at")),
                StatusCodes.Status200OK,
                ct);
        }
    }
}

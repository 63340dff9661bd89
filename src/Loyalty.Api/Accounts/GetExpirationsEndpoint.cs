using Loyalty.Api.Calls;
using Loyalty.Application;
using Loyalty.Application.Accounts;

namespace Loyalty.Api.Accounts;

sealed class GetExpirationsEndpoint : CallEndpoint
{
    public override void Configure()
    {
        Get("/v1/programs/{program}/members/{ref}/expirations");
        Permissions(Scope.Read);
        Document(new()
        {
            Id = nameof(GetExpirations),
            Summary = "Which of a member's active points expire when, lot by lot, soonest first. Past instants tell "
                + "what did expire.",
            Scope = Scope.Read,
            Answer = typeof(Expirations),
            Query =
            [
                new("points_currency", "Code of the points currency; the program's default one without."),
                new("from", "From this time on, included; now without.", Format: "date-time"),
                new("to", "Up to this time, included; without an end otherwise.", Format: "date-time"),
                .. QueryParameter.Paging,
            ],
            Problems = [(404, "member_not_found"), (404, "not_found")],
        });
    }

    protected override async Task Handle(CancellationToken ct)
    {
        if (await MemberOfPath() is { } member)
        {
            await Answer(
                new GetExpirations(Program, member, Parameters.Text("points_currency"), Parameters.Time("from"),
                    Parameters.Time("to"), Parameters.Page()),
                StatusCodes.Status200OK,
                ct);
        }
    }
}

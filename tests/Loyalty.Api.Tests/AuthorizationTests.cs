using Loyalty.Api.Calls;
using Loyalty.Api.Tests.Refusals;
using Loyalty.Application;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests;

/// <summary>
/// Every endpoint × no key, a wrong one, one without the scope, one of other programs, one of another operator.
/// </summary>
public sealed class AuthorizationTests
{
    readonly ApiClient admin = new();

    static List<(string Method, string Route, Call Operation)> Endpoints() =>
    [
        .. ApiHost.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Call>() is not null)
            .Select(endpoint => (
                endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single(),
                    "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
                endpoint.Metadata.GetMetadata<Call>()!)),
    ];

    [Test]
    public void Every_endpoint_is_documented_and_all_but_health_have_a_scope()
    {
        var fromFastEndpoints = ApiHost.App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<FastEndpoints.EndpointDefinition>() is not null).ToList();
        Assert.That(Endpoints(), Has.Count.GreaterThanOrEqualTo(20).And.Count.EqualTo(fromFastEndpoints.Count));
        Assert.That(Endpoints().Where(endpoint => endpoint.Operation.Scope is null).Select(endpoint => endpoint.Route),
            Is.EquivalentTo(new[] { "/health/live", "/health/ready" }));
        Assert.That(Endpoints().Select(endpoint => endpoint.Operation.Scope)
            .OfType<string>(), Has.All.Matches<string>(Scope.All.Contains));
    }

    [Test]
    public async Task Nobody_gets_further_than_their_key()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "5");
        var transaction = (await admin.Get($"/v1/programs/{program}/members/email:{email}/transactions"))
            .Value("data.0.transaction_id")!;
        var keyId = (await admin.Post("/v1/keys", new { name = "x", scopes = Scope.All, programs = new[] { program } }))
            .Value("id")!;
        var other = await admin.NewProgram();
        var sibling = $"p{Guid.NewGuid():N}";
        Assert.That((await admin.Post("/v1/programs", new { code = sibling, name = "Sibling", @operator = program }))
            .Status, Is.EqualTo(HttpStatusCode.Created));
        var unbound = new ApiClient(
            await admin.NewKey(new { name = "unbound", scopes = Scope.All, programs = new[] { sibling } }));
        var foreign = new ApiClient(
            await admin.NewKey(new { name = "foreign", scopes = Scope.All, programs = "all", @operator = other }));
        var walked = 0;
        foreach (var (method, route, operation) in Endpoints().Where(endpoint =>
            endpoint.Operation is { Scope: not null, IsVendors: false }
            && !endpoint.Route.StartsWith(OtherDialect.Path, StringComparison.Ordinal)))
        {
            var path = route.Replace("{program}", program, StringComparison.Ordinal)
                .Replace("{ref}", $"email:{email}", StringComparison.Ordinal)
                .Replace("{id}", route.StartsWith("/v1/keys", StringComparison.Ordinal) ? keyId
                    : transaction, StringComparison.Ordinal);
            var body = operation.Body is null ? null
                : route.EndsWith("/cancel", StringComparison.Ordinal) ? """{"reason":"returned"}"""
                : "{}";
            Task<ApiAnswer> As(ApiClient client) => client.Send(method, path, body, Guid.NewGuid().ToString());
            var missing = new ApiClient(
                await admin.NewKey(new
                {
                    name = "missing",
                    scopes = Scope.All.Except([operation.Scope!, operation.OtherScope ?? operation.Scope!]),
                    programs = new[] { program }
                }));

            var what = $"{method} {route}";
            Assert.That(((await As(new(null))).Status, (await As(new(null))).Code),
                Is.EqualTo((HttpStatusCode.Unauthorized, "unauthorized")), what);
            Assert.That((await As(new("lk_0_wrong"))).Code, Is.EqualTo("unauthorized"), what);
            Assert.That(((await As(missing)).Status, (await As(missing)).Code),
                Is.EqualTo((HttpStatusCode.Forbidden, "forbidden")), what);
            if (path.Contains(program, StringComparison.Ordinal) || route.Contains("{id}", StringComparison.Ordinal))
            {
                Assert.That((await As(unbound)).Status, Is.EqualTo(HttpStatusCode.NotFound), $"{what} unbound");
                Assert.That((await As(foreign)).Status, Is.EqualTo(HttpStatusCode.NotFound), $"{what} foreign");
                walked++;
            }
            else if (method == "GET")
            {
                Assert.That((await As(unbound)).Text, Does.Not.Contain($"\"code\":\"{program}\"")
                    .And.Not.Contain(keyId), what);
                Assert.That((await As(foreign)).Text, Does.Not.Contain(program), what);
                walked++;
            }
            else
            {
                Assert.That(route, Is.AnyOf("/v1/programs", "/v1/keys"),
                    "an endpoint that names no program and lists nothing");
            }
        }

        Assert.That(walked, Is.GreaterThanOrEqualTo(24));
        Assert.That((await admin.Get($"/v1/programs/{program}/members/email:{email}/balance"))
            .Value("balance"), Is.EqualTo("5.00"));
    }

    [Test]
    public async Task A_tills_key_does_what_a_till_needs_and_nothing_else()
    {
        string[] forTills =
        [
            "GET /v1/programs", "GET /v1/programs/{program}", "GET /v1/programs/{program}/members/{ref}",
            "GET /v1/programs/{program}/members", // one, by an exact identifier
            "GET /v1/programs/{program}/members/{ref}/balance", "GET /v1/programs/{program}/members/{ref}/expirations",
            "GET /v1/programs/{program}/members/{ref}/transactions",
            "GET /v1/programs/{program}/members/{ref}/redemptions", "GET /v1/transactions/{id}",
            "GET /v1/redemptions/{id}", "POST /v1/programs/{program}/accruals",
            "POST /v1/programs/{program}/accruals/bulk", "POST /v1/accruals/{id}/commit",
            "POST /v1/accruals/{id}/rollback", "POST /v1/programs/{program}/redemptions",
            "POST /v1/programs/{program}/redemptions/validate", "POST /v1/redemptions/{id}/commit",
            "POST /v1/redemptions/{id}/rollback", "GET /v1/programs/{program}/transactions",
            "GET /v1/programs/{program}/transactions/{ref}", "GET /v1/programs/{program}/promotions",
            "GET /v1/programs/{program}/promotions/{promotion}", "GET /v1/programs/{program}/tiers",
            "GET /v1/programs/{program}/members/{ref}/tier", "GET /v1/programs/{program}/members/{ref}/offers",
            "GET /v1/programs/{program}/redemption-options", "GET /v1/programs/{program}/redemption-options/{id}",
            "GET /v1/programs/{program}/coupons/{code}", "GET /v1/programs/{program}/members/{ref}/coupons",
            "POST /v1/programs/{program}/coupons/{code}/check", "POST /v1/programs/{program}/coupons/{code}/hold",
            "POST /v1/programs/{program}/coupons/{code}/release", "POST /v1/programs/{program}/coupons/{code}/use",
        ];
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "5");
        var till = new ApiClient(await admin.NewKey(
            new { name = "till-1", scopes = new[] { "read", "accrue", "redeem" }, programs = new[] { program } }));
        var allowed = new List<string>();
        foreach (var (method, route, _) in Endpoints().Where(endpoint =>
            endpoint.Operation is { Scope: not null, IsVendors: false }
            && !endpoint.Route.StartsWith(OtherDialect.Path, StringComparison.Ordinal)))
        {
            var path = route.Replace("{program}", program, StringComparison.Ordinal)
                .Replace("{ref}", $"email:{email}", StringComparison.Ordinal)
                .Replace("{id}", "txn_1", StringComparison.Ordinal);
            if ((await till.Send(method, path, method == "GET" ? null : "{}", "k")).Status != HttpStatusCode.Forbidden
                || (method == "GET" && (await till.Get($"{path}?email={email}")).Status == HttpStatusCode.OK))
            {
                allowed.Add($"{method} {route}");
            }
        }

        Assert.That(allowed.Where(call => call != "GET /v1/forgetful"), Is.EquivalentTo(forTills));
        Assert.That((await till.Get($"/v1/programs/{program}/members")).Code, Is.EqualTo("forbidden"));
    }

    [Test]
    public async Task Another_operators_transaction_is_not_found_in_its_members_language()
    {
        var program = await admin.NewProgram();
        var email = $"{Guid.NewGuid():N}@example.com";
        await admin.Post($"/v1/programs/{program}/members", new { email, language = "lt" });
        var accrual = await admin.Post(
            $"/v1/programs/{program}/accruals", new { member = new { email }, points = 5 });
        var other = await admin.NewProgram();
        var foreign = new ApiClient(
            await admin.NewKey(new { name = "foreign", scopes = Scope.All, programs = "all", @operator = other }));
        var there =
            await foreign.Post($"/v1/transactions/{accrual.Value("transaction_id")}/cancel", new { reason = "x" });
        var nowhere = await foreign.Post("/v1/transactions/txn_4503599627370497/cancel", new { reason = "x" });
        Assert.That((there.Status, there.Value("detail")), Is.EqualTo(
            (HttpStatusCode.NotFound, nowhere.Value("detail"))));
    }

    [Test]
    public async Task A_revoked_key_is_refused_on_the_very_next_request()
    {
        var program = await admin.NewProgram();
        var created = await admin.Post(
            "/v1/keys", new { name = "till", scopes = new[] { "read" }, programs = new[] { program } });
        var till = new ApiClient(created.Value("key"));
        Assert.That((await till.Get($"/v1/programs/{program}")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await admin.Send("DELETE", $"/v1/keys/{created.Value("id")}"))
            .Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await till.Get($"/v1/programs/{program}")).Code, Is.EqualTo("unauthorized"));
    }

    [Test]
    public async Task A_key_that_is_remembered_and_was_revoked_gets_no_answer_and_changes_nothing()
    {
        var program = await admin.NewProgram();
        var email = await admin.NewMember(program, "5");
        var transaction = (await admin.Get($"/v1/programs/{program}/members/email:{email}/transactions"))
            .Value("data.0.transaction_id")!;
        var created = await admin.Post(
            "/v1/keys", new { name = "till", scopes = new[] { "read", "redeem" }, programs = new[] { program } });
        var till = new ApiClient(created.Value("key"));
        var balance = $"/v1/programs/{program}/members/email:{email}/balance";
        Assert.That((await till.Get(balance)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await till.Get(balance)).Status, Is.EqualTo(HttpStatusCode.OK), "by the account's load");
        await admin.Send("DELETE", $"/v1/keys/{created.Value("id")}");

        var redemptions = $"/v1/programs/{program}/redemptions";
        foreach (var (path, body) in new (string, object?)[]
        {
            (balance, null), ($"/v1/programs/{program}/members/email:nobody@example.com/balance", null),
            ($"{balance}?at=2020-01-01T00:00:00Z", null), ($"{balance}?nonsense=1", null),
            ("/v1/programs/nowhere/members/email:x@example.com/balance", null),
            (redemptions, new { member = new { email }, points = 1 }), (redemptions, "{"), (redemptions, "{}"),
            (redemptions, new { member = new { email }, points = 1, points_currency = "nothing" }),
            (redemptions, new { member = new { email }, points = 1000 }),
            ($"{redemptions}/validate", new { member = new { email }, points = 1 }),
            ($"/v1/redemptions/{transaction}/commit", new { }), ($"/v1/redemptions/txn_1/rollback", new { }),
            ($"/v1/programs/{program}/accruals", new { member = new { email }, points = 1 }),
        })
        {
            var answer = body is null ? await till.Get(path) : await till.Post(path, body);
            Assert.That((answer.Status, answer.Code), Is.EqualTo((HttpStatusCode.Unauthorized, "unauthorized")),
                $"{path} {body}");
        }

        Assert.That((await admin.Get(balance)).Value("balance"), Is.EqualTo("5.00"));
        Assert.That((await admin.Get($"/v1/programs/{program}/members/email:{email}/transactions")).At("data")
            .GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_key_comes_in_either_header_and_two_that_differ_are_none()
    {
        var program = await admin.NewProgram();
        var header = await new ApiClient(null)
            .Send("GET", $"/v1/programs/{program}", change: request =>
                request.Headers.Add("X-Api-Key", ApiHost.AdminKey));
        Assert.That(header.Status, Is.EqualTo(HttpStatusCode.OK));
        var both = await admin.Send(
            "GET", $"/v1/programs/{program}", change: request => request.Headers.Add("X-Api-Key", "other"));
        Assert.That(both.Code, Is.EqualTo("unauthorized"));
    }

    [Test]
    public async Task A_listed_key_has_no_secret()
    {
        var program = await admin.NewProgram();
        var secret = await admin.NewKey(
            new { name = "till", scopes = new[] { "manage" }, programs = new[] { program } });
        var list = await new ApiClient(secret).Get("/v1/keys");
        Assert.That((list.At("data").GetArrayLength(), list.Value("data.0.name"), list.Value("data.0.programs.0")),
            Is.EqualTo((1, "till", program)));
        Assert.That(list.Text, Does.Not.Contain(secret.Split('_', 3)[2]).And.Contain("last_used_at"));
    }
}

using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Members;
using Loyalty.Application.Programs;
using Loyalty.Domain;
using MediatR;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Loyalty.Api.Hosting;

/// <summary>A program with one member who has points, to try the service on. Seeding twice changes nothing.</summary>
static class DemoData
{
    const string Program = "demo";
    const string Email = "ann@example.com";
    const int MemberNumber = 1001;
    const string Points = "1000.00";

    public static async Task Seed(IServiceProvider services, CancellationToken ct)
    {
        await Send(services, new CreateProgram(new() { Code = Program, Name = "Demo", Operator = Program }), "code_taken", ct);
        await Send(services, new RegisterMember(
            Program, new() { Email = Email, ExternalId = "C-1001", Name = "Ann" }, MemberNumber, null), "identifier_taken", ct);
        _ = Domain.Points.TryParse(Points, out var points);
        await Send(services, new AccruePoints(
            Program, new() { Email = Email }, null, points, null, null, new() { Description = "Welcome" }), null, ct);
    }

    public static void PrintWelcome(IServiceProvider services)
    {
        var address = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($$"""

            Loyalty listens on {{address}}   (reference: {{address}}/docs)
            Demo key: {{LoyaltyOptions.DemoKey}}

            Redeem points:
            curl -s {{address}}/v1/programs/{{Program}}/redemptions -H 'Authorization: Bearer {{LoyaltyOptions.DemoKey}}' \
              -H 'Content-Type: application/json' -H "Idempotency-Key: $(date +%s%N)" \
              -d '{"member":{"email":"{{Email}}"},"points":"100.50"}'

            """);
    }

    /// <param name="known">The code that says that it is there already.</param>
    static async Task Send<T>(IServiceProvider services, IRequest<Result<T>> command, string? known, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var request = scope.ServiceProvider.GetRequiredService<RequestScope>();
        request.Caller = new(Caller.BootstrapName, null, null, Scope.All);
        request.Program = Program;
        request.Path = $"seed/{command.GetType().Name}";
        request.IdempotencyHeader = ["seed"];
        var result = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct);
        if (!result.IsOk && result.Decline!.Code != known)
        {
            throw new InvalidOperationException($"The demo data could not be made: {result.Decline!.Code}");
        }
    }
}

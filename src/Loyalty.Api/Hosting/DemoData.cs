using Loyalty.Application;
using Loyalty.Application.Accruals;
using Loyalty.Application.Members;
using Loyalty.Application.Programs;
using Loyalty.Domain;
using MediatR;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Loyalty.Api.Hosting;

/// <summary>
/// A program with one member who has points, to try the service on. It is made once: whatever has become of it since is
/// its owner's business.
/// </summary>
static class DemoData
{
    const string Program = "demo";
    const string Email = "ann@example.com";
    const int MemberNumber = 1001;
    const string Points = "1000.00";

    public static async Task Seed(IServiceProvider services, CancellationToken ct)
    {
        _ = Domain.Points.TryParse(Points, out var points);
        _ = await Send(services, new CreateProgram(new() { Code = Program, Name = "Demo", Operator = Program }), ct)
            && await Send(services, new RegisterMember(
                Program, new() { Email = Email, ExternalId = "C-1001", Name = "Ann" }, MemberNumber, null), ct)
            && await Send(services, new AccruePoints(
                Program, new() { Email = Email }, null, points, null, null, new() { Description = "Welcome" }), ct);
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

    /// <summary>False when it was declined: then the demo data has a life of its own already.</summary>
    static async Task<bool> Send<T>(IServiceProvider services, IRequest<Result<T>> command, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var request = scope.ServiceProvider.GetRequiredService<RequestScope>();
        request.Caller = new(Caller.BootstrapName, null, null, Scope.All);
        request.Program = Program;
        request.Path = $"seed/{command.GetType().Name}";
        request.IdempotencyHeader = ["seed"];
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct)).IsOk;
    }
}

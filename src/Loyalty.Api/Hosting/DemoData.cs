using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
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

    static readonly Points Welcome = new(1000.00m);

    public static async Task Seed(IServiceProvider services, CancellationToken ct)
    {
        var ann = new AccountInput(Program, new() { Email = Email }, null);
        _ = await Send(services, new CreateProgram(new() { Code = Program, Name = "Demo", Operator = Program }), ct)
            && await Send(services, new RegisterMember(
                Program, new() { Email = Email, ExternalId = "C-1001", Name = "Ann" }, MemberNumber, null), ct)
            && await Send(services, new AccruePoints(
                ann, new() { Points = Welcome, Particulars = new() { Description = "Welcome" } }), ct);
    }

    public static void PrintWelcome(IServiceProvider services)
    {
        var address = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        const string credentials = $"'Authorization: Bearer {LoyaltyOptions.DemoKey}'";
        Console.WriteLine($$"""

            Loyalty listens on {{address}}   (reference: {{address}}/docs)
            Demo key: {{LoyaltyOptions.DemoKey}}

            Redeem points:
            curl -s {{address}}/v1/programs/{{Program}}/redemptions -H {{credentials}} \
              -H 'Content-Type: application/json' -H "Idempotency-Key: $(date +%s%N)" \
              -d '{"member":{"email":"{{Email}}"},"points":"100.50"}'

            """);
    }

    /// <summary>False when it was declined: then the demo data has a life of its own already.</summary>
    static async Task<bool> Send<T>(IServiceProvider services, IRequest<Result<T>> command, CancellationToken ct)
    {
        var request = new RequestContext(new(Caller.BootstrapName, null, null, Scope.All))
        {
            Program = Program,
            Path = $"seed/{command.GetType().Name}",
            IdempotencyKey = "seed",
        };
        return (await services.SendAlone(request, command, ct)).IsOk;
    }
}

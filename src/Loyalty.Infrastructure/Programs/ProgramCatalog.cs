using System.Collections.Concurrent;
using Loyalty.Application.Ports;
using Loyalty.Domain.Programs;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Infrastructure.Programs;

/// <summary>
/// Programs as last read, with their parsed policies. One may be used only while its version is the one that the
/// account's load returned: then a change holds from the next request on, on every instance.
/// </summary>
sealed class ProgramCatalog(IServiceScopeFactory scopes) : IProgramOwners
{
    readonly ConcurrentDictionary<string, LoyaltyProgram> remembered = new();

    public async Task<LoyaltyProgram?> Find(string code, CancellationToken ct) =>
        remembered.TryGetValue(code, out var program) ? program : await Refresh(code, ct);

    /// <summary>The program, read again when what is remembered is another version.</summary>
    public async Task<LoyaltyProgram?> At(string code, long version, CancellationToken ct) =>
        remembered.TryGetValue(code, out var program) && program.Version == version ? program : await Refresh(code, ct);

    public async Task<string?> OperatorOf(string program, CancellationToken ct) => (await Find(program, ct))?.Operator;

    public async Task<LoyaltyProgram?> Refresh(string code, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var program = await scope.ServiceProvider.GetRequiredService<ProgramRepository>().FindWhole(code, ct);
        if (program is not null)
        {
            remembered[code] = program;
        }

        return program;
    }
}

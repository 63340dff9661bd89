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
    readonly ConcurrentDictionary<int, string> codes = new();
    readonly ConcurrentDictionary<string, Lazy<Task<LoyaltyProgram?>>> reading = new();

    public async Task<LoyaltyProgram?> Find(string code, CancellationToken ct) =>
        remembered.TryGetValue(code, out var program) ? program : await Refresh(code, ct);

    /// <summary>The program, read again when what is remembered is another version.</summary>
    public async Task<LoyaltyProgram?> At(string code, long version, CancellationToken ct) =>
        remembered.TryGetValue(code, out var program) && program.Version == version ? program : await Refresh(code, ct);

    public async Task<string?> CodeOf(int number, CancellationToken ct)
    {
        if (codes.TryGetValue(number, out var known))
        {
            return known;
        }

        await using var scope = scopes.CreateAsyncScope();
        var code = await scope.ServiceProvider.GetRequiredService<ProgramRepository>().CodeOf(number, ct);
        if (code is not null)
        {
            codes[number] = code;
        }

        return code;
    }

    public async Task<PointsCurrency?> CurrencyOf(string program, int? number, string? code, CancellationToken ct)
    {
        return Of(await Find(program, ct)) ?? Of(await Refresh(program, ct));

        PointsCurrency? Of(LoyaltyProgram? found) => found?.PointsCurrencies.FirstOrDefault(currency =>
            (number is null || currency.Number == number) && (code is null || currency.Code == code));
    }

    public async Task<string?> OperatorOf(string program, CancellationToken ct) => (await Find(program, ct))?.Operator;

    /// <summary>
    /// Reads a program again. Callers who ask at one time share the reading: a catalog may be large. Who needs a later
    /// version than came of it asks again.
    /// </summary>
    public Task<LoyaltyProgram?> Refresh(string code, CancellationToken ct) =>
        reading.GetOrAdd(code, it => new(() => Read(it))).Value.WaitAsync(ct);

    async Task<LoyaltyProgram?> Read(string code)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var program = await scope.ServiceProvider.GetRequiredService<ProgramRepository>().FindWhole(
                code, CancellationToken.None);
            if (program is not null)
            {
                remembered[code] = program;
            }

            return program;
        }
        finally
        {
            reading.TryRemove(code, out _);
        }
    }
}

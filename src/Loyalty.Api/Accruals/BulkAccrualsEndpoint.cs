using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Calls;
using Loyalty.Api.Hosting;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ports;
using MediatR;

namespace Loyalty.Api.Accruals;

/// <summary>Up to 1,000 accruals, each with an idempotency key of its own.</summary>
public sealed record BulkAccrualBody
{
    [Required]
    public IReadOnlyList<BulkAccrualItem>? Items { get; init; }
}

/// <summary>An accrual as it would be sent alone, its idempotency key along with it.</summary>
public sealed record BulkAccrualItem : AccrualBody
{
    /// <summary>The same key as in the header of an accrual that is sent alone.</summary>
    [Required]
    public string? IdempotencyKey { get; init; }
}

/// <summary>What became of each item, in their order.</summary>
public sealed record BulkAccrualAnswer(IReadOnlyList<BulkAccrualResult> Results, int Succeeded, int Failed);

/// <summary>The answer that the item would have had alone.</summary>
public sealed record BulkAccrualResult
{
    public string? IdempotencyKey { get; init; }

    public required int Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccrualReceipt? Accrual { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Problem? Problem { get; init; }
}

/// <summary>
/// Sends each item through the pipeline as a request of its own: one bad item harms no other, and the whole may be
/// sent again after a fault.
/// </summary>
sealed class BulkAccrualsEndpoint : CallEndpoint
{
    const int MaxItems = 1000;

    /// <summary>How many items are under way at one time: tills come first.</summary>
    const int Parallel = 100;

    /// <summary>Each may have 8 MiB in memory.</summary>
    const int MaxAtOneTime = 4;

    static int underWay;

    public override void Configure()
    {
        Post("/v1/programs/{program}/accruals/bulk");
        Permissions(Scope.Accrue);
        Document(new()
        {
            Id = "AccruePointsInBulk",
            Summary = "Up to 1,000 accruals, with a result each.",
            Scope = Scope.Accrue,
            Body = typeof(BulkAccrualBody),
            Answer = typeof(BulkAccrualAnswer),
        });
    }

    protected override async Task Handle(CancellationToken ct)
    {
        try
        {
            if (Interlocked.Increment(ref underWay) > MaxAtOneTime)
            {
                throw new StoreUnavailableException("Too many lists of accruals are under way.");
            }

            var (items, refusal) = await JsonBody.Read(
                HttpContext.Request, Limits.MaxBulkBytes, json => JsonBody.Items(json, MaxItems), ct);
            await (refusal is null ? AccrueAll(items!, ct) : refusal.Write(HttpContext));
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    async Task AccrueAll(IReadOnlyList<JsonElement> items, CancellationToken ct)
    {
        // Items under one key are one request and its repeats: these go one after the other.
        var results = new BulkAccrualResult[items.Count];
        var together = items.Select((item, place) => (Item: item, Place: place))
            .GroupBy(one => KeyOf(one.Item) ?? $"{one.Place} has none");
        await System.Threading.Tasks.Parallel.ForEachAsync(
            together,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = ct },
            async (same, token) =>
            {
                foreach (var (item, place) in same)
                {
                    results[place] = await Accrue(item, token);
                }
            });
        var succeeded = results.Count(result => result.Accrual is not null);
        await HttpContext.Response.WriteAsJsonAsync(
            new BulkAccrualAnswer(results, succeeded, results.Length - succeeded), ApiJson.Strict, ct);
    }

    async Task<BulkAccrualResult> Accrue(JsonElement json, CancellationToken ct)
    {
        var key = KeyOf(json);
        var (item, refusal) = JsonBody.Parse<BulkAccrualItem>(JsonMarshal.GetRawUtf8Value(json));
        if (refusal is not null)
        {
            return Failed(refusal);
        }

        await using var services = Resolve<IServiceScopeFactory>().CreateAsyncScope();
        var scope = services.ServiceProvider.GetRequiredService<RequestScope>();
        scope.Caller = Resolve<RequestScope>().Caller;
        scope.Program = Program;
        scope.IdempotencyHeader = item!.IdempotencyKey is { } given ? [given] : [];
        try
        {
            var result = await services.ServiceProvider.GetRequiredService<IMediator>()
                .Send(item.ToCommand(Program), ct);
            return result.IsOk
                ? new() { IdempotencyKey = key, Status = StatusCodes.Status201Created, Accrual = result.Value }
                : Failed(Problem.Of(result.Decline!));
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            return Failed(Resolve<Faults>().Describe(error));
        }

        BulkAccrualResult Failed(Problem.PendingProblem problem) =>
            new() { IdempotencyKey = key, Status = problem.Status, Problem = problem.For(HttpContext) };
    }

    /// <summary>Null when the item has none that is a string; read so that no other member of it matters.</summary>
    static string? KeyOf(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var key = item.EnumerateObject().FirstOrDefault(
            member => JsonMarshal.GetRawUtf8PropertyName(member).SequenceEqual("idempotency_key"u8)).Value;
        return key.ValueKind == JsonValueKind.String && !JsonBody.HasUnstorableText(JsonMarshal.GetRawUtf8Value(key))
            ? key.GetString() : null;
    }
}

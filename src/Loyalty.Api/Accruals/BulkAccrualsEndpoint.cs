using FastEndpoints;
using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Calls;
using Loyalty.Api.Hosting;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Accruals;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;

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
public sealed record BulkAccrualReceipt(IReadOnlyList<BulkAccrualResult> Results, int Succeeded, int Failed);

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
    const int ItemsAtOneTime = 100;

    /// <summary>Each may have 8 MiB in memory.</summary>
    const int MaxAtOneTime = 4;

    static int underWay;

    protected override Call Call => new(Http.POST, "/v1/programs/{program}/accruals/bulk", "AccruePointsInBulk")
    {
        Summary = "Up to 1,000 accruals, with a result each.",
        Scope = Scope.Accrue,
        Answers = AnswerForm.Ok<BulkAccrualReceipt>(),
        Body = typeof(BulkAccrualBody),
    };

    protected override async Task<CallAnswer> Handle(CancellationToken ct)
    {
        try
        {
            if (Interlocked.Increment(ref underWay) > MaxAtOneTime)
            {
                throw new StoreUnavailableException("Too many lists of accruals are under way.");
            }

            var (items, refusal) = await JsonBody.Read(
                HttpContext.Request, Limits.MaxBulkBytes, json => JsonBody.Items(json, MaxItems), ct);
            return refusal is not null ? refusal : CallAnswer.Json(await AccrueAll(items!, ct));
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    async Task<BulkAccrualReceipt> AccrueAll(IReadOnlyList<JsonElement> items, CancellationToken ct)
    {
        // Items under one key are one request and its repeats: these go one after the other.
        var results = new BulkAccrualResult[items.Count];
        var together = items.Select((item, place) => (Item: item, Place: place))
            .GroupBy(one => KeyOf(one.Item) ?? $"{one.Place} has none");
        await Parallel.ForEachAsync(
            together,
            new ParallelOptions { MaxDegreeOfParallelism = ItemsAtOneTime, CancellationToken = ct },
            async (same, token) =>
            {
                foreach (var (item, place) in same)
                {
                    results[place] = await Accrue(item, token);
                }
            });
        var succeeded = results.Count(result => result.Accrual is not null);
        return new(results, succeeded, results.Length - succeeded);
    }

    async Task<BulkAccrualResult> Accrue(JsonElement json, CancellationToken ct)
    {
        var key = KeyOf(json);
        var (item, refusal) = JsonBody.Parse<BulkAccrualItem>(JsonMarshal.GetRawUtf8Value(json));
        if (refusal is not null)
        {
            return Failed(refusal);
        }

        var request = CurrentRequest.Context with
        {
            Path = "",
            IdempotencyKey = IdempotencyHeader.Read(item!.IdempotencyKey is { } given ? [given] : []),
        };
        try
        {
            var result = await HttpContext.RequestServices.SendAlone(request, item.ToCommand(Program), ct);
            return result.IsOk
                ? new() { IdempotencyKey = key, Status = StatusCodes.Status201Created, Accrual = result.Value }
                : Failed(Refusal.Of(result.Decline!));
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            return Failed(Resolve<Faults>().Describe(error));
        }

        BulkAccrualResult Failed(Refusal refused) => new()
        {
            IdempotencyKey = key,
            Status = refused.Status,
            Problem = Problem.Of(refused, HttpContext),
        };
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

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
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;

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

    /// <summary>A sender who is slower than that is let go.</summary>
    static readonly TimeSpan ReadingPatience = TimeSpan.FromSeconds(30);

    /// <summary>Each may have 8 MiB in memory.</summary>
    static readonly Places Reading = new(
        ofKey: 4, ofOperator: 8, ofAll: 16, "Too many lists of accruals are being sent.");

    /// <summary>Taken once a list is here: who sends slowly takes none.</summary>
    static readonly Places UnderWay = new(
        ofKey: 2, ofOperator: 4, ofAll: 8, "Too many lists of accruals are under way.");

    protected override Call Call => new(Http.POST, "/v1/programs/{program}/accruals/bulk", "AccruePointsInBulk")
    {
        Summary = "Up to 1,000 accruals, with a result each.",
        Scope = Scope.Accrue,
        Answers = AnswerForm.Ok<BulkAccrualReceipt>(),
        Body = typeof(BulkAccrualBody),
    };

    protected override async Task<CallAnswer> Handle(CancellationToken ct)
    {
        var (items, refusal) = await ReadItems(ct);
        if (refusal is not null)
        {
            return refusal;
        }

        using var place = UnderWay.Take(CurrentRequest.Context.Caller);
        return CallAnswer.Json(await AccrueAll(items!, ct));
    }

    async Task<(IReadOnlyList<JsonElement>? Items, Refusal? Refusal)> ReadItems(CancellationToken ct)
    {
        using var place = Reading.Take(CurrentRequest.Context.Caller);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(ReadingPatience);
        try
        {
            return await JsonBody.Read(
                HttpContext.Request, Limits.MaxBulkBytes, json => JsonBody.Items(json, MaxItems), patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, Refusal.Of(StatusCodes.Status408RequestTimeout));
        }
    }

    async Task<BulkAccrualReceipt> AccrueAll(IReadOnlyList<JsonElement> items, CancellationToken ct)
    {
        // Items of one member go one after the other, in the order of the list.
        var results = new BulkAccrualResult[items.Count];
        var all = items.Select(ReadItem.Of).ToList();
        var known = await Mediator.Send(
            new FindMembers(Program, [.. all.Select(item => item.Member).OfType<MemberInput>().Distinct()]), ct);
        var together = all.Select((item, place) => (Item: item, Place: place))
            .GroupBy(one => one.Item.Member is not { } member ? $"{one.Place} names none"
                : known.Value.TryGetValue(member, out var id) ? $"{id}"
                : $"{member}");
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

    async Task<BulkAccrualResult> Accrue(ReadItem read, CancellationToken ct)
    {
        if (read.Body is not { } item)
        {
            return Failed(read.Refusal!);
        }

        var request = CurrentRequest.Context with
        {
            Path = "",
            IdempotencyKey = IdempotencyHeader.Read(item.IdempotencyKey is { } given ? [given] : []),
        };
        try
        {
            var result = await HttpContext.RequestServices.SendAlone(request, item.ToCommand(Program), ct);
            return result.IsOk
                ? new() { IdempotencyKey = read.Key, Status = StatusCodes.Status201Created, Accrual = result.Value }
                : Failed(Refusal.Of(result.Decline!));
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            return Failed(Resolve<Faults>().Describe(error));
        }

        BulkAccrualResult Failed(Refusal refused) => new()
        {
            IdempotencyKey = read.Key,
            Status = refused.Status,
            Problem = Problem.Of(refused, HttpContext),
        };
    }

    /// <summary>An item as it was sent, read once; it is refused when its turn comes.</summary>
    /// <param name="Key">Told in its result; null when it has none that is a string.</param>
    /// <param name="Body">Null when there is a refusal.</param>
    sealed record ReadItem(string? Key, BulkAccrualItem? Body, Refusal? Refusal)
    {
        /// <summary>Null when it names none that can be.</summary>
        public MemberInput? Member { get; } =
            Body?.Member is { } member && member.TryRead() is not null ? member : null;

        public static ReadItem Of(JsonElement item)
        {
            var (body, refusal) = JsonBody.Parse<BulkAccrualItem>(JsonMarshal.GetRawUtf8Value(item));
            return new(KeyOf(item), body, refusal);
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
            return key.ValueKind == JsonValueKind.String
                && !JsonBody.HasUnstorableText(JsonMarshal.GetRawUtf8Value(key)) ? key.GetString() : null;
        }
    }
}

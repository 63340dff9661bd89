using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Application.Accruals;
using Loyalty.Application.Json;
using Loyalty.Application.Ledger;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Infrastructure.Sql;

/// <summary>
/// A use case's result as recorded under a key: a form version, then JSON. The endpoint renders it again, so a change
/// of wording or of the HTTP form needs no change here.
/// </summary>
static class OutcomeText
{
    const string Form = "1 ";

    static readonly JsonSerializerOptions Options = LoyaltyJson.With(OutcomeJson.Default);

    public static string Write<T>(Result<T> result) => Form + JsonSerializer.Serialize(
        result.IsOk ? new StoredOutcome<T> { Ok = result.Value }
            : new StoredOutcome<T> { Decline = result.Decline }, Options);

    /// <exception cref="InvalidOperationException">The text is of a form that this version does not know.</exception>
    public static Result<T> Read<T>(string text)
    {
        if (!text.StartsWith(Form, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("A recorded outcome has an unknown form.");
        }

        var outcome = JsonSerializer.Deserialize<StoredOutcome<T>>(text.AsSpan(Form.Length), Options)!;
        return outcome.Decline is { } decline ? decline with { Errors = [] } : outcome.Ok!;
    }
}

/// <summary>A result as it is recorded.</summary>
sealed record StoredOutcome<T>
{
    public T? Ok { get; init; }

    public Decline? Decline { get; init; }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StoredOutcome<RedemptionReceipt>))]
[JsonSerializable(typeof(StoredOutcome<CancellationReceipt>))]
[JsonSerializable(typeof(StoredOutcome<AccrualReceipt>))]
[JsonSerializable(typeof(StoredOutcome<ValidationReceipt>))]
sealed partial class OutcomeJson : JsonSerializerContext;

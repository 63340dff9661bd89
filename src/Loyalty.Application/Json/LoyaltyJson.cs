using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Loyalty.Application.Json;

/// <summary>How this service reads and writes JSON everywhere: snake_case, nothing unknown, nothing twice.</summary>
public static class LoyaltyJson
{
    public static readonly JsonSerializerOptions Options = With(ApplicationJson.Default);

    /// <summary>For what is read without a type: the serializer's own rule does not reach there.</summary>
    public static readonly JsonDocumentOptions NothingTwice = new() { AllowDuplicateProperties = false };

    /// <summary>Uses source-generated metadata where there is some, reflection otherwise.</summary>
    public static JsonSerializerOptions With(IJsonTypeInfoResolver generated) => Apply(new()
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(generated, new DefaultJsonTypeInfoResolver()),
    });

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new PointsConverter());
        options.Converters.Add(new FactorConverter());
        options.Converters.Add(new MoneyAmountConverter());
        options.Converters.Add(new TimeConverter());
        options.Converters.Add(new MetadataConverter());
        options.Converters.Add(new TransactionNumberConverter());
        return options;
    }
}

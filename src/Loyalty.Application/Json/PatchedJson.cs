using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Loyalty.Domain;

namespace Loyalty.Application.Json;

/// <summary>A document with a patch merged in, read as strictly as a whole new one.</summary>
public static class PatchedJson
{
    public static Result<T> Apply<T>(T document, JsonObject patch, IValidator<T> validator)
    {
        var current = (JsonObject)JsonSerializer.SerializeToNode(document, LoyaltyJson.Options)!;
        var merged = MergePatch.Apply(current, patch);
        T patched;
        try
        {
            patched = merged.Deserialize<T>(LoyaltyJson.Options)!;
        }
        catch (JsonException error)
        {
            return Declines.Invalid([JsonErrors.Describe(error)]);
        }

        var result = validator.Validate(patched);
        return result.IsValid
            ? patched
            : Declines.Invalid([.. result.Errors.Select(failure => new FieldError(
                JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.PropertyName), failure.ErrorCode,
                    failure.ErrorMessage))]);
    }
}

/// <summary>Tells a caller what the JSON reader disliked, without naming our types.</summary>
public static class JsonErrors
{
    public static FieldError Describe(JsonException error)
    {
        var field = error.Path is null or "$" ? "body" : error.Path.Replace("$.", "", StringComparison.Ordinal);
        var ours = error.InnerException is null && error.Message.StartsWith("Must ", StringComparison.Ordinal)
            || error.Message.StartsWith("Has ", StringComparison.Ordinal);
        return error.Message switch
        {
            _ when ours => new(field, "invalid_format", error.Message.Split(" Path: ")[0]),
            var text when text.Contains("could not be mapped", StringComparison.Ordinal) =>
                new(field, "unknown_property", "There is no such property."),
            var text when text.Contains("uplicate", StringComparison.Ordinal) =>
                new(field, "duplicate_property", "A property stands more than once."),
            var text when text.Contains("could not be converted", StringComparison.Ordinal)
                || text.Contains("null", StringComparison.OrdinalIgnoreCase) =>
                new(field, "wrong_type", "Has the wrong type."),
            var text when text.Contains("missing required", StringComparison.Ordinal) =>
                new(field, "required", "A required property is missing."),
            _ => new(field, "invalid_json", "Is no valid JSON."),
        };
    }
}

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

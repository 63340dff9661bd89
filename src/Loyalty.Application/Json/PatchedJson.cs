using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;

namespace Loyalty.Application.Json;

/// <summary>A document with a patch merged in, read as strictly as a whole new one.</summary>
public static class PatchedJson
{
    /// <param name="nullIsAValue">Names of the members that null does not remove.</param>
    public static Result<T> Apply<T>(
        T document, JsonObject patch, IValidator<T> validator, IReadOnlyList<string>? nullIsAValue = null)
    {
        var current = (JsonObject)JsonSerializer.SerializeToNode(document, LoyaltyJson.Options)!;
        var merged = MergePatch.Apply(current, patch, nullIsAValue ?? []);
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
        return result.IsValid ? patched : Declines.Invalid([.. result.FieldErrors()]);
    }
}

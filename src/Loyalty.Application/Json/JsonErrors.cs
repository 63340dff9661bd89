using System.Text.Json;
using Loyalty.Domain;

namespace Loyalty.Application.Json;

/// <summary>A value that is JSON, but none of ours.</summary>
public sealed class InvalidValueException(FieldCode code, string? message = null)
    : JsonException(message ?? code.Message)
{
    public FieldCode Code { get; } = code;
}

/// <summary>Tells a caller what the JSON reader disliked, without naming our types.</summary>
public static class JsonErrors
{
    /// <summary>
    /// The reader tells kinds of errors apart by its English text alone, so that text has to be looked at here:
    /// BodyFormTests would notice another wording.
    /// </summary>
    public static FieldError Describe(JsonException error)
    {
        var field = error.Path is null or "$" ? "body" : error.Path.Replace("$.", "", StringComparison.Ordinal);
        return error.Message switch
        {
            _ when error is InvalidValueException invalid => invalid.Code.At(field, invalid.Message),
            var text when text.Contains("could not be mapped", StringComparison.Ordinal) =>
                FieldCodes.UnknownProperty.At(field),
            var text when text.Contains("uplicate", StringComparison.Ordinal) => FieldCodes.DuplicateProperty.At(field),
            _ when error.InnerException is FormatException => FieldCodes.OutOfRange.At(
                field, $"Must be a whole number of {int.MinValue} to {int.MaxValue}."),
            var text when text.Contains("could not be converted", StringComparison.Ordinal)
                || text.Contains("null", StringComparison.OrdinalIgnoreCase) => FieldCodes.WrongType.At(field),
            var text when text.Contains("missing required", StringComparison.Ordinal) =>
                FieldCodes.Required.At(field, "A required property is missing."),
            _ => FieldCodes.InvalidJson.At(field),
        };
    }
}

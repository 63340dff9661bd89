using System.Text.Json;
using Loyalty.Domain;

namespace Loyalty.Application.Json;

/// <summary>A value that is JSON, but none of ours.</summary>
/// <param name="code">One of the field codes of docs/errors.md.</param>
public sealed class InvalidValueException(string code, string message) : JsonException(message)
{
    public string Code { get; } = code;

    public static InvalidValueException Form(string message) => new("invalid_format", message);

    public static InvalidValueException Type() => new("wrong_type", JsonErrors.WrongType);
}

/// <summary>Tells a caller what the JSON reader disliked, without naming our types.</summary>
public static class JsonErrors
{
    public const string WrongType = "Has the wrong type.";

    public static FieldError Describe(JsonException error)
    {
        var field = error.Path is null or "$" ? "body" : error.Path.Replace("$.", "", StringComparison.Ordinal);
        return error.Message switch
        {
            _ when error is InvalidValueException invalid => new(field, invalid.Code, invalid.Message),
            var text when text.Contains("could not be mapped", StringComparison.Ordinal) =>
                new(field, "unknown_property", "There is no such property."),
            var text when text.Contains("uplicate", StringComparison.Ordinal) =>
                new(field, "duplicate_property", "A property stands more than once."),
            _ when error.InnerException is FormatException =>
                new(field, "out_of_range", $"Must be a whole number of {int.MinValue} to {int.MaxValue}."),
            var text when text.Contains("could not be converted", StringComparison.Ordinal)
                || text.Contains("null", StringComparison.OrdinalIgnoreCase) =>
                new(field, "wrong_type", WrongType),
            var text when text.Contains("missing required", StringComparison.Ordinal) =>
                new(field, "required", "A required property is missing."),
            _ => new(field, "invalid_json", "Is no valid JSON."),
        };
    }
}

using System.Globalization;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Domain;

namespace Loyalty.Api.Calls;

/// <summary>Reads query parameters; each may stand once, and only those that the operation documents.</summary>
public sealed class QueryReader(HttpRequest request)
{
    readonly List<FieldError> errors = [];

    /// <summary>What was wrong with the parameters read so far.</summary>
    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>
    /// A parameter that the operation does not know, that stands twice or has no value: a typo never passes silently,
    /// and what was meant as a filter never lets everything through.
    /// </summary>
    public Decline? Unknown
    {
        get
        {
            var operation = request.HttpContext.GetEndpoint()!.Metadata.GetRequiredMetadata<Call>();
            var unknown = request.Query.Keys.FirstOrDefault(name => !operation.Query.Any(known => known.Name == name));
            var repeated = request.Query.FirstOrDefault(pair => pair.Value.Count > 1).Key;
            var empty = request.Query.FirstOrDefault(pair => pair.Value.All(string.IsNullOrEmpty)).Key;
            return unknown is not null
                ? FieldCodes.UnknownParameter.Decline(unknown)
                : repeated is not null
                    ? FieldCodes.DuplicateProperty.Decline(repeated, "A parameter stands more than once.")
                : empty is not null
                    ? FieldCodes.EmptyParameter.Decline(empty)
                : null;
        }
    }

    /// <summary>Null when absent.</summary>
    public string? Text(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Null when absent.</summary>
    public string? OneOf(string name, params string[] values)
    {
        if (Text(name) is not { } text || values.Contains(text))
        {
            return Text(name);
        }

        errors.Add(FieldCodes.UnknownValue.At(name, $"Must be one of: {string.Join(", ", values)}."));
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        // A plus sign that was not percent-encoded arrives as a space.
        if (TimeConverter.TryParse(text.Replace(' ', '+'), out var time))
        {
            return time;
        }

        var (code, message) = TimeConverter.WrongWith(text);
        errors.Add(code.At(name, message));
        return null;
    }

    /// <summary>Limit and cursor; the cursor has to be of this list with these filters.</summary>
    public PageRequest Page()
    {
        var limit = PageRequest.DefaultLimit;
        var text = Text("limit");
        if (text?.TrimStart('-').AsSpan().ContainsAnyExceptInRange('0', '9') is true)
        {
            errors.Add(FieldCodes.InvalidFormat.At("limit", "Must be a whole number."));
        }
        else if (text is not null && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
            || limit is < 1 or > PageRequest.MaxLimit))
        {
            errors.Add(FieldCodes.OutOfRange.At("limit", $"Must be 1 to {PageRequest.MaxLimit}."));
        }

        var filters = request.Query.Where(pair => pair.Key is not ("limit" or "cursor"))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        var list = $"{request.Path.Value}?{string.Join('&', filters)}";
        var after = "";
        if (Text("cursor") is { } cursor && !Cursor.TryRead(list, cursor, out after))
        {
            errors.Add(FieldCodes.InvalidCursor.At("cursor"));
        }

        return new(limit, Text("cursor") is null ? null : after, list);
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Application.Json;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;

namespace Loyalty.Api.Compat;

/// <summary>
/// What a vendor's client sent, whatever its form: members by name. Members that nobody asks for are ignored; what is
/// wrong with those that are asked for is collected.
/// </summary>
sealed class VendorMessage(JsonObject members)
{
    readonly List<FieldError> errors = [];

    /// <summary>Null while nothing is wrong.</summary>
    public Decline? Error => errors.Count == 0 ? null : Declines.Invalid(errors);

    public bool Has(string name) => members[name] is not null and not JsonValue || Text(name) is not null;

    /// <summary>A text without spaces around it, or a number or flag as text; an empty one is absent.</summary>
    public string? Text(string name)
    {
        switch (members[name])
        {
            case null:
                return null;
            case JsonValue value:
                var text = value.GetValueKind() == JsonValueKind.String
                    ? value.GetValue<string>()
                    : value.ToJsonString();
                text = text.Trim();
                return text.Length == 0 ? null : text;
            default:
                errors.Add(FieldCodes.WrongType.At(name));
                return null;
        }
    }

    public string? Required(string name)
    {
        var text = Text(name);
        if (text is null && errors.TrueForAll(error => error.Field != name))
        {
            errors.Add(FieldCodes.Required.At(name));
        }

        return text;
    }

    /// <summary>true, 1 and their texts; absent: false.</summary>
    public bool Flag(string name) => Text(name)?.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        null or "false" or "0" => false,
        _ => Wrong(name, FieldCodes.WrongType, false),
    };

    /// <summary>Clients that hold numbers as fractions write 1.0.</summary>
    public int? Whole(string name) => Text(name) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number <= int.MaxValue ? (int)number
        : Wrong(name, FieldCodes.InvalidFormat, (int?)null, "Must be a whole number of 0 to 2147483647.");

    /// <summary>Both bounds included.</summary>
    public int Whole(string name, int least, int most, int usual)
    {
        var number = Whole(name) ?? usual;
        return number >= least && number <= most
            ? number
            : Wrong(name, FieldCodes.OutOfRange, usual, $"Must be {least} to {most}.");
    }

    public DateTimeOffset? Time(string name) => Text(name) is not { } text ? null
        : TimeConverter.TryParse(text, out var time) ? time
        : Wrong(name, TimeConverter.WrongWith(text).Code, (DateTimeOffset?)null,
            "Must be a time as in 2024-09-01T12:34:56Z, of the years 1900 to 9998.");

    /// <summary>Read from its text, so that no binary fraction comes between.</summary>
    public Points? Amount(string name) => Text(name) is not { } text ? null
        : Points.TryParse(text, out var points) ? points
        : Wrong(name, text.StartsWith('-') ? FieldCodes.NotPositive : FieldCodes.InvalidFormat, (Points?)null);

    /// <summary>A transaction by our id.</summary>
    public TransactionNumber? Transaction(string name) => Text(name) is not { } text ? null
        : TransactionNumber.TryParse(text, out var number) ? number
        : Wrong(name, FieldCodes.InvalidFormat, (TransactionNumber?)null);

    /// <summary>An object of the client's own.</summary>
    public Metadata? Object(string name)
    {
        // What a client of PHP makes of no members.
        if (members[name] is JsonArray { Count: 0 })
        {
            return null;
        }

        if (members[name] is null or JsonValue)
        {
            return Text(name) is null ? null : Wrong(name, FieldCodes.WrongType, (Metadata?)null);
        }

        try
        {
            return members[name].Deserialize<Metadata>(LoyaltyJson.Options);
        }
        catch (JsonException)
        {
            return Wrong(name, FieldCodes.InvalidFormat, (Metadata?)null);
        }
    }

    /// <summary>Notes what is wrong with a member.</summary>
    public T Wrong<T>(string name, FieldCode code, T instead, string? message = null)
    {
        errors.Add(code.At(name, message));
        return instead;
    }
}

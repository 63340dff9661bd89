using Loyalty.Domain.Members;
using PhoneNumbers;

namespace Loyalty.Application.Members;

/// <summary>Turns what a caller wrote into an identifier in its normal form.</summary>
public static class Identifiers
{
    const int MaxEmailLength = 254;

    /// <summary>Null when the value is none of that kind.</summary>
    public static Identifier? Read(string kind, string value)
    {
        var normal = kind switch
        {
            IdentifierKind.Email => Email(value),
            IdentifierKind.Phone => Phone(value),
            _ => value.Length is >= 1 and <= Identifier.MaxLength && value.Trim().Length == value.Length ? value : null,
        };
        return normal is null ? null : new(kind, normal);
    }

    static string? Email(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        var isAddress = at > 0 && at == value.LastIndexOf('@') && at < value.Length - 1
            && value.Length <= MaxEmailLength
            && !value.Any(unit => char.IsWhiteSpace(unit) || char.IsControl(unit));
        return isAddress ? value.ToLowerInvariant() : null;
    }

    /// <summary>E.164 as it stands: no spaces, no national form; and a number that can exist in its country.</summary>
    static string? Phone(string value)
    {
        var phones = PhoneNumberUtil.GetInstance();
        return value.StartsWith('+') && !value.AsSpan(1).ContainsAnyExceptInRange('0', '9')
            && value.Length is > 4 and <= 16
            && phones.IsPossibleNumber(value, null)
            && phones.IsValidNumber(phones.Parse(value, null))
                ? value
                : null;
    }
}

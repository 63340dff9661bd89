using System.Globalization;
using Loyalty.Application.Pipeline;
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
            _ => value.Length is >= 1 and <= Identifier.MaxLength && value.Trim().Length == value.Length
                && !value.Any(Rules.BreaksLines) ? value : null,
        };
        return normal is null ? null : new(kind, normal);
    }

    static string? Email(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        var isAddress = at > 0 && at == value.LastIndexOf('@') && at < value.Length - 1
            && value.Length <= MaxEmailLength
            && !value.Any(unit => char.IsWhiteSpace(unit) || char.IsControl(unit) || IsInvisible(unit));
        return isAddress ? value[..at].ToLowerInvariant() + "@" + Ascii(value[(at + 1)..].ToLowerInvariant()) : null;
    }

    /// <summary>
    /// What nobody sees would make another member of the same address: format characters, and accents that come apart
    /// from their letters. (Putting these together needs the tables of a library that the service does without.)
    /// </summary>
    static bool IsInvisible(char unit) =>
        char.GetUnicodeCategory(unit) == UnicodeCategory.Format || unit is >= '\u0300' and <= '\u036F';

    /// <summary>
    /// A domain name's own letters and their ASCII form (punycode) mean the same; one that has none stays.
    /// </summary>
    static string Ascii(string domain)
    {
        try
        {
            return System.Text.Ascii.IsValid(domain) ? domain : DomainNames.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            // No name of a domain that could exist; as an identifier it may.
            return domain;
        }
    }

    static readonly IdnMapping DomainNames = new();

    /// <summary>
    /// E.164 as it stands: no spaces, no national form, of a length that its country has. Tables of the ranges in use
    /// are not looked at: they age.
    /// </summary>
    static string? Phone(string value) =>
        value.StartsWith('+') && !value.AsSpan(1).ContainsAnyExceptInRange('0', '9')
            && value.Length is > 4 and <= 16
            && PhoneNumberUtil.GetInstance().IsPossibleNumber(value, null)
                ? value
                : null;
}

using System.Globalization;
using System.Text;
using ADRaffy.ENSNormalize;
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
        return normal is null ? null : new(kind, normal) { Written = value };
    }

    /// <summary>
    /// Characters that nobody sees are refused: they would make another member of the same address.
    /// </summary>
    static string? Email(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        var isAddress = at > 0 && at == value.LastIndexOf('@') && at < value.Length - 1
            && value.Length <= MaxEmailLength
            && !value.EnumerateRunes().Any(
                rune => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || IsInvisible(rune));
        if (!isAddress)
        {
            return null;
        }

        var normal = Ascii.IsValid(value) ? value.ToLowerInvariant() : Composed(Composed(value).ToLowerInvariant());
        at = normal.IndexOf('@', StringComparison.Ordinal);
        return $"{normal[..at]}@{Domain(normal[(at + 1)..])}";
    }

    /// <summary>A text to search for, as addresses are stored.</summary>
    public static string? Searched(string? text) => text is null || Ascii.IsValid(text) ? text : Composed(text);

    /// <summary>Lower case may come apart again.</summary>
    static string Composed(string text) => ENSNormalize.NF.NFC(text);

    static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0
            or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>
    /// A domain name's own letters and their ASCII form (punycode) mean the same; one that has none stays.
    /// </summary>
    static string Domain(string domain)
    {
        try
        {
            return Ascii.IsValid(domain) ? domain : DomainNames.GetAscii(domain);
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

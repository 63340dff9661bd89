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
    /// Format characters, which nobody sees, are refused: they would make another member of the same address.
    /// </summary>
    static string? Email(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        var isAddress = at > 0 && at == value.LastIndexOf('@') && at < value.Length - 1
            && value.Length <= MaxEmailLength
            && !value.Any(unit => char.IsWhiteSpace(unit) || char.IsControl(unit)
                || char.GetUnicodeCategory(unit) == UnicodeCategory.Format);
        if (!isAddress)
        {
            return null;
        }

        var composed = Ascii.IsValid(value) ? value : ENSNormalize.NF.NFC(value);
        at = composed.IndexOf('@', StringComparison.Ordinal);
        return composed[..at].ToLowerInvariant() + "@" + Domain(composed[(at + 1)..].ToLowerInvariant());
    }

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

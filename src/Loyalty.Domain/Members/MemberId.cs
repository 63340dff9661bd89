using System.Globalization;
using Loyalty.Domain.Accounts;

namespace Loyalty.Domain.Members;

/// <summary>
/// Number of a member, 1…2^31−1, unique over all operators; its text form is <c>mbr_</c> and the number.
/// </summary>
public readonly record struct MemberId(int Number)
{
    public const string Prefix = "mbr_";

    public short Bucket => Buckets.Of(Number);

    public static bool TryParse(string? text, out MemberId id)
    {
        id = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture,
                out var number))
        {
            return false;
        }

        id = new(number);
        return number > 0 && id.ToString() == text;
    }

    public override string ToString() => Prefix + Number.ToString(CultureInfo.InvariantCulture);
}

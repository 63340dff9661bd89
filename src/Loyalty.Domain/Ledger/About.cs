using System.Collections.Immutable;
using System.Text.Json;

namespace Loyalty.Domain.Ledger;

/// <summary>
/// What an entry is about beyond what its columns tell, by name: what came into the service later has no column of its
/// own. Its text is a part of the entry's hash, so there is one way of writing it: JSON, in the order of the names.
/// </summary>
public sealed record About
{
    public const string PromotionId = "promotion_id";

    // Of a reward, by the entry that fixes its terms.
    public const string Type = "type";
    public const string OptionId = "option_id";
    public const string Currency = "currency";
    public const string Value = "value";
    public const string PointsPerUnit = "points_per_unit";
    public const string Bonus = "bonus";
    public const string Percent = "percent";
    public const string FeePercent = "fee_percent";
    public const string FeeFixed = "fee_fixed";
    public const string Combinable = "combinable";
    public const string Whole = "whole";
    public const string Stock = "stock";
    public const string Transferable = "transferable";
    public const string ValidDays = "valid_days";
    public const string ValidMonths = "valid_months";

    // By the entry that gives the code: a hold's commit, or the first one.
    public const string Code = "code";
    public const string CodeExpiresAt = "code_expires_at";

    static readonly ImmutableSortedDictionary<string, string> Empty =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static readonly About Nothing = new(Empty, null);

    readonly ImmutableSortedDictionary<string, string> values;

    About(ImmutableSortedDictionary<string, string> values, string? text) => (this.values, Text) = (values, text);

    /// <summary>As it is stored; null when nothing is said.</summary>
    public string? Text { get; }

    public string? this[string name] => values.GetValueOrDefault(name);

    public static About Read(string? text) => text is null
        ? Nothing
        : new(Empty.AddRange(JsonSerializer.Deserialize<Dictionary<string, string>>(text)!), text);

    public About With(string name, string value) => With([new(name, value)]);

    public About With(IEnumerable<KeyValuePair<string, string>> named)
    {
        var more = values.SetItems(named);
        return more.IsEmpty ? this : new(more, JsonSerializer.Serialize(more));
    }

    public bool Equals(About? other) => Text == other?.Text;

    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;
}

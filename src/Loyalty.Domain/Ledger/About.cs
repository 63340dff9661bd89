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

    public About With(string name, string value)
    {
        var more = values.SetItem(name, value);
        return new(more, JsonSerializer.Serialize(more));
    }

    public bool Equals(About? other) => Text == other?.Text;

    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;
}

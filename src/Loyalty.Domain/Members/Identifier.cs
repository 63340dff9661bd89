namespace Loyalty.Domain.Members;

/// <summary>
/// What a member is known by: unique per operator and kind. Two are the same when their normal forms are.
/// </summary>
/// <param name="Value">In its normal form: an e-mail in lower case, a phone in E.164.</param>
public sealed record Identifier(string Kind, string Value)
{
    public const int MaxLength = 255;

    /// <summary>As somebody wrote it, and as it is shown.</summary>
    public string Written { get; init; } = Value;

    public bool IsCustom => Kind.StartsWith(IdentifierKind.CustomPrefix, StringComparison.Ordinal);

    public bool Equals(Identifier? other) => other is not null && Kind == other.Kind && Value == other.Value;

    public override int GetHashCode() => HashCode.Combine(Kind, Value);
}

public static class IdentifierKind
{
    public const string Email = "email";
    public const string Phone = "phone";
    public const string ExternalId = "external_id";
    public const string PosAccountId = "pos_account_id";
    public const string CardNumber = "card_number";
    public const string CardExternalId = "card_external_id";

    /// <summary>A program's own field is a kind of its own: "custom:user_id".</summary>
    public const string CustomPrefix = "custom:";

    public static readonly IReadOnlyList<string> Standard =
        [Email, Phone, ExternalId, PosAccountId, CardNumber, CardExternalId];
}

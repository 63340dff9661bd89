namespace Loyalty.Domain.Members;

/// <summary>
/// What a member is known by: unique per operator and kind. The value is stored in its normal form (e-mail in lower
/// case, phone in E.164).
/// </summary>
public sealed record Identifier(string Kind, string Value)
{
    public const int MaxLength = 255;

    public bool IsCustom => Kind.StartsWith(IdentifierKind.CustomPrefix, StringComparison.Ordinal);
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

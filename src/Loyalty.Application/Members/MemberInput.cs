using System.Text.Json.Serialization;
using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Members;

/// <summary>A reference to a member as a caller writes it: exactly one of these.</summary>
public sealed record MemberInput
{
    public string? Email { get; init; }

    /// <summary>E.164, as in +37061234567.</summary>
    public string? Phone { get; init; }

    public string? ExternalId { get; init; }

    public string? PosAccountId { get; init; }

    public string? CardNumber { get; init; }

    public string? CardExternalId { get; init; }

    /// <summary>As in mbr_1001.</summary>
    public string? MemberId { get; init; }

    public CustomIdentifier? Custom { get; init; }

    /// <summary>Reads "kind:value" or a bare member id; null when it is neither.</summary>
    public static MemberInput? FromPath(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, value) = colon < 0 ? ("member_id", text) : (text[..colon], text[(colon + 1)..]);
        return kind switch
        {
            "member_id" => new() { MemberId = value },
            IdentifierKind.Email => new() { Email = value },
            IdentifierKind.Phone => new() { Phone = value },
            IdentifierKind.ExternalId => new() { ExternalId = value },
            IdentifierKind.PosAccountId => new() { PosAccountId = value },
            IdentifierKind.CardNumber => new() { CardNumber = value },
            IdentifierKind.CardExternalId => new() { CardExternalId = value },
            "custom" when value.Split(':', 2) is [var field, var custom] => new() { Custom = new(field, custom) },
            _ => null,
        };
    }

    [JsonIgnore]
    public IReadOnlyList<(string Kind, string Value)> Given =>
    [
        .. new (string Kind, string? Value)[]
        {
            (IdentifierKind.Email, Email), (IdentifierKind.Phone, Phone), (IdentifierKind.ExternalId, ExternalId),
            (IdentifierKind.PosAccountId, PosAccountId), (IdentifierKind.CardNumber, CardNumber),
            (IdentifierKind.CardExternalId, CardExternalId), ("member_id", MemberId),
            (IdentifierKind.CustomPrefix + Custom?.Field, Custom?.Value),
        }.Where(part => part.Value is not null).Select(part => (part.Kind, part.Value!)),
    ];

    /// <summary>The reference in its normal form; null when the value is none of its kind.</summary>
    public MemberReference? TryRead() => Given switch
    {
        [("member_id", var text)] => Domain.Members.MemberId.TryParse(text, out var id) ? MemberReference.Of(id) : null,
        [var (kind, value)] => Identifiers.Read(kind, value) is { } identifier ? MemberReference.Of(identifier) : null,
        _ => null,
    };

    /// <exception cref="InvalidOperationException">The validator was not asked first.</exception>
    public MemberReference Reference() =>
        TryRead() ?? throw new InvalidOperationException("No valid member reference.");
}

/// <summary>One of the program's own fields.</summary>
public sealed record CustomIdentifier(string Field, string Value);

public sealed class MemberInputValidator : AbstractValidator<MemberInput>
{
    public MemberInputValidator()
    {
        RuleFor(input => input).Custom((input, context) =>
        {
            var field = context.PropertyPath.Length > 0 ? context.PropertyPath : "query";
            if (input.Given.Count != 1)
            {
                context.AddFailure(FieldCodes.ExactlyOne, field, "Exactly one identifier must be given.");
            }
            else if (input.TryRead() is null)
            {
                var kind = input.Given[0].Kind.Split(':')[0];
                context.AddFailure(FieldCodes.InvalidIdentifier,
                    context.PropertyPath.Length > 0 ? $"{field}.{kind}" : kind, $"Is no valid {kind}.");
            }
        });
    }
}

using System.Globalization;
using System.Text.Json.Serialization;
using FluentValidation;
using Loyalty.Application.Json;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Programs;
using Loyalty.Domain;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Members;

/// <summary>What a caller may say about a member, on registration and as the target of a patch.</summary>
public record MemberDocument
{
    public string? Email { get; init; }

    /// <summary>E.164, as in +37061234567.</summary>
    public string? Phone { get; init; }

    public string? ExternalId { get; init; }

    public string? PosAccountId { get; init; }

    public string? CardNumber { get; init; }

    public string? CardExternalId { get; init; }

    /// <summary>Value by field, for the fields that the program names in custom_fields.</summary>
    public IReadOnlyDictionary<string, string>? Custom { get; init; }

    /// <summary>Absent: first and last name.</summary>
    public string? Name { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    /// <summary>A date as in 1990-05-17, or without the year as in --05-17.</summary>
    public string? Birthday { get; init; }

    /// <summary>A date as in 2015-06-01.</summary>
    public string? Anniversary { get; init; }

    /// <summary>Whether the member may be written to or called, by channel: email, sms, phone.</summary>
    public IReadOnlyDictionary<string, bool>? Consents { get; init; }

    /// <summary>A JSON object of at most 4 KiB.</summary>
    public Metadata? Metadata { get; init; }

    /// <summary>ISO 639-1.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    [JsonIgnore]
    public IReadOnlyList<(string Kind, string Value)> Given =>
    [
        .. new (string Kind, string? Value)[]
        {
            (IdentifierKind.Email, Email), (IdentifierKind.Phone, Phone), (IdentifierKind.ExternalId, ExternalId),
            (IdentifierKind.PosAccountId, PosAccountId), (IdentifierKind.CardNumber, CardNumber),
            (IdentifierKind.CardExternalId, CardExternalId),
        }
        .Concat((Custom ?? new Dictionary<string, string>())
            .Select(pair => (Kind: IdentifierKind.CustomPrefix + pair.Key, Value: (string?)pair.Value)))
        .Where(part => part.Value is not null).Select(part => (part.Kind, part.Value!)),
    ];

    public Profile ReadProfile() => new()
    {
        Name = Name,
        FirstName = FirstName,
        LastName = LastName,
        Birthday = Birthday,
        Anniversary = Anniversary,
        Consents = Consents,
        Metadata = Metadata?.Json,
        Language = Language,
        Tags = Tags ?? [],
    };

    /// <summary>The identifiers in their normal form; call it on what the validator passed.</summary>
    public IReadOnlyList<Identifier> ReadIdentifiers() =>
        [.. Given.Select(given => Identifiers.Read(given.Kind, given.Value)).OfType<Identifier>()];
}

public sealed class MemberDocumentValidator : AbstractValidator<MemberDocument>
{
    const int MaxNameLength = 200;
    const int MaxTags = 50;
    const int MaxTagLength = 64;
    const int AnyLeapYear = 2000;
    static readonly string[] Channels = ["email", "sms", "phone"];

    public MemberDocumentValidator()
    {
        RuleFor(member => member).Must(member => member.Given.Count > 0).OverridePropertyName("identifiers")
            .Fails(FieldCodes.Required, "At least one identifier must be given.");
        RuleFor(member => member).Custom((member, context) =>
        {
            foreach (var (kind, value) in member.Given.Where(
                given => Identifiers.Read(given.Kind, given.Value) is null))
            {
                context.AddFailure(
                    FieldCodes.InvalidIdentifier, kind.Replace(':', '.'), $"Is no valid {kind.Split(':')[0]}.");
            }
        });
        RuleFor(member => member.Name).Line(MaxNameLength).NotBlank();
        RuleFor(member => member.FirstName).Line(MaxNameLength).NotBlank();
        RuleFor(member => member.LastName).Line(MaxNameLength).NotBlank();
        RuleFor(member => member.Birthday)
            .Must(day => day is null || IsDate(day) || (day.StartsWith("--", StringComparison.Ordinal)
                && IsDate($"{AnyLeapYear}{day[1..]}")))
            .Fails(FieldCodes.InvalidFormat, "Must be a date as in 1990-05-17, or --05-17 without the year.");
        RuleFor(member => member.Anniversary).Must(day => day is null || IsDate(day))
            .Fails(FieldCodes.InvalidFormat, "Must be a date as in 2015-06-01.");
        RuleFor(member => member.Consents).Custom((consents, context) =>
        {
            foreach (var channel in consents?.Keys.Except(Channels) ?? [])
            {
                context.AddFailure(
                    FieldCodes.UnknownProperty, $"consents.{channel}",
                    $"Consents are for: {string.Join(", ", Channels)}.");
            }
        });
        RuleFor(member => member.Metadata).Must(metadata => metadata is not { IsTooLarge: true })
            .Fails(FieldCodes.TooLarge, $"Must be at most {Metadata.MaxBytes} bytes of JSON.");
        RuleFor(member => member.Language).Must(language => language is null || Languages.IsCode(language))
            .Fails(FieldCodes.UnknownValue, "Must be a two-letter language code.");
        RuleFor(member => member.Tags)
            .Must(tags => tags is null || tags.Count <= MaxTags
                && tags.All(tag => tag?.Length is >= 1 and <= MaxTagLength && !tag.Any(Rules.BreaksLines)))
            .Fails(FieldCodes.InvalidLength, $"At most {MaxTags} tags of 1 to {MaxTagLength} characters.");
    }

    static bool IsDate(string text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

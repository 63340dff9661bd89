using System.Text.Json.Serialization;
using Loyalty.Application.Json;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Members;

namespace Loyalty.Application.Members;

/// <summary>A member as the API shows it.</summary>
public sealed record MemberView : IAboutMember
{
    public required string MemberId { get; init; }

    public required int Number { get; init; }

    /// <summary>By kind, as they were written; a program's own fields lie under "custom".</summary>
    public required IdentifiersView Identifiers { get; init; }

    /// <summary>As it was given, else first and last name.</summary>
    public string? Name { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Birthday { get; init; }

    public string? Anniversary { get; init; }

    public IReadOnlyDictionary<string, bool>? Consents { get; init; }

    public Metadata? Metadata { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>active, blocked, left (this program) or closed.</summary>
    public required string Status { get; init; }

    /// <summary>Why, in the words of who set it.</summary>
    public string? StatusReason { get; init; }

    /// <summary>Null as long as it is the first one.</summary>
    public DateTimeOffset? StatusChangedAt { get; init; }

    /// <summary>Name of the API key.</summary>
    public string? StatusChangedBy { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>In the program's default points currency.</summary>
    public required MemberTotals Totals { get; init; }

    /// <summary>The same member, of whom that is said.</summary>
    public MemberView With(Profile profile) => this with
    {
        Name = profile.ShownName,
        FirstName = profile.FirstName,
        LastName = profile.LastName,
        Birthday = profile.Birthday,
        Anniversary = profile.Anniversary,
        Consents = profile.Consents,
        Metadata = profile.Metadata is { } json ? new(json) : null,
        Language = profile.Language,
        Tags = profile.Tags,
    };
}

/// <summary>All points ever earned, redeemed (net of what was given back) and expired.</summary>
public sealed record MemberTotals(Points Earned, Points Redeemed, Points Expired);

/// <summary>Identifiers; absent kinds are not written.</summary>
public sealed record IdentifiersView
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Phone { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExternalId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PosAccountId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CardNumber { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CardExternalId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Custom { get; init; }

    public static IdentifiersView Of(IReadOnlyList<Identifier> identifiers) =>
        Of(identifiers.ToDictionary(identifier => identifier.Kind, identifier => identifier.Written));

    /// <summary>Of what is shown, by kind.</summary>
    public static IdentifiersView Of(IReadOnlyDictionary<string, string> identifiers)
    {
        var custom = identifiers.Where(
            pair => pair.Key.StartsWith(IdentifierKind.CustomPrefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[IdentifierKind.CustomPrefix.Length..], pair => pair.Value);
        return new()
        {
            Email = identifiers.GetValueOrDefault(IdentifierKind.Email),
            Phone = identifiers.GetValueOrDefault(IdentifierKind.Phone),
            ExternalId = identifiers.GetValueOrDefault(IdentifierKind.ExternalId),
            PosAccountId = identifiers.GetValueOrDefault(IdentifierKind.PosAccountId),
            CardNumber = identifiers.GetValueOrDefault(IdentifierKind.CardNumber),
            CardExternalId = identifiers.GetValueOrDefault(IdentifierKind.CardExternalId),
            Custom = custom.Count == 0 ? null : custom,
        };
    }
}

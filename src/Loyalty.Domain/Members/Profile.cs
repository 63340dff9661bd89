namespace Loyalty.Domain.Members;

/// <summary>What is said about a member besides identifiers; all of it is erased with the member.</summary>
public sealed record Profile
{
    public static readonly Profile Empty = new();

    /// <summary>Null: first and last name.</summary>
    public string? Name { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    /// <summary>As in 1990-05-17, or --05-17 without a year.</summary>
    public string? Birthday { get; init; }

    /// <summary>As in 2015-06-01.</summary>
    public string? Anniversary { get; init; }

    /// <summary>By channel: email, sms, phone; one that is absent was not asked for.</summary>
    public IReadOnlyDictionary<string, bool>? Consents { get; init; }

    /// <summary>A JSON object as text.</summary>
    public string? Metadata { get; init; }

    /// <summary>ISO 639-1.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? ShownName => Name
        ?? (FirstName is null && LastName is null ? null
            : string.Join(' ', new[] { FirstName, LastName }.Where(name => name is not null)));

    /// <summary>With what another one says where this one says nothing.</summary>
    public Profile CompletedBy(Profile other) => new()
    {
        Name = Name ?? other.Name,
        FirstName = FirstName ?? other.FirstName,
        LastName = LastName ?? other.LastName,
        Birthday = Birthday ?? other.Birthday,
        Anniversary = Anniversary ?? other.Anniversary,
        Consents = Consents is null || other.Consents is null ? Consents ?? other.Consents
            : Consents.UnionBy(other.Consents, consent => consent.Key)
                .ToDictionary(consent => consent.Key, consent => consent.Value),
        Metadata = Metadata ?? other.Metadata,
        Language = Language ?? other.Language,
        Tags = Tags.Count > 0 ? Tags : other.Tags,
    };
}

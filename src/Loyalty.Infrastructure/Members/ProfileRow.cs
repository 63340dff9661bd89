using System.Text.Json;
using Loyalty.Domain.Members;

namespace Loyalty.Infrastructure.Members;

/// <summary>
/// What is said about a member, as table "member" has it. A new column is a line in each of these, and a migration.
/// </summary>
record ProfileRow
{
    /// <summary>Of a member "m".</summary>
    public const string Columns = """
        m.name as Name, m.first_name as FirstName, m.last_name as LastName, m.birthday as Birthday,
            m.anniversary as Anniversary, m.consents::text as Consents, m.metadata as Metadata,
            m.language as Language, m.tags as Tags
        """;

    /// <summary>Sets them to the parameters.</summary>
    public const string Set = """
        name = @Name, first_name = @FirstName, last_name = @LastName, birthday = @Birthday,
            anniversary = @Anniversary, consents = @Consents::json, metadata = @Metadata,
            language = @Language, tags = @Tags
        """;

    public string? Name { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Birthday { get; init; }

    public string? Anniversary { get; init; }

    public string? Consents { get; init; }

    public string? Metadata { get; init; }

    public string? Language { get; init; }

    public required string[] Tags { get; init; }

    public static ProfileRow Of(Profile profile) => new()
    {
        Name = profile.Name,
        FirstName = profile.FirstName,
        LastName = profile.LastName,
        Birthday = profile.Birthday,
        Anniversary = profile.Anniversary,
        Consents = profile.Consents is { } consents ? JsonSerializer.Serialize(consents) : null,
        Metadata = profile.Metadata,
        Language = profile.Language,
        Tags = [.. profile.Tags],
    };

    public Profile ToProfile() => new()
    {
        Name = Name,
        FirstName = FirstName,
        LastName = LastName,
        Birthday = Birthday,
        Anniversary = Anniversary,
        Consents = Consents is null ? null : JsonSerializer.Deserialize<Dictionary<string, bool>>(Consents),
        Metadata = Metadata,
        Language = Language,
        Tags = Tags,
    };
}

using Loyalty.Application.Keys;

namespace Loyalty.Infrastructure.Keys;

/// <summary>A key as its row has it.</summary>
sealed record KeyRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Operator { get; init; }

    public required string[] Scopes { get; init; }

    public string[]? Programs { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RotatedAt { get; init; }

    public string? Line { get; init; }

    public KeyView ToView() => new()
    {
        Id = Id,
        Name = Name,
        Operator = Operator,
        Scopes = Scopes,
        Programs = new(Programs),
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
        RevokedAt = RevokedAt,
        LastUsedAt = LastUsedAt,
    };
}

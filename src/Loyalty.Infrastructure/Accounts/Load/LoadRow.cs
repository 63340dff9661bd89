using System.Collections.Immutable;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>One caller's row of the load statement.</summary>
sealed record LoadRow
{
    /// <summary>Null when the account named does not exist.</summary>
    public required string? ProgramCode { get; init; }

    public required long ProgramVersion { get; init; }

    public required Owner? Owner { get; init; }

    public required string? OwnerLanguage { get; init; }

    public required bool IsEnrolled { get; init; }

    /// <summary>Whether the account's lots and open holds were read with this row.</summary>
    public required bool HasLots { get; init; }

    public required bool HasAllLots { get; init; }

    /// <summary>Null when the owner has no account yet.</summary>
    public required int? AccountNumber { get; init; }

    public required int? CurrencyNumber { get; init; }

    /// <summary>The account's own row, without its currency.</summary>
    public required AccountState? Account { get; init; }

    public required string? Lots { get; init; }

    public required string? Redemptions { get; init; }

    /// <summary>False when the caller's key, which was to be confirmed, is valid no longer.</summary>
    public required bool IsKeyValid { get; init; }

    /// <summary>When the row was made, by the database's clock.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    public CallerFacts Caller { get; init; } = CallerFacts.None;

    /// <summary>The account's lots and open holds, with whichever row of this snapshot they were read.</summary>
    public SharedLots Shared { get; set; } = SharedLots.None;

    public AccountState ToState(PointsCurrency currency) =>
        (Account ?? new AccountState { Id = default, Currency = currency }) with
        {
            Currency = currency,
            Owner = Owner!,
            Lots = Shared.Lots,
            Horizon = Shared.Horizon,
            Redemptions = Shared.Redemptions.ToImmutableDictionary(redemption => redemption.Id),
        };
}

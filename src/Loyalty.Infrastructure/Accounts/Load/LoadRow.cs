using System.Collections.Immutable;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

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

    /// <summary>Whether the account's open holds were read with this row.</summary>
    public required bool HasHolds { get; init; }

    /// <summary>Null when the owner has no account yet.</summary>
    public required int? AccountNumber { get; init; }

    public required int? CurrencyNumber { get; init; }

    /// <summary>The account's own row, without its currency.</summary>
    public required AccountRow? Account { get; init; }

    public required string? Redemptions { get; init; }

    /// <summary>False when the caller's key, which was to be confirmed, is valid no longer.</summary>
    public required bool IsKeyValid { get; init; }

    /// <summary>When the row was made, by the database's clock.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    public CallerFacts Caller { get; init; } = CallerFacts.None;

    /// <summary>What of the account was read with whichever row of this snapshot.</summary>
    public SharedParts Shared { get; set; } = SharedParts.None;

    /// <summary>Its table's lots are needed, too.</summary>
    public bool LacksLots => Shared.Table is null && Shared.Told is { } told && !AccountRow.IsEnough(told.Value);

    /// <summary>The lots that stand on the account's row.</summary>
    public LotSet OnRow => Shared.Told?.Value.Lots ?? [];

    public AccountState ToState(PointsCurrency currency)
    {
        var state = (Shared.Told?.Value ?? new AccountState { Id = default, Currency = currency }) with
        {
            Currency = currency,
            Owner = Owner!,
            Redemptions = Shared.Redemptions.ToImmutableDictionary(redemption => redemption.Id),
        };
        return Shared.Table is not { } table ? state : state with
        {
            Lots = state.Lots.With(table.Lots),
            Horizon = table.Horizon,
            Behind = null,
        };
    }
}

/// <summary>Of an account, what all of its callers share.</summary>
/// <param name="Told">The account as its row alone tells it, unpacked for whoever asks first; null: there is none.
/// </param>
/// <param name="Table">The lots of its table; null: not read.</param>
sealed record SharedParts(Lazy<AccountState>? Told, LotsInTable? Table, IReadOnlyList<Redemption> Redemptions)
{
    public static readonly SharedParts None = new(null, null, []);

    /// <summary>Several rows may have read lots: who read all of them counts.</summary>
    public static SharedParts Of(IReadOnlyCollection<LoadRow> rows) => new(
        new(rows.First().Account!.Unpack),
        rows.Select(row => row.Caller.Table).OfType<LotsInTable>().MinBy(table => table.Horizon is not null),
        JsonValues.Rows(rows.First(row => row.HasHolds).Redemptions, RedemptionTable.Read));
}

using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>An account as one snapshot of the database had it: the same for all callers of a version.</summary>
/// <param name="Program">The program in that same snapshot.</param>
/// <param name="OnRow">Those of its lots that stand on the account's row.</param>
sealed record AccountSnapshot(LoyaltyProgram Program, AccountState Account, LotSet OnRow, string? OwnerLanguage);

/// <summary>What the same snapshot had for one caller.</summary>
sealed record CallerFacts
{
    public static readonly CallerFacts None = new();

    public RecordedOutcome? ByKey { get; init; }

    public RecordedOutcome? ByExternalId { get; init; }

    /// <summary>What the caller's decision gets with its occasion.</summary>
    public Facts Facts { get; init; } = Facts.None;

    /// <summary>Lots of what the caller names, open or not.</summary>
    public IReadOnlyList<Lot> NamedLots { get; init; } = [];

    /// <summary>Lots of the account's that stand in their table; null: these were not read with this row.</summary>
    public LotsInTable? Table { get; init; }

    /// <summary>The redemption that the caller names, ended or not, with the open holds.</summary>
    public IReadOnlyList<Redemption> NamedRedemptions { get; init; } = [];
}

/// <summary>What a load came to for one caller.</summary>
/// <param name="Snapshot">Null when there is no such account.</param>
/// <param name="Decline">Why there is none.</param>
sealed record LoadResult(AccountSnapshot? Snapshot, CallerFacts Caller, Decline? Decline)
{
    public static LoadResult No(Decline decline) => new(null, CallerFacts.None, decline);
}

/// <summary>An outcome as it is recorded: which command it belongs to, and its text or the code of it.</summary>
/// <param name="told">What its entry tells; null: it has none.</param>
sealed class RecordedOutcome(byte[] fingerprint, string code, EntryTold? told = null)
{
    public byte[] Fingerprint { get; } = fingerprint;

    /// <summary>Made when it is asked for: a code that can't be read is its caller's trouble, and no other's.</summary>
    public string Text => OutcomeCode.Full(code, told);

    /// <summary>Its beginning is stored.</summary>
    public bool Fits(byte[] fingerprint) => fingerprint.AsSpan().StartsWith(Fingerprint);

    /// <summary>Where the outcome of an account "a" with that digest comes from, and its entry.</summary>
    public static string Join(string table, string digest, string alias) => $"""
        left join lateral (
            select * from {table} o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.digest = {digest}
            limit 1
        ) {alias} on true
        left join lateral (
            select * from entry o
            where o.bucket = a.bucket and o.account_number = a.account_number and o.seq = {alias}.seq
            limit 1
        ) {alias}e on true
        """;

    /// <summary>The columns that <see cref="Read"/> takes, in its order.</summary>
    public static string Columns(string alias) =>
        $"{alias}.fingerprint, {alias}.result, {EntryTold.Columns($"{alias}e")}";

    /// <summary>Fingerprint, code, and what its entry tells; null where there is none.</summary>
    public static RecordedOutcome? Read(RowValues row)
    {
        var (fingerprint, code, told) = (row.BytesOrNull(), row.TextOrNull(), EntryTold.Read(row));
        return fingerprint is null || code is null ? null : new(fingerprint, code, told);
    }
}

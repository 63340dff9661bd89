using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;

namespace Loyalty.Application.Accounts;

/// <summary>
/// An account with what time has changed and nobody has stored yet: lists show that too, under the numbers that it
/// will be stored with.
/// </summary>
/// <param name="StoredSeq">The last entry that is stored.</param>
/// <param name="Due">The entries that follow from time alone.</param>
public sealed record AsOfNow(AccountState Account, BalanceView Balance, int StoredSeq, IReadOnlyList<Entry> Due)
{
    /// <summary>Code of the account's program.</summary>
    public required string Program { get; init; }

    public static Decision<AsOfNow> Of(Account account) => new AsOfNow(account.State,
        BalanceView.Of(account.State, account.Now), account.State.Seq - account.Entries.Count, account.Entries)
    {
        Program = account.Occasion.Program.Code,
    };
}

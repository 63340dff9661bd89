using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Promotions;

/// <summary>
/// What an account has used of a promotion in one direction: the redemptions, or the accruals, that name it.
/// </summary>
/// <param name="Net">Points of each that were not given back, by its id; null where they stand on the account's row.
/// </param>
public sealed record PromotionUses(PromotionUsesOf Of, IReadOnlyDictionary<int, Points?> Net)
{
    /// <summary>As an account's decisions have left it since.</summary>
    public PromotionUsage Count(AccountState account, IReadOnlyList<Entry> added)
    {
        var made = added.Where(entry => entry.Kind is EntryKind.Accrual or EntryKind.Redemption or EntryKind.Hold
            && entry.Kind == EntryKind.Accrual == Of.Accrues && entry.PromotionId == Of.Promotion);
        var (count, points) = (0, Points.Zero);
        foreach (var id in made.Select(entry => entry.Seq).Union(Net.Keys))
        {
            var net = (Of.Accrues ? account.Lot(id)?.Net : account.Redemptions.GetValueOrDefault(id)?.Net)
                ?? Net[id]
                ?? throw new InvalidOperationException("A use of a promotion is neither loaded nor counted.");
            (count, points) = (net > Points.Zero ? count + 1 : count, points + net);
        }

        return new(count, points);
    }
}

/// <summary>Net of what was given back; what was given back wholly is no use.</summary>
public sealed record PromotionUsage(int Count, Points Points);

/// <summary>Asks for the uses of a promotion.</summary>
/// <param name="Accrues">Accruals; false: redemptions.</param>
public sealed record PromotionUsesOf(string Promotion, bool Accrues) : WantedFact;

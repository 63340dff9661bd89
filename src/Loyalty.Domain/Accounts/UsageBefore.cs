using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Accounts;

/// <summary>
/// What had been redeemed and earned before the periods of the program's limits began: what was in them is the
/// difference to now. It stands on the account's row with the periods that it is for; where these are other ones and
/// the row can't tell, it is searched in the ledger.
/// </summary>
/// <param name="EarnedBeforeDay">With what was temporary then: a temporary accrual counts on the day it begins.</param>
public sealed record UsageBefore(
    Periods Periods, Points BeforeDay, int CountBeforeDay, Points EarnedBeforeDay, Points BeforeMonth)
{
    public static UsageBefore Nothing(Periods periods) => new(periods, Points.Zero, 0, Points.Zero, Points.Zero);

    /// <summary>As an account's own row tells it for those periods; null: it does not.</summary>
    public static UsageBefore? Of(AccountState account, Periods periods)
    {
        var known = account.Usage;
        var monthIsKnown = known?.Periods.MonthStart == periods.MonthStart;
        return known?.Periods == periods ? known
            : account.LastEffectiveAt < periods.DayStart
                && (monthIsKnown || account.LastEffectiveAt < periods.MonthStart)
                ? new(periods, account.Redeemed, account.RedeemedCount, account.Earned + account.Temporary,
                    monthIsKnown ? known!.BeforeMonth : account.Redeemed)
            : null;
    }

    /// <summary>
    /// With entries that were added since: what was due in an earlier period belongs to that one, also when it is
    /// applied later.
    /// </summary>
    public UsageBefore With(IReadOnlyList<Entry> added)
    {
        var usage = this;
        foreach (var entry in added)
        {
            if (entry.EffectiveAt < Periods.DayStart)
            {
                usage = usage with
                {
                    BeforeDay = entry.RedeemedTotal,
                    CountBeforeDay = entry.RedeemedCount,
                    EarnedBeforeDay = usage.EarnedBeforeDay - entry.GivenUp,
                };
            }

            if (entry.EffectiveAt < Periods.MonthStart)
            {
                usage = usage with { BeforeMonth = entry.RedeemedTotal };
            }
        }

        return usage;
    }
}

/// <summary>Asks for the usage before the periods around a time.</summary>
public sealed record UsageAt(DateTimeOffset Time) : WantedFact;

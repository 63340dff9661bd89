using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Accounts;

/// <summary>What was redeemed before the periods of the program's limits began.</summary>
public sealed record UsageBefore(Periods Periods, Points BeforeDay, int CountBeforeDay, Points BeforeMonth)
{
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
                usage = usage with { BeforeDay = entry.RedeemedTotal, CountBeforeDay = entry.RedeemedCount };
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

using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Accounts;

/// <summary>
/// Everything but the account and the request that a decision may depend on: given from outside, so that a decision
/// made twice on the same occasion comes out the same.
/// </summary>
/// <param name="Program">The program as it stands in the snapshot that the account was loaded from.</param>
/// <param name="Now">Server time, to the microsecond.</param>
/// <param name="PerformedBy">Name of the API key.</param>
/// <param name="Salt">Random bytes for the digest of free text.</param>
public sealed record Occasion(LoyaltyProgram Program, DateTimeOffset Now, string PerformedBy, byte[] Salt);

/// <summary>What was redeemed before the periods of the program's limits began.</summary>
public sealed record UsageBefore(Periods Periods, Points BeforeDay, int CountBeforeDay, Points BeforeMonth)
{
    /// <summary>What was due in an earlier period belongs to that one, also when it is applied later.</summary>
    public UsageBefore With(Entry entry) => this with
    {
        BeforeDay = entry.EffectiveAt < Periods.DayStart ? entry.RedeemedTotal : BeforeDay,
        CountBeforeDay = entry.EffectiveAt < Periods.DayStart ? entry.RedeemedCount : CountBeforeDay,
        BeforeMonth = entry.EffectiveAt < Periods.MonthStart ? entry.RedeemedTotal : BeforeMonth,
    };
}

/// <summary>What a decision found missing in the account that it was given.</summary>
/// <param name="AllLots">It needs more lots than the first ones that were loaded.</param>
/// <param name="UsageAt">It needs the usage of the periods around that time.</param>
public sealed record MissingParts(bool AllLots, DateTimeOffset? UsageAt);

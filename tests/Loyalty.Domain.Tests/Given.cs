using System.Collections.Immutable;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Rewards;

namespace Loyalty.Domain.Tests;

/// <summary>What tests start from.</summary>
static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static readonly PointsCurrency Currency = new(1, "points", "Points", 2, true);

    public static LoyaltyProgram Program(RedemptionPolicy? policy = null, string timeZone = "UTC") => new()
    {
        Number = 1,
        OperatorNumber = 1,
        Operator = "op",
        Code = "demo",
        TimeZone = timeZone,
        Language = "en",
        PointsCurrencies = [Currency],
        Policy = new() { Redemption = policy ?? new() },
        Version = 7,
    };

    /// <summary>The occasion with a fact that a load would have brought.</summary>
    public static Occasion Knowing(this Occasion on, object fact) => on with { Facts = on.Facts.With(fact) };

    public static Occasion On(DateTimeOffset now, ProgramPolicy policy) =>
        new(Program() with { Policy = policy }, now, "till", [1, 2, 3]);

    public static Occasion On(DateTimeOffset now, RedemptionPolicy? policy = null, string timeZone = "UTC") =>
        new(Program(policy, timeZone), now, "till", [1, 2, 3]);

    public static Account EmptyAccount(
        PointsCurrency? currency = null, string status = MemberStatus.Active) =>
        new(new AccountState
        {
            Id = new(256 + 5),
            Currency = currency ?? Currency,
            Owner = Owner.Nobody with { Status = status },
        });

    public static AccrualRequest Accrual(
        decimal points, DateTimeOffset? expiresAt = null, DateTimeOffset? availableAt = null,
        Particulars? particulars = null) => new(new(points), availableAt, expiresAt, particulars ?? Particulars.None);

    public static RedemptionRequest Redemption(decimal points, Particulars? particulars = null) =>
        new(new(points), RewardType.Generic, particulars ?? Particulars.None);

    public static Account With(this Account account, params AccrualRequest[] accruals)
    {
        foreach (var accrual in accruals)
        {
            _ = account.At(On(Noon)).Accrue(accrual).Value;
        }

        return account;
    }

    public static RedemptionRequest Hold(decimal points, int? seconds = 60) =>
        Redemption(points) with { Hold = new(seconds) };

    public static CancellationRequest Cancellation(decimal? points = null, bool ignoresWindow = false) =>
        new(points is { } given ? new(given) : null, Particulars.None with { Explanation = "returned" }, ignoresWindow);

    /// <summary>The account on an occasion, as the store moves it there before a decision.</summary>
    public static Account At(this Account account, Occasion on)
    {
        Assert.That(account.MoveTo(on), Is.Null);
        return account;
    }

    /// <summary>An account as a store would load it after another one was stored.</summary>
    public static Account Reloaded(this Account account) => new(account.State);

    /// <summary>What would be stored of an account that began empty: all of its lots and redemptions.</summary>
    public static AccountState Stored(Account account) => account.State with
    {
        Lots = [.. account.ChangedLots],
        Redemptions = account.ChangedRedemptions.ToImmutableDictionary(redemption => redemption.Id),
    };

    public static LedgerCheck Checked(Account account)
    {
        var check = new LedgerCheck(account.State.Id);
        foreach (var entry in account.Entries)
        {
            check.Add(entry);
        }

        return check;
    }
}

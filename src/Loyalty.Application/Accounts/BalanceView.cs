using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Application.Accounts;

/// <summary>
/// An account's points. balance: active points owned, held ones included; available: balance − held; pending: accrued,
/// not spendable yet; debt: owed after a negative correction.
/// </summary>
public sealed record BalanceView
{
    public required string PointsCurrency { get; init; }

    public required Points Balance { get; init; }

    public required Points Held { get; init; }

    public required Points Available { get; init; }

    public required Points Pending { get; init; }

    public required Points Debt { get; init; }

    /// <summary>
    /// The time that all figures are for. A command that was decided just before, and is being stored at this very
    /// moment, is not in them yet; what time alone changed by then is.
    /// </summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The points that expire first; null when none ever will.</summary>
    public ExpiringPoints? NextExpiry { get; init; }

    public static BalanceView Of(AccountState account, DateTimeOffset asOf)
    {
        var scale = account.Currency.Scale;
        return new()
        {
            PointsCurrency = account.Currency.Code,
            Balance = account.Balance.ToScale(scale),
            Held = account.Held.ToScale(scale),
            Available = account.Available.ToScale(scale),
            Pending = account.Pending.ToScale(scale),
            Debt = account.Debt.ToScale(scale),
            AsOf = asOf,
            NextExpiry = account.NextExpiry is { } next ? new(next.Points.ToScale(scale), next.ExpiresAt) : null,
        };
    }
}

/// <summary>Points and when they expire; null: never.</summary>
public sealed record ExpiringPoints(Points Points, DateTimeOffset? ExpiresAt);

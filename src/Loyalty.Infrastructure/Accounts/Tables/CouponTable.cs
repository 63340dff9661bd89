using System.Globalization;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Rewards;
using Npgsql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Table "coupon": finds the redemption that gave a code. How the coupon stands is the redemption's business. A new
/// column is a line in <see cref="Rows"/>, a member of <see cref="NewCoupon"/> and a migration.
/// </summary>
static class CouponTable
{
    public static readonly WrittenTable<NewCoupon> Rows = new(
        "coupon", new("coupons", chain => chain.Coupons, StockTable.OrCoupons), lostFact: CodeTakenBy,
        bucketOf: coupon => Bucket(coupon.Program, coupon.Coupon.Code))
    {
        { "program_number", coupon => coupon.Program },
        { "code", coupon => coupon.Coupon.Code },
        { "redemption_number", coupon => coupon.Coupon.Redemption },
    };

    /// <summary>Where the row of a code is.</summary>
    public static short Bucket(int program, string code) =>
        Buckets.Of(string.Create(CultureInfo.InvariantCulture, $"{program}/{code}"));

    static CodeTaken? CodeTakenBy(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "coupon_pkey" }
            ? CodeTaken.Instance
            : null;
}

/// <summary>A coupon that is to be stored.</summary>
sealed record NewCoupon(int Program, GivenCoupon Coupon);

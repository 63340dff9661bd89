using Loyalty.Domain.Accounts;
using Loyalty.Domain.Members;
using Loyalty.Domain.Rewards;
using static Loyalty.Domain.Tests.Rewards.GivenRewards;

namespace Loyalty.Domain.Tests.Rewards;

public sealed class CouponTests
{
    static readonly CouponRequest Till = new("till");
    static readonly CouponRequest Other = new("other");
    static readonly Occasion Now = On(null, [Voucher with { Transferable = false, ValidMonths = null, ValidDays = 1 }]);

    static (Account Account, int Id) Given(RedemptionRequest? request = null)
    {
        var account = Rich();
        return (account, account.Redeem(Now, request ?? Request("voucher", 100)).Value.Id);
    }

    static Occasion Later(double minutes) => Now with { Now = Now.Now.AddMinutes(minutes) };

    static string Status(Account account, int id) =>
        account.State.Redemptions[id].RewardStatus(account.Now, account.State.Owner);

    [Test]
    public void A_coupon_is_used_once_and_remembers_by_whom_and_for_what()
    {
        var (account, id) = Given();
        var used = account.At(Now).UseCoupon(id, Till with { Member = 0, OrderId = "o-1" }).Value;
        Assert.That(used.Reward!.Coupon!.Use, Is.EqualTo(new CouponUse(Now.Now, 0, "o-1")));
        Assert.That(Status(account, id), Is.EqualTo("used"));
        Assert.That(account.At(Now).UseCoupon(id, Till).Decline!.Code, Is.EqualTo("coupon_already_used"));
        Assert.That(account.Entries.Count, Is.EqualTo(2), "no points move");
    }

    [Test]
    public void What_one_shop_holds_another_can_not_use_until_its_time_is_over()
    {
        var (account, id) = Given();
        _ = account.At(Now).HoldCoupon(id, Till with { Store = "A" }, new(60)).Value;
        Assert.That(Status(account, id), Is.EqualTo("held"));
        Assert.Multiple(() =>
        {
            foreach (var stranger in new[] { Other, Till with { Store = "B" } })
            {
                Assert.That(account.Fork().At(Now).UseCoupon(id, stranger).Decline!.Code, Is.EqualTo("coupon_held"));
                Assert.That(account.Fork().At(Now).HoldCoupon(id, stranger, new(60)).Decline!.Code,
                    Is.EqualTo("coupon_held"));
                Assert.That(account.Fork().At(Now).ReleaseCoupon(id, stranger).Decline!.Code,
                    Is.EqualTo("coupon_held"));
            }

            foreach (var holder in new[] { Till, Till with { Store = "A" } })
            {
                Assert.That(account.Fork().At(Now).UseCoupon(id, holder).IsOk, Is.True);
                Assert.That(account.Fork().At(Now).HoldCoupon(id, holder, new(60)).IsOk, Is.True);
            }

            Assert.That(account.Fork().At(Later(1)).UseCoupon(id, Other).IsOk, Is.True, "at the very end it is over");
            Assert.That(account.Fork().At(Now).Cancel(id, Tests.Given.Cancellation()).Decline!.Code,
                Is.EqualTo("coupon_held"));
        });
        _ = account.At(Now).ReleaseCoupon(id, Till).Value;
        Assert.That(account.At(Now).UseCoupon(id, Other).IsOk, Is.True);
    }

    [TestCase(0, "timeout_seconds")]
    [TestCase(2_592_001, "timeout_seconds")]
    public void A_hold_keeps_to_the_programs_bounds(int seconds, string field)
    {
        var (account, id) = Given();
        Assert.That(account.At(Now).HoldCoupon(id, Till, new(seconds)).Decline!.Errors.Single().Field,
            Is.EqualTo(field));
    }

    [Test]
    public void Held_anew_without_naming_its_store_a_coupon_stays_that_stores()
    {
        var (account, id) = Given();
        _ = account.At(Now).HoldCoupon(id, Till with { Store = "A" }, new(60)).Value;
        _ = account.At(Now).HoldCoupon(id, Till, new(90)).Value;
        Assert.That(account.At(Later(1)).UseCoupon(id, Till with { Store = "B" }).Decline!.Code,
            Is.EqualTo("coupon_held"));
        Assert.That(account.At(Later(1)).UseCoupon(id, Till with { Store = "A" }).IsOk, Is.True);
    }

    [Test]
    public void A_use_can_be_taken_back_within_the_window_and_makes_a_cancel_take_force()
    {
        var (account, id) = Given();
        Assert.That(account.At(Now).UnuseCoupon(id, "x").Decline, Is.EqualTo(Declines.CouponNotUsed));
        _ = account.At(Now).UseCoupon(id, Till).Value;
        Assert.That(account.At(Now).Cancel(id, Tests.Given.Cancellation()).Decline, Is.EqualTo(Declines.Delivered));
        Assert.That(account.Fork().At(Now).Cancel(id, Tests.Given.Cancellation(ignoresWindow: true)).IsOk, Is.True);
        Assert.That(account.Fork().At(Later(24 * 60)).UnuseCoupon(id, "x").Decline!.Code,
            Is.EqualTo("cancellation_window_closed"));
        _ = account.At(Later((24 * 60) - 1)).UnuseCoupon(id, "sale failed").Value;
        Assert.That((Status(account, id), account.State.Redemptions[id].Reward!.Coupon!.UnuseReason),
            Is.EqualTo(("active", "sale failed")));
    }

    [Test]
    public void A_cancelled_redemption_voids_its_code()
    {
        var (account, id) = Given();
        _ = account.At(Now).Cancel(id, Tests.Given.Cancellation()).Value;
        Assert.That((Status(account, id), account.At(Now).UseCoupon(id, Till).Decline!.Code,
            account.At(Now).UnuseCoupon(id, "x").Decline!.Code), Is.EqualTo(("void", "coupon_void", "coupon_void")));
    }

    [Test]
    public void A_code_is_valid_to_the_end_of_its_last_second()
    {
        var (account, id) = Given();
        var midnight = new DateTimeOffset(2026, 3, 12, 0, 0, 0, default);
        Assert.That(account.Fork().At(Now with { Now = midnight.AddTicks(-10) }).UseCoupon(id, Till).IsOk, Is.True);
        Assert.That(account.Fork().At(Now with { Now = midnight }).UseCoupon(id, Till).Decline!.Code,
            Is.EqualTo("coupon_expired"));
    }

    [Test]
    public void A_coupon_that_is_not_transferable_is_its_members()
    {
        var (account, id) = Given();
        Assert.That(account.Fork().At(Now).UseCoupon(id, Till with { Member = 7 }).Decline!.Code,
            Is.EqualTo("coupon_not_transferable"));
        Assert.That(account.Fork().At(Now).UseCoupon(id, Till with { Member = 0 }).IsOk, Is.True);
        var passed = Rich();
        var free = passed.Redeem(On(Voucher), Request("voucher", 100)).Value.Id;
        Assert.That(passed.At(On(Voucher)).UseCoupon(free, Till with { Member = 7 }).IsOk, Is.True);
    }

    [TestCase(false, "void")]
    [TestCase(true, "active")]
    public void An_erased_members_coupon_is_good_for_who_it_was_passed_on_to_alone(bool isTransferable, string status)
    {
        var on = On(Voucher with { Transferable = isTransferable });
        var account = Rich();
        var id = account.Redeem(on, Request("voucher", 100)).Value.Id;
        var erased = new Account(account.State with { Owner = Owner.Nobody with { Status = MemberStatus.Closed } });
        on = on.Knowing(new NamedEntry(id, "redemption", id, "redemption", null, on.Now));
        Assert.That(Status(erased.At(on), id), Is.EqualTo(status));
        Assert.That(erased.UseCoupon(id, Till).Decline?.Code, Is.EqualTo(isTransferable ? null : "coupon_void"));
    }

    [TestCase("voucher", null, 100, "5.00 EUR", true)]
    [TestCase("voucher", null, 3, "3.00 EUR", true)]
    [TestCase("voucher", null, null, "5.00 EUR", true)]
    [TestCase("voucher", 12.5, 9.99, "1.24 EUR", true)]
    [TestCase("voucher", 12.5, null, null, true)]
    [TestCase("free_product", null, 100, null, true)]
    public void A_check_tells_what_it_takes_off_and_never_more_than_the_purchase(
        string type, double? percent, double? purchase, string? discount, bool isUsable)
    {
        var option = Coffee with
        {
            Type = type,
            Values = percent is null ? [Eur(5.00m)] : null,
            Percent = percent is { } share ? new Factor((decimal)share) : null,
        };
        var account = Rich();
        var id = account.Redeem(On(option), Take(option)).Value.Id;
        var check = account.At(On(option)).CheckCoupon(
            id, Till with { Purchase = purchase is { } amount ? Eur((decimal)amount) : null }).Value;
        Assert.That((check.Discount?.ToString(), check.Refusals.Count == 0), Is.EqualTo((discount, isUsable)));
    }

    [Test]
    public void A_check_names_every_reason_and_changes_nothing()
    {
        var (account, id) = Given();
        _ = account.At(Now).HoldCoupon(id, Other, new(3600)).Value;
        var check = account.At(Now).CheckCoupon(id, Till with { Member = 7, Purchase = new(1, "USD") }).Value;
        Assert.That(check.Refusals.Select(refusal => refusal.Code), Is.EqualTo(new[]
        {
            "coupon_held", "coupon_not_transferable", "currency_not_supported",
        }));
        Assert.That(Status(account, id), Is.EqualTo("held"));
    }

    [Test]
    public void An_own_code_is_kept_by_a_hold_and_given_by_its_commit()
    {
        var (account, id) = Given(Request("voucher", 100) with { Hold = new(60), Code = "XMAS-1" });
        Assert.That(account.At(Now).FindCoupon(id).Decline!.Code, Is.EqualTo("coupon_not_found"));
        Assert.That(account.Coupons, Is.EqualTo(new[] { new GivenCoupon("XMAS-1", id) }));
        var posted = account.At(Now).CommitHold(id, null).Value;
        Assert.That((posted.Reward!.Coupon!.Code, posted.Reward.Coupon.ExpiresAt is null, account.Coupons.Count),
            Is.EqualTo(("XMAS-1", false, 1)));
        account.Seal(Now.Now);
        Assert.That(
            Tests.Given.Checked(account).Finish(Tests.Given.Stored(account), account.State.NextDueAt), Is.Empty);
    }

    [Test]
    public void An_own_code_that_is_taken_is_a_conflict_and_the_last_reason_of_all()
    {
        var (account, _) = Given(Request("voucher", 100) with { Code = "XMAS-1" });
        Assert.That(account.Refusal(Now, Request("voucher", 100) with { Code = "XMAS-1" }), Is.EqualTo("code_taken"));
        Assert.That(account.Redeem(Now, Request("voucher", 100) with { Code = "XMAS-1" }).Decline!.Kind,
            Is.EqualTo(DeclineKind.Conflict));
        Assert.That(account.Refusal(Now.Knowing(CodeTaken.Instance), Request("voucher", 100) with { Code = "XMAS-2" }),
            Is.EqualTo("code_taken"));
        Assert.That(account.Refusal(Now, Request("voucher", 100_000) with { Code = "XMAS-1" }),
            Is.EqualTo("insufficient_points"));
        var nothing = account.At(Now).Redeem(Request(null, 10) with { Code = "XMAS-3" });
        Assert.That(nothing.Decline!.Errors.Single().Field, Is.EqualTo("code"));
    }

    [Test]
    public void What_became_of_a_code_is_no_part_of_what_the_entries_tell()
    {
        var (account, id) = Given();
        _ = account.At(Now).UseCoupon(id, Till).Value;
        account.Seal(Now.Now);
        Assert.That(
            Tests.Given.Checked(account).Finish(Tests.Given.Stored(account), account.State.NextDueAt), Is.Empty);
    }
}

using Loyalty.Application;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Redemptions;
using Loyalty.Application.Rewards;
using Loyalty.Domain;
using static Loyalty.Infrastructure.Tests.Rewards.GivenOptions;

namespace Loyalty.Infrastructure.Tests.Rewards;

/// <summary>A code is used once, whoever comes, and all that happened to it is there afterwards.</summary>
public sealed class CouponsTests
{
    static readonly Instance One = TestServer.Instances[0];
    static readonly Instance Other = TestServer.Instances[1];
    static readonly Caller Shop = new("shop", null, null, Scope.All);

    static Instance Any(int i) => i % 2 == 0 ? One : Other;

    static async Task<(TestMember Member, string Code, string Id)> Given(string? program = null)
    {
        program ??= await One.NewProgram(Voucher);
        var member = await One.NewMember(1000, program);
        var given = (await One.Send(member.By("voucher", 20))).Value;
        return (member, given.Reward!.Code!, given.TransactionId);
    }

    static async Task<string> Code<T>(Task<Result<T>> sending) => (await sending).Decline?.Code ?? "ok";

    [Test]
    public async Task Use_hold_unuse_and_cancel_of_one_code_from_two_instances_come_out_in_some_order()
    {
        var program = await One.NewProgram(Voucher);
        var members = new List<TestMember>();
        for (var round = 0; round < 100; round++)
        {
            var (member, code, id) = await Given(program);
            members.Add(member);
            var all = await Task.WhenAll(
                Enumerable.Range(0, 4).Select(i => Task.Run(() => Code(Any(i + round).Send(
                    new UseCoupon(program, code, new()), caller: i < 2 ? null : Shop))))
                .Concat(Enumerable.Range(0, 2).Select(i => Task.Run(() => Code(Any(i + round).Send(
                    new HoldCoupon(program, code, null, new()), caller: i == 0 ? null : Shop)))))
                .Append(Task.Run(() => Code(Any(round).Send(new UnuseCoupon(program, code, "failed")))))
                .Append(Task.Run(() => Code(Any(round + 1).Send(
                    new CancelTransaction(id.Number(), null, "returned", false))))));
            var (uses, unuses) = (all[..4].Count(answer => answer == "ok"), all[6] == "ok" ? 1 : 0);
            var isCancelled = all[7] == "ok";
            var coupon = (await Other.Send(new GetCoupon(program, code))).Value;
            var told = string.Join(' ', all);
            Assert.That(all.Distinct(), Is.SubsetOf(new[]
            {
                "ok", "coupon_already_used", "coupon_held", "coupon_void", "not_cancellable",
            }), told);
            Assert.That(uses - unuses, Is.InRange(0, 1), told);
            Assert.That(coupon.Status, isCancelled ? Is.EqualTo("void")
                : uses > unuses ? Is.EqualTo("used")
                : Is.AnyOf("active", "held"), told);
            Assert.That((await One.Balance(member)).Balance, Is.EqualTo(new Points(isCancelled ? 1000 : 980)), told);
        }

        Assert.That(await One.Differences(members), Is.Empty);
    }

    [Test]
    public async Task A_repeat_under_the_same_key_gets_the_first_answer()
    {
        var (member, code, _) = await Given();
        var use = new UseCoupon(member.Program, code, new() { OrderId = "o-1" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            Any(i).Send(use, key: "k"))));
        Assert.That(answers.Select(answer => answer.Value).Distinct().Count(), Is.EqualTo(1));
        var other = use with { Coupon = new() { OrderId = "o-2" } };
        Assert.That(await Code(One.Send(other, key: "k")), Is.EqualTo("idempotency_key_reused"));
        Assert.That(await Code(One.Send(other)), Is.EqualTo("coupon_already_used"));
    }

    [Test]
    public async Task An_own_code_taken_twice_at_once_is_one_success_and_one_conflict([Values] bool asHold)
    {
        var program = await One.NewProgram(Voucher);
        for (var round = 0; round < 20; round++)
        {
            var members = new[] { await One.NewMember(100, program), await One.NewMember(100, program) };
            var answers = await Task.WhenAll(members.Select((member, i) => Task.Run(() =>
            {
                var redeem = member.By("voucher", 20);
                return Code(Any(i).Send(redeem with
                {
                    Redemption = redeem.Redemption with
                    {
                        Code = $"OWN-{round}",
                        Hold = asHold ? new() { TimeoutSeconds = 60 } : null,
                    },
                }));
            })));
            Assert.That(answers.Order(), Is.EqualTo(new[] { "code_taken", "ok" }));
            var balances = new[] { await One.Balance(members[0]), await One.Balance(members[1]) };
            Assert.That(balances.Sum(balance => balance.Available), Is.EqualTo(new Points(180)));
        }
    }

    [Test]
    public async Task An_own_code_is_taken_in_its_program_alone_and_asking_tells_so()
    {
        var (program, another) = (await One.NewProgram(Voucher), await One.NewProgram(Voucher));
        var (member, stranger) = (await One.NewMember(100, program), await One.NewMember(100, another));
        RedemptionInput Own(TestMember of) => of.By("voucher", 20).Redemption with { Code = "XMAS" };
        Assert.That((await One.Send(new RedeemPoints(member.Account, Own(member)))).Value.Reward!.Code,
            Is.EqualTo("XMAS"));
        Assert.That((await Other.Send(new RedeemPoints(stranger.Account, Own(stranger)))).IsOk, Is.True);
        var asked = (await Other.Send(new ValidateRedemption(member.Account, Own(member)))).Value;
        Assert.That((asked.Redeemable, asked.Reasons.Single().Code, asked.MaxRedeemable),
            Is.EqualTo((false, "code_taken", Points.Zero)));
    }

    [Test]
    public async Task Coupons_of_a_member_are_listed_as_they_stand()
    {
        var program = await One.NewProgram(Voucher);
        var member = await One.NewMember(1000, program);
        var codes = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            codes.Add((await One.Send(member.By("voucher", 20))).Value.Reward!.Code!);
        }

        _ = await One.Send(member.Redeem(1));
        _ = (await One.Send(new UseCoupon(program, codes[0], new() { Member = member.Reference }))).Value;
        _ = (await One.Send(new HoldCoupon(program, codes[1], null, new()))).Value;
        var redeemed = (await One.Send(new GetCoupon(program, codes[2]))).Value.RedemptionId;
        _ = (await One.Send(new CancelTransaction(redeemed.Number(), null, "returned", false))).Value;
        Task<Page<CouponView>> List(string? status = null, int limit = 10, string? after = null) => Listed(
            new GetCoupons(member.Account, status, new(limit, after, "coupons")));

        Assert.That((await List()).Data.Select(coupon => (coupon.Code, coupon.Status)), Is.EqualTo(new[]
        {
            (codes[3], "active"), (codes[2], "void"), (codes[1], "held"), (codes[0], "used"),
        }));
        foreach (var (status, code) in new[] { ("used", 0), ("held", 1), ("void", 2), ("active", 3) })
        {
            Assert.That((await List(status)).Data.Single().Code, Is.EqualTo(codes[code]), status);
        }

        Assert.That((await List("expired")).Data, Is.Empty);
        Assert.That((await List(limit: 3)).NextCursor, Is.Not.Null);
        Assert.That((await List("used")).Data.Single().UsedBy, Is.EqualTo(member.MemberId));
    }

    static async Task<Page<CouponView>> Listed(GetCoupons query) => (await Other.Send(query)).Value;

    [Test]
    public async Task What_is_said_of_a_use_goes_with_an_erased_member()
    {
        var (member, code, _) = await Given();
        _ = (await One.Send(new UseCoupon(member.Program, code, new()))).Value;
        _ = (await One.Send(new UnuseCoupon(member.Program, code, "Ann did not come"))).Value;
        _ = (await One.Send(new EraseMember(member.Program, member.Reference))).Value;
        Assert.That(await One.Query<long>(
            "select count(*) from redemption where code_unuse_reason = 'Ann did not come'"), Is.Zero);
        Assert.That((await Other.Send(new GetCoupon(member.Program, code))).Value.Status, Is.EqualTo("active"),
            "it is transferable");
        Assert.That(await Code(Other.Send(new UseCoupon(member.Program, code, new()))), Is.EqualTo("ok"));
    }

    [Test]
    public async Task What_is_said_of_an_erased_members_use_is_not_kept()
    {
        var (member, code, _) = await Given();
        _ = (await One.Send(new UseCoupon(member.Program, code, new()))).Value;
        _ = (await One.Send(new EraseMember(member.Program, member.Reference))).Value;
        Assert.That(await Code(One.Send(new UnuseCoupon(member.Program, code, "Bob did not come"))), Is.EqualTo("ok"));
        Assert.That(await One.Query<long>(
            "select count(*) from redemption where code_unuse_reason = 'Bob did not come'"), Is.Zero);
    }

    [Test]
    public async Task A_code_that_a_hold_kept_and_did_not_give_is_no_coupon_and_stays_taken()
    {
        var program = await One.NewProgram(Voucher);
        var member = await One.NewMember(100, program);
        var redeem = member.By("voucher", 20);
        redeem = redeem with
        {
            Redemption = redeem.Redemption with { Code = "XMAS", Hold = new() { TimeoutSeconds = 60 } },
        };
        var hold = (await One.Send(redeem)).Value.TransactionId;
        Assert.That((await One.Send(new RollbackTemp(hold.Number(), null))).Value.Reward!.Code, Is.Null);
        foreach (var sending in new[]
        {
            Code(Other.Send(new GetCoupon(program, "XMAS"))),
            Code(Other.Send(new ReleaseCoupon(program, "XMAS", null))),
            Code(Other.Send(new UseCoupon(program, "XMAS", new()))),
            Code(Other.Send(new CheckCoupon(program, "XMAS", new()))),
        })
        {
            Assert.That(await sending, Is.EqualTo("coupon_not_found"));
        }

        Assert.That((await Listed(new GetCoupons(member.Account, null, new(10, null, "coupons")))).Data, Is.Empty);
        Assert.That(await Code(Other.Send(redeem)), Is.EqualTo("code_taken"));
    }

    [Test]
    public async Task A_repeat_is_answered_as_first_though_who_showed_the_code_is_gone()
    {
        var (member, code, _) = await Given();
        var friend = await One.NewMember(1, member.Program);
        var use = new UseCoupon(member.Program, code, new() { Member = friend.Reference });
        var first = (await One.Send(use, key: "shown")).Value;
        _ = (await One.Send(new EraseMember(member.Program, friend.Reference))).Value;
        Assert.That((await Other.Send(use, key: "shown")).Value, Is.EqualTo(first));
        Assert.That(await Code(Other.Send(use)), Is.EqualTo("member_not_found"));
    }

    [Test]
    public async Task A_member_who_is_not_there_shows_nothing()
    {
        var (member, code, _) = await Given();
        Assert.That(await Code(One.Send(new UseCoupon(
            member.Program, code, new() { Member = new() { Email = "nobody@example.com" } }))),
            Is.EqualTo("member_not_found"));
        Assert.That(await Code(One.Send(new UseCoupon(member.Program, "NONE", new()))), Is.EqualTo("coupon_not_found"));
    }
}

using Loyalty.Application.Pipeline;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Pipeline;

public sealed class IdempotencyTests
{
    static readonly RedeemPoints Command = new("demo", Given.Ann, null, new Points(100), null, new());

    static async Task<(string? Code, IdempotencyKey? Key)> Handle(RedeemPoints command, params string[] header)
    {
        var scope = Given.Scope();
        scope.IdempotencyHeader = header;
        scope.Path = "/v1/programs/demo/redemptions";
        var result = await new IdempotencyBehavior<RedeemPoints, Result<RedemptionReceipt>>(scope).Handle(
            command, default, () => Task.FromResult<Result<RedemptionReceipt>>(Declines.AccountClosed));
        return (result.Decline!.Code, scope.Idempotency);
    }

    static async Task<byte[]> Fingerprint(RedeemPoints command) => (await Handle(command, "k")).Key!.Fingerprint;

    [Test]
    public async Task What_moves_points_needs_a_key() =>
        Assert.That((await Handle(Command)).Code, Is.EqualTo("idempotency_key_required"));

    [Test]
    public async Task Other_commands_may_go_without()
    {
        var scope = Given.Scope();
        var query = new ValidateRedemption("demo", Given.Ann, null, new Points(1), null, new());
        var result = await new IdempotencyBehavior<ValidateRedemption, Result<RedemptionQuote>>(scope).Handle(
            query, default, () => Task.FromResult<Result<RedemptionQuote>>(Declines.MemberNotFound));
        Assert.That((result.Decline!.Code, scope.Idempotency), Is.EqualTo(("member_not_found", (IdempotencyKey?)null)));
    }

    [TestCase("k", "k")]
    [TestCase("\"k\"", "k")]
    [TestCase("\"a\\\"b\"", "a\"b")]
    public async Task A_quoted_key_is_the_same_as_its_content(string header, string key) =>
        Assert.That((await Handle(Command, header)).Key!.Value, Is.EqualTo(key));

    [TestCase("")]
    [TestCase("\"\"")]
    [TestCase("a b")]
    [TestCase("ü")]
    public async Task A_key_is_visible_ASCII(string header) =>
        Assert.That((await Handle(Command, header)).Code, Is.EqualTo("validation_failed"));

    [TestCase(1, true)]
    [TestCase(255, true)]
    [TestCase(256, false)]
    public async Task A_key_has_at_most_255_characters(int length, bool isOne) =>
        Assert.That((await Handle(Command, new string('k', length))).Key is not null, Is.EqualTo(isOne));

    [Test]
    public async Task Two_keys_are_none() =>
        Assert.That((await Handle(Command, "a", "b")).Code, Is.EqualTo("validation_failed"));

    [Test]
    public async Task The_fingerprint_sees_content_and_not_its_form()
    {
        var same = await Fingerprint(Command);
        Assert.Multiple(async () =>
        {
            Assert.That(await Fingerprint(Command with { Points = new Points(100.00m) }), Is.EqualTo(same));
            Assert.That(await Fingerprint(Command with { Member = new() { MemberId = "mbr_1" } }), Is.EqualTo(same),
                "the account has the key");
            Assert.That(await Fingerprint(Command with { Points = new Points(101) }), Is.Not.EqualTo(same));
            Assert.That(await Fingerprint(Command with { Particulars = new() { OrderRef = "1" } }),
                Is.Not.EqualTo(same));
            Assert.That(await Fingerprint(Command with { Particulars = new() { Metadata = new("{}") } }),
                Is.Not.EqualTo(same));
        });
    }

    [Test]
    public async Task The_fingerprint_sees_which_use_case_it_is()
    {
        var scope = Given.Scope();
        scope.IdempotencyHeader = ["k"];
        await new IdempotencyBehavior<ValidateRedemption, Result<RedemptionQuote>>(scope).Handle(
            new("demo", Given.Ann, null, new Points(100), null, new()), default,
            () => Task.FromResult<Result<RedemptionQuote>>(Declines.MemberNotFound));
        Assert.That(scope.Idempotency!.Fingerprint, Is.Not.EqualTo(await Fingerprint(Command)));
    }
}

using Loyalty.Application.Pipeline;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Pipeline;

public sealed class IdempotencyTests
{
    static readonly RedeemPoints Command = new(Given.AnnsAccount, new() { Points = new Points(100) });

    static async Task<string> Handle<TCommand, T>(TCommand command, Result<string>? key)
        where TCommand : MediatR.IRequest<Result<T>>, IIdempotent
    {
        var result = await new IdempotencyBehavior<TCommand, Result<T>>(Given.Request() with { IdempotencyKey = key })
            .Handle(command, default, () => Task.FromResult<Result<T>>(Declines.AccountClosed));
        return result.Decline!.Code;
    }

    static byte[] Of(RedeemPoints command) => Fingerprint.Of(command);

    static RedeemPoints Redeeming(RedemptionInput redemption) => Command with { Redemption = redemption };

    [Test]
    public async Task What_moves_points_needs_a_key() => Assert.That(
        await Handle<RedeemPoints, RedemptionReceipt>(Command, null), Is.EqualTo("idempotency_key_required"));

    [Test]
    public async Task With_a_key_it_goes_on() => Assert.That(
        await Handle<RedeemPoints, RedemptionReceipt>(Command, "k"), Is.EqualTo("account_closed"));

    [Test]
    public async Task Other_commands_may_go_without() => Assert.That(
        await Handle<ValidateRedemption, ValidationReceipt>(new(Given.AnnsAccount, Command.Redemption), null),
        Is.EqualTo("account_closed"));

    [Test]
    public async Task What_is_no_key_is_told() => Assert.That(
        await Handle<RedeemPoints, RedemptionReceipt>(
            Command, FieldCodes.InvalidIdempotencyKey.Decline("Idempotency-Key")),
        Is.EqualTo("validation_failed"));

    [Test]
    public void The_fingerprint_sees_content_and_not_its_form()
    {
        var same = Of(Command);
        Assert.Multiple(() =>
        {
            Assert.That(Of(Redeeming(new() { Points = new Points(100.00m) })), Is.EqualTo(same));
            Assert.That(Of(Redeeming(new() { Points = new Points(100), Type = "generic" })), Is.EqualTo(same));
            Assert.That(Of(Command with { Account = new("other", new() { MemberId = "mbr_1" }, "miles") }),
                Is.EqualTo(same), "the account has the key");
            Assert.That(Of(Redeeming(new() { Points = new Points(101) })), Is.Not.EqualTo(same));
            Assert.That(Of(Redeeming(new() { Points = new Points(100), Particulars = new() { OrderRef = "1" } })),
                Is.Not.EqualTo(same));
            Assert.That(Of(Redeeming(new() { Points = new Points(100), Particulars = new() { Metadata = new("{}") } })),
                Is.Not.EqualTo(same));
            Assert.That(Of(Redeeming(new() { Points = new Points(100), Hold = new() })), Is.Not.EqualTo(same));
        });
    }

    [Test]
    public void The_fingerprint_sees_which_use_case_it_is() => Assert.That(
        Fingerprint.Of(new ValidateRedemption(Given.AnnsAccount, Command.Redemption)), Is.Not.EqualTo(Of(Command)));
}

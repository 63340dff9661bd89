using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Accruals;

public sealed class AccruePointsTests
{
    static readonly AccruePoints Command = new(Given.AnnsAccount, new() { Points = new Points(100.5m) });

    [Test]
    public async Task Points_are_added_and_the_receipt_has_the_currencys_decimals()
    {
        var account = Given.Account();
        var receipt = (await new AccruePointsHandler(Given.Accounts<AccrualReceipt>(account)).Handle(Command, default))
            .Value;
        Assert.Multiple(() =>
        {
            Assert.That(account.State.Balance, Is.EqualTo(new Points(100.5m)));
            Assert.That((receipt.Points.ToString(), receipt.Status, receipt.Type),
                Is.EqualTo(("100.50", "posted", "accrual")));
            Assert.That(receipt.Balance.Available.ToString(), Is.EqualTo("100.50"));
            Assert.That(receipt.Lot!.ExpiresAt, Is.Null);
        });
    }

    [Test]
    public async Task Points_for_later_are_pending()
    {
        var later = Command with { Accrual = Command.Accrual with { AvailableAt = Given.Noon.AddDays(1) } };
        var receipt = (await new AccruePointsHandler(Given.Accounts<AccrualReceipt>(Given.Account()))
            .Handle(later, default)).Value;
        Assert.That((receipt.Status, receipt.Balance.Pending.ToString(), receipt.Balance.Balance.ToString()),
            Is.EqualTo(("pending", "100.50", "0.00")));
    }

    [Test]
    public async Task The_store_is_asked_for_the_member_in_its_normal_form_and_the_external_id()
    {
        MemberAccount? who = null;
        var store = Given.Accounts<AccrualReceipt>(Given.Account(), asked => who = (MemberAccount)asked);
        await new AccruePointsHandler(store).Handle(Saying(new() { ExternalId = "x" }), default);
        Assert.That(who!.Member.Identifier!.Value, Is.EqualTo("ann@example.com"));
        Assert.That(who.ExternalId, Is.EqualTo(new ExternalReference("accrual", "x")));
    }

    static AccruePoints Of(Points? points) => Command with { Accrual = Command.Accrual with { Points = points } };

    static AccruePoints Saying(ParticularsInput particulars) =>
        Command with { Accrual = Command.Accrual with { Particulars = particulars } };

    static IEnumerable<TestCaseData> Bad()
    {
        yield return new(Of(null), "points");
        yield return new(Of(Points.Zero), "points");
        yield return new(Of(new Points(Points.Max.Value + 0.01m)), "points");
        yield return new(Command with { Account = Given.AnnsAccount with { Member = null } }, "member");
        yield return new(Command with { Account = Given.AnnsAccount with { Member = new() } }, "member");
        var two = new MemberInput { Email = "a@b.c", Phone = "+37061234567" };
        yield return new(Command with { Account = Given.AnnsAccount with { Member = two } }, "member");
        yield return new(Command with { Account = Given.AnnsAccount with { Member = new() { Phone = "+1" } } },
            "member.phone");
        yield return new(Saying(new() { Description = new string('x', 256) }), "description");
        yield return new(Saying(new() { ExternalId = "" }), "external_id");
        yield return new(Saying(new() { Reason = "gift" }), "reason");
        yield return new(Saying(new() { Location = new() { Store = new string('x', 256) } }), "location.store");
        yield return new(Saying(new() { Metadata = new($$"""{"a":"{{new string('x', 4096)}}"}""") }), "metadata");
    }

    [TestCaseSource(nameof(Bad))]
    public async Task A_wrong_shape_is_told_by_field(AccruePoints command, string field) =>
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(new AccruePointsValidator(), command),
            Is.EqualTo(new[] { field }));

    [Test]
    public async Task Edges_of_the_shape_pass()
    {
        var particulars = new ParticularsInput
        {
            Description = new string('x', 255),
            Metadata = new($$"""{"a":"{{new string('x', 4088)}}"}"""),
            Reason = "bonus",
        };
        var edges = Command with { Accrual = new() { Points = Points.Max, Particulars = particulars } };
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(new AccruePointsValidator(), edges), Is.Empty);
    }
}

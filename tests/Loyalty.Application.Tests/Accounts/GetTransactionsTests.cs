using Loyalty.Application.Accounts;
using Loyalty.Application.Ports;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Accounts;

public sealed class GetTransactionsTests
{
    static readonly TransactionFilter All = new(null, null, null, null, null);

    [Test]
    public async Task The_ledger_is_asked_for_the_members_page()
    {
        var ledger = Substitute.For<ILedger>();
        Result<Page<TransactionView>> page = new Page<TransactionView>([], "next");
        ledger.Page(Arg.Is<AccountReference>(
            who => who.PointsCurrency == "miles" && who.Member.Identifier!.Value == "ann@example.com"),
            All, Given.FirstPage, default).Returns(page);
        var result = await new GetTransactionsHandler(ledger)
            .Handle(new("demo", Given.Ann, "miles", All, Given.FirstPage), default);
        Assert.That(result.Value.NextCursor, Is.EqualTo("next"));
    }

    [Test]
    public async Task Types_and_states_are_those_of_the_contract()
    {
        var query = new GetTransactions(
            "demo", Given.Ann, null, All with { Type = "gift", Status = "lost", ExternalId = "" }, Given.FirstPage);
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(new GetTransactionsValidator(), query),
            Is.EquivalentTo(new[] { "type", "status", "external_id" }));
    }
}

using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;

namespace Loyalty.Application.Tests.Ledger;

public sealed class GetTransactionsTests
{
    static readonly TransactionFilter All = new(null, null, null, null, null);

    [Test]
    public async Task What_is_due_and_not_stored_comes_first_and_is_filtered_like_the_rest()
    {
        var account = Given.Account();
        account.At(Given.At(Given.Noon.AddDays(-2)))
            .Accrue(new(new(10), null, Given.Noon.AddDays(-1), Particulars.None));
        var stored = new Account(account.State);
        var ledger = Substitute.For<ILedger>();
        ledger.Transactions(new(256), Arg.Any<TransactionFilter>(), 2, Arg.Any<int>(), default).Returns([]);
        var handler = new GetTransactionsHandler(Given.Accounts<AsOfNow>(stored), ledger);

        var all = (await handler.Handle(new(Given.AnnsAccount, All, Given.FirstPage), default)).Value;
        Assert.That(all.Data.Select(transaction => (transaction.Type, transaction.Seq, transaction.Points)),
            Is.EqualTo(new[] { ("expiry", 2, new Points(-10)) }));
        Assert.That((all.Data[0].EffectiveAt, all.Data[0].PerformedBy), Is.EqualTo(
            (Given.Noon.AddDays(-1), (Performer?)null)));

        var accruals = new GetTransactions(Given.AnnsAccount, All with { Type = "accrual" }, Given.FirstPage);
        Assert.That((await handler.Handle(accruals, default)).Value.Data, Is.Empty);
    }

    [Test]
    public async Task Types_and_states_are_those_of_the_contract()
    {
        var query = new GetTransactions(
            Given.AnnsAccount, All with { Type = "gift", Status = "lost", ExternalId = "" }, Given.FirstPage);
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(new GetTransactionsValidator(), query),
            Is.EquivalentTo(new[] { "type", "status", "external_id" }));
    }
}

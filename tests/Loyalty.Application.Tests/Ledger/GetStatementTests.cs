using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;

namespace Loyalty.Application.Tests.Ledger;

public sealed class GetStatementTests
{
    static GetStatementHandler Handler(ILedger ledger)
    {
        var account = Given.Account();
        account.At(Given.At(Given.Noon.AddDays(-2)))
            .Accrue(new(new(10), null, Given.Noon.AddDays(-1), Particulars.None));
        return new(Given.Accounts<AsOfNow>(new Account(account.State)), ledger, Substitute.For<IPromotions>());
    }

    static ILedger Ledger()
    {
        var ledger = Substitute.For<ILedger>();
        ledger.Statement(default, default, default, default, default).ReturnsForAnyArgs([]);
        return ledger;
    }

    [Test]
    public async Task What_is_due_and_not_stored_comes_last()
    {
        var rows = (await Handler(Ledger()).Handle(new(Given.AnnsAccount, null, 10), default)).Value;
        Assert.That(rows.Select(row => (row.Transaction.Type, row.Transaction.Seq)),
            Is.EqualTo(new[] { ("expiry", 2) }));
    }

    [Test]
    public async Task It_goes_on_after_the_one_that_was_read_last()
    {
        var ledger = Ledger();
        var account = Given.Account().State.Id;
        var rows = await Handler(ledger).Handle(new(Given.AnnsAccount, TransactionNumber.Of(account, 2), 10), default);
        Assert.That(rows.Value, Is.Empty);
        await ledger.Received().Statement(account, 2, Arg.Any<int>(), 10, Arg.Any<CancellationToken>());
    }

    [Test]
    public async Task A_transaction_of_another_account_is_not_found()
    {
        var foreign = TransactionNumber.Of(new(512), 1);
        var result = await Handler(Ledger()).Handle(new(Given.AnnsAccount, foreign, 10), default);
        Assert.That(result.Decline?.Code, Is.EqualTo("transaction_not_found"));
    }
}

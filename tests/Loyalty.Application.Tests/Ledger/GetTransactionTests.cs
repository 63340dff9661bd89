using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;

namespace Loyalty.Application.Tests.Ledger;

public sealed class GetTransactionTests
{
    static readonly TransactionNumber Stored = new AccountId(256).Transaction(1);

    static ILedger Ledger()
    {
        var ledger = Substitute.For<ILedger>();
        ledger.Find(Stored, default).Returns(TransactionView.Of(Given.Account(5).Entries[0], "posted", 2));
        return ledger;
    }

    static Task<Result<TransactionView>> Get(TransactionNumber id, IAccounts accounts) =>
        new GetTransactionHandler(accounts, Ledger()).Handle(new(id), default);

    [Test]
    public async Task What_is_stored_is_found_by_its_id_and_nothing_else_is()
    {
        var accounts = Given.Accounts<AsOfNow>(Given.Account());
        Assert.That((await Get(Stored, accounts)).Value.TransactionId, Is.EqualTo(Stored.ToString()));
        Assert.That((await Get(new AccountId(256).Transaction(9), accounts)).Decline!.Code,
            Is.EqualTo("transaction_not_found"));
    }

    [Test]
    public async Task What_time_has_done_and_nobody_stored_is_found_too()
    {
        var account = Given.Account();
        account.At(Given.At(Given.Noon.AddDays(-2)))
            .Accrue(new(new(10), null, Given.Noon.AddDays(-1), Particulars.None));
        var found = await Get(
            new AccountId(256).Transaction(2), Given.Accounts<AsOfNow>(new(account.State)));
        Assert.That((found.Value.Type, found.Value.Points), Is.EqualTo(("expiry", new Points(-10))));
    }

    [Test]
    public async Task An_account_that_the_caller_may_not_see_tells_nothing()
    {
        var accounts = Substitute.For<IAccounts>();
        accounts.Ask<AsOfNow>(default!, default!, default).ReturnsForAnyArgs(Declines.TransactionNotFound);
        Assert.That((await Get(Stored, accounts)).Decline!.Code, Is.EqualTo("transaction_not_found"));
    }
}

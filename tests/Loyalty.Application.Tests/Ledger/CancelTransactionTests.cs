using Loyalty.Application.Ledger;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Rewards;

namespace Loyalty.Application.Tests.Ledger;

public sealed class CancelTransactionTests
{
    static readonly TransactionNumber Id = new AccountId(256).Transaction(2);

    /// <summary>100 points, of which 60 were spent two days ago: the window of a day is closed.</summary>
    static Account SpentLongAgo()
    {
        var before = Given.At(Given.Noon.AddDays(-2));
        var account = new Account(Given.Account().State);
        _ = account.At(before).Accrue(new(new(100), null, null, Particulars.None)).Value;
        _ = account.At(before).Redeem(new(new(60), RewardType.Generic, Particulars.None)).Value;
        return account;
    }

    [TestCase(false, "manage", "cancellation_window_closed")]
    [TestCase(false, "cancel", "cancellation_window_closed")]
    [TestCase(true, "cancel", "forbidden")]
    [TestCase(true, "manage", null)]
    public async Task Only_staff_that_insists_gets_past_the_window(bool force, string scope, string? code)
    {
        var handler = new CancelTransactionHandler(
            Given.Accounts<CancellationReceipt>(SpentLongAgo()), Given.Request(null, null, scope));
        var result = await handler.Handle(new(Id, null, "returned", force), default);
        Assert.That(result.Decline?.Code, Is.EqualTo(code));
        if (code is null)
        {
            Assert.That((result.Value.Type, result.Value.Cancels, result.Value.Status, $"{result.Value.Points}"),
                Is.EqualTo(("cancellation", Id.ToString(), "cancelled", "60.00")));
        }
    }

    [Test]
    public async Task A_reason_has_to_be_given_and_points_are_above_zero() =>
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(
            new CancelTransactionValidator(), new CancelTransaction(Id, Domain.Points.Zero, null, false)),
            Is.EqualTo(new[] { "points", "reason" }));
}

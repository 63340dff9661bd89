using Loyalty.Application.Redemptions;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Rewards;

namespace Loyalty.Application.Tests.Redemptions;

public sealed class CommitTempTests
{
    static readonly TransactionNumber Id = new AccountId(256).Transaction(2);

    /// <summary>100 points, 60 of them held by the second entry.</summary>
    static Account Held()
    {
        var account = Given.Account(100);
        _ = account.At(Given.On).Redeem(
            new(new(60), RewardType.Generic, Particulars.None, Hold: new(TimeoutSeconds: null))).Value;
        return account;
    }

    [Test]
    public async Task What_was_taken_and_what_returned_is_told()
    {
        var account = Held();
        var receipt = (await new CommitTempHandler(Given.Accounts<RedemptionReceipt>(account))
            .Handle(new(Id, new(45)), default)).Value;
        Assert.That((receipt.TransactionId, receipt.Status, $"{receipt.Points}", $"{receipt.Released}",
            $"{receipt.Balance.Balance}", $"{receipt.AvailableBefore}"),
            Is.EqualTo((Id.ToString(), "posted", "45.00", "15.00", "55.00", "100.00")));
        Assert.That(receipt.Lots.Single().Points, Is.EqualTo(new Points(45)));
    }

    [Test]
    public async Task A_rollback_keeps_its_reason()
    {
        var account = Held();
        var receipt = (await new RollbackTempHandler(Given.Accounts<RedemptionReceipt>(account))
            .Handle(new(Id, "changed my mind"), default)).Value;
        Assert.That((receipt.Status, $"{receipt.Released}", account.Entries[^1].Note!.Explanation),
            Is.EqualTo(("rolled_back", "60.00", "changed my mind")));
    }

    [Test]
    public async Task Amounts_and_reasons_have_bounds()
    {
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(new CommitTempValidator(), new CommitTemp(Id, Points.Zero)),
            Is.EqualTo(new[] { "points" }));
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(
            new RollbackTempValidator(), new RollbackTemp(Id, new string('x', 256))), Is.EqualTo(new[] { "reason" }));
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(
            new RollbackTempValidator(), new RollbackTemp(Id, new string('x', 255))), Is.Empty);
    }
}

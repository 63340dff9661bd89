using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Redemptions;

namespace Loyalty.Infrastructure.Tests.Ledger;

public sealed class OwnIdTests
{
    readonly Instance instance = TestServer.Instances[0];

    static OwnIdFilter Filter(string id, string? type = null) => new(id, type);

    [Test]
    public async Task A_transaction_is_found_by_an_id_of_ones_own_without_its_member()
    {
        var member = await instance.NewMember(100);
        await instance.NewMember(100, member.Program);
        var redeemed = (await instance.Send(member.Redeem(5, new() { ExternalId = "r-1" }))).Value;
        var found = (await instance.Send(new FindTransaction(member.Program, Filter("r-1")))).Value;
        Assert.That((found.TransactionId, found.MemberId, found.PointsCurrency, found.Status), Is.EqualTo(
            (redeemed.TransactionId, member.MemberId, "points", "posted")));
        Assert.That((await instance.Send(new FindTransaction(member.Program, Filter("r-2")))).Decline!.Code,
            Is.EqualTo("transaction_not_found"));
        var foreign = await instance.NewProgram();
        Assert.That((await instance.Send(new FindTransaction(foreign, Filter("r-1")))).Decline!.Code,
            Is.EqualTo("transaction_not_found"));
    }

    [Test]
    public async Task An_id_that_several_have_is_told_and_the_list_shows_all()
    {
        var one = await instance.NewMember(100);
        var other = await instance.NewMember(100, one.Program);
        await instance.Send(one.Redeem(5, new() { ExternalId = "x" }));
        await instance.Send(other.Redeem(5, new() { ExternalId = "x" }));
        await instance.Send(other.Accrue(5, new() { ExternalId = "x" }));
        await instance.Send(new AdjustPoints(other.Account, new()
        {
            Points = new(1),
            Reason = "correction",
            Particulars = new() { ExternalId = "x" },
        }));
        Assert.That((await instance.Send(new FindTransaction(one.Program, Filter("x")))).Decline!.Code,
            Is.EqualTo("ambiguous_reference"));
        Assert.That((await instance.Send(new FindTransaction(one.Program, Filter("x", "redemption")))).Decline!.Code,
            Is.EqualTo("ambiguous_reference"));
        Assert.That((await instance.Send(new FindTransaction(one.Program, Filter("x", "accrual")))).Value.MemberId,
            Is.EqualTo(other.MemberId));

        var seen = new List<(string, string?)>();
        string? after = null;
        do
        {
            var page = (await instance.Send(
                new FindTransactions(one.Program, Filter("x"), new(1, after, "list")))).Value;
            seen.AddRange(page.Data.Select(transaction => (transaction.Type, transaction.MemberId)));
            after = page.NextCursor is null ? null : $"{page.Data[^1].Number}";
        }
        while (after is not null);
        Assert.That(seen, Is.EqualTo(new[]
        {
            ("adjustment", other.MemberId), ("accrual", other.MemberId), ("redemption", other.MemberId),
            ("redemption", one.MemberId),
        }));
    }

    [Test]
    public async Task A_decline_leaves_no_id_and_an_ended_hold_keeps_it()
    {
        var member = await instance.NewMember(10);
        await instance.Send(member.Redeem(50, new() { ExternalId = "h" }));
        Assert.That((await instance.Send(new FindTransaction(member.Program, Filter("h")))).IsOk, Is.False);
        var hold = new RedeemPoints(member.Account, new()
        {
            Points = new(5),
            Hold = new(),
            Particulars = new() { ExternalId = "h" },
        });
        var held = (await instance.Send(hold)).Value;
        await instance.Send(new RollbackTemp(held.TransactionId.Number(), null));
        var found = (await instance.Send(new FindTransaction(member.Program, Filter("h")))).Value;
        Assert.That((found.TransactionId, found.Type, found.Status), Is.EqualTo(
            (held.TransactionId, "hold", "rolled_back")));
    }

    [Test]
    public async Task An_erased_members_transactions_are_still_found_by_their_ids()
    {
        var member = await instance.NewMember(10);
        await instance.Send(member.Redeem(5, new() { ExternalId = "e", Description = "secret" }));
        await instance.Send(new EraseMember(member.Program, member.Reference));
        var found = (await instance.Send(new FindTransaction(member.Program, Filter("e")))).Value;
        Assert.That((found.MemberId, found.Description), Is.EqualTo((member.MemberId, (string?)null)));
    }
}

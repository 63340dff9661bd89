using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Tests.Accounts;

/// <summary>What an account with very many lots asks of its decisions.</summary>
public sealed class ManyLotsTests
{
    const int Many = 10_000;

    [Test]
    public void What_is_due_is_applied_in_parts_in_the_same_order()
    {
        var whole = Lots(Many, Given.Noon.AddDays(1));
        Assert.That(whole.MoveTo(Given.On(Given.Noon.AddDays(2))), Is.Null);

        var inParts = Lots(Many, Given.Noon.AddDays(1));
        var parts = 1;
        for (; Moved(inParts).IsBehind; parts++)
        {
            inParts = new(inParts.State with { Version = parts });
        }

        Assert.That(parts, Is.EqualTo(Many / 1000));
        Assert.That((inParts.State.Seq, inParts.State.Expired, inParts.State.Balance),
            Is.EqualTo((whole.State.Seq, new Points(Many), Points.Zero)));
    }

    [Test]
    public void The_next_expiry_is_whole_by_the_sums_alone()
    {
        var end = Given.Noon.AddDays(1);
        var account = Behind(end, new OpenLots(Count: 3, new Points(35)));
        Assert.That(account.MoveTo(Given.On(Given.Noon)), Is.Null);
        Assert.That((account.Unseen, account.State.OpenLots), Is.EqualTo((MissingParts.SumsOfLots, (int?)null)));

        account.MoveTo(Given.On(Given.Noon) with { Facts = Facts.None.With(new OpenLots(3, new Points(35))) });
        Assert.That((account.Unseen, account.State.OpenLots), Is.EqualTo(((MissingParts?)null, (int?)3)));
        Assert.That(account.State.NextExpiry, Is.EqualTo(new LotShare(new Points(35), end)));

        account.Redeem(Given.Redemption(10));
        Assert.That((account.Unseen, account.State.NextExpiry, account.State.NextDueAt),
            Is.EqualTo(((MissingParts?)null, new LotShare(new Points(25), end), (DateTimeOffset?)end)));
    }

    [Test]
    public void Lots_beyond_the_bound_are_refused_and_what_returns_is_not()
    {
        var account = Lots(Account.MaxOpenLots, Given.Noon.AddDays(1));
        account.MoveTo(Given.On(Given.Noon));
        var refused = account.Accrue(Given.Accrual(1)).Decline!;
        Assert.That((refused.Code, refused.Reasons[0].Arguments["limit"]), Is.EqualTo(("limit_reached", "lots")));
        Assert.That(account.Adjust(new(new(1), false, Particulars.None)).Decline!.Code, Is.EqualTo("limit_reached"));
        var hold = account.Redeem(Given.Redemption(Account.MaxOpenLots) with { Hold = new(null) });
        Assert.That(account.RollbackHold(hold.Value.Id, Particulars.None).IsOk, Is.True);
    }

    static Account Moved(Account account)
    {
        account.MoveTo(Given.On(Given.Noon.AddDays(2)), 1000);
        return account;
    }

    static Account Lots(int count, DateTimeOffset end) => new(new AccountState
    {
        Id = new(5),
        Currency = Given.Currency,
        Balance = new(count),
        Seq = count,
        Lots = [.. Enumerable.Range(1, count).Select(id => Lot(id, 1, end))],
    });

    /// <summary>Of three lots with one end the first two are loaded.</summary>
    static Account Behind(DateTimeOffset end, OpenLots sums)
    {
        var lots = new[] { Lot(1, 10, end), Lot(2, 10, end) };
        return new(new AccountState
        {
            Id = new(5),
            Currency = Given.Currency,
            Balance = sums.EndingAtHorizon,
            Seq = 3,
            Lots = [.. lots],
            Horizon = lots[1],
        });
    }

    static Lot Lot(int id, decimal points, DateTimeOffset end) => new()
    {
        Id = id,
        Points = new(points),
        Remaining = new(points),
        Pending = false,
        AvailableAt = Given.Noon.AddDays(-1),
        ExpiresAt = end,
        PostedAt = Given.Noon.AddDays(-1),
    };
}

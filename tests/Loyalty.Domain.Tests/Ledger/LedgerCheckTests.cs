using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Tests.Ledger;

public sealed class LedgerCheckTests
{
    static Account Account()
    {
        var account = Given.EmptyAccount().With(
            Given.Accrual(100, Given.Noon.AddDays(5), particulars: new() { Description = "x" }), Given.Accrual(50));
        account.At(Given.On(Given.Noon)).Redeem(Given.Redemption(30));
        account.Seal(Given.Noon);
        return account;
    }

    static IReadOnlyList<Difference> Check(
        Account account, Func<Entry, Entry>? edit = null, Func<AccountState, AccountState>? state = null,
        DateTimeOffset? due = null)
    {
        var check = new LedgerCheck(account.State.Id);
        foreach (var entry in account.Entries)
        {
            check.Add(edit?.Invoke(entry) ?? entry);
        }

        var stored = Given.Stored(account);
        return check.Finish(state?.Invoke(stored) ?? stored, due ?? account.State.NextDueAt);
    }

    [Test]
    public void Books_as_the_service_writes_them_have_no_difference() => Assert.That(Check(Account()), Is.Empty);

    [Test]
    public void An_entry_edited_by_hand_is_found() =>
        Assert.That(Check(Account(), entry => entry.Seq == 2 ? entry with { Amount = new(51) } : entry)
            .Select(difference => (difference.Seq, difference.What)), Does.Contain(((int?)2, "hash")));

    [Test]
    public void What_no_hash_of_before_covers_is_compared()
    {
        Assert.That(Check(Account(), entry => entry with { IsFirstOfDay = !entry.IsFirstOfDay })
            .Select(difference => difference.What), Is.EqualTo(Enumerable.Repeat("first_of_day", 3)));
        Assert.That(Check(Account(), entry => entry with { EarnedTotal = Points.Zero })
            .Select(difference => difference.What), Does.Contain("earned_total"));
    }

    [Test]
    public void A_missing_entry_is_found() =>
        Assert.That(Check(Account(), entry => entry with { Seq = entry.Seq + 1 }), Is.Not.Empty);

    [Test]
    public void A_note_that_does_not_fit_its_digest_is_found() =>
        Assert.That(Check(Account(), entry =>
            entry.Note is null ? entry : entry with { Note = entry.Note with { Description = "y" } })
            .Single().What, Is.EqualTo("note_digest"));

    [Test]
    public void Every_figure_of_the_accounts_row_is_compared()
    {
        Func<AccountState, AccountState>[] edits =
        [
            state => state with { Balance = new(121) },
            state => state with { Held = new(1) },
            state => state with { Pending = new(1) },
            state => state with { Seq = 4 },
            state => state with { LastHash = new byte[32] },
            state => state with { Redeemed = new(31) },
            state => state with { RedeemedCount = 2 },
            state => state with { Earned = new(151) },
            state => state with { Expired = new(1) },
            state => state with { Usage = UsageBefore.Nothing(Periods.Around(Given.Noon.AddDays(1), "UTC")) },
            state => state with { LastEffectiveAt = Given.Noon.AddDays(1) },
            state => state with { Lots = [.. state.Lots.Skip(1)] },
            state => state with { Lots = [state.Lots.First() with { Points = new(101) }, .. state.Lots.Skip(1)] },
            state => state with { Lots = [state.Lots.First() with { ExpiresAt = Given.Noon.AddDays(9) },
                .. state.Lots.Skip(1)] },
            state => state with { Lots = [state.Lots.First() with { Remaining = new(71) }, .. state.Lots.Skip(1)] },
            state => state with { Lots = [state.Lots.First() with { Pending = true }, .. state.Lots.Skip(1)] },
        ];
        Assert.That(edits.Select(edit => Check(Account(), state: edit).Count), Has.All.GreaterThan(0));
    }

    [Test]
    public void A_lost_redemption_a_wrong_one_and_a_wrong_due_time_are_found()
    {
        var account = Account();
        _ = account.At(Given.On(Given.Noon)).Redeem(Given.Hold(30)).Value;
        account.Seal(Given.Noon);
        var redemption = account.ChangedRedemptions.Single();
        Assert.That(Check(account), Is.Empty);
        Assert.That(Check(account, state: state => state with { Redemptions = state.Redemptions.Clear() }),
            Is.Not.Empty);
        Assert.That(Check(account, state: state => state.With(redemption with { Committed = new(29) })), Is.Not.Empty);
        Assert.That(Check(account, due: Given.Noon), Is.Not.Empty);
    }
}

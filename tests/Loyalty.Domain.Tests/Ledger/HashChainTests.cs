using Loyalty.Domain.Ledger;

namespace Loyalty.Domain.Tests.Ledger;

public sealed class HashChainTests
{
    static Entry Entry
    {
        get
        {
            var account = Given.EmptyAccount().With(Given.Accrual(10));
            account.Seal(Given.Noon);
            return account.Entries[0];
        }
    }

    /// <summary>Every stored column of an entry, changed by hand.</summary>
    static IEnumerable<Entry> Edits()
    {
        var entry = Entry;
        yield return entry with { Seq = 2 };
        yield return entry with { Account = new(6) };
        yield return entry with { Kind = EntryKind.Redemption };
        yield return entry with { Amount = new(10.0001m) };
        yield return entry with { AvailableChange = new(11) };
        yield return entry with { BalanceAfter = new(11) };
        yield return entry with { AvailableAfter = new(9) };
        yield return entry with { RedeemedTotal = new(1) };
        yield return entry with { RedeemedCount = 1 };
        yield return entry with { EarnedTotal = new(1) };
        yield return entry with { Form = 2 };
        yield return entry with { Form = 1 };
        yield return entry with { OpenUntil = entry.EffectiveAt };
        yield return entry with { CountsAsEarned = true };
        yield return entry with { CountsAsEarned = false };
        yield return entry with { About = About.Nothing.With("option", "7") };
        yield return entry with { About = About.Nothing.With("option", "7").With("type", "product") };
        yield return entry with { RelatedSeq = 1 };
        yield return entry with { EffectiveAt = entry.EffectiveAt.AddTicks(10) };
        yield return entry with { RecordedAt = entry.RecordedAt.AddTicks(10) };
        yield return entry with { Lots = [new(2, new(10))] };
        yield return entry with { PolicyVersion = 8 };
        yield return entry with { PerformedBy = "other" };
        yield return entry with { NoteDigest = [1] };
        yield return entry with { Particulars = new() { ExternalId = "x" } };
        yield return entry with { Particulars = new() { OrderRef = "x" } };
        yield return entry with { Particulars = new() { Reason = "bonus" } };
        yield return entry with { Particulars = new() { OccurredAt = Given.Noon.AddDays(-1) } };
        yield return entry with { Particulars = new() { Location = new("x", null) } };
        yield return entry with { Particulars = new() { Location = new(null, "x") } };
    }

    [Test]
    public void A_change_of_any_column_changes_the_hash()
    {
        var hashes = Edits().Append(Entry).Select(entry => Convert.ToHexString(HashChain.Next(HashChain.Start, entry)))
            .ToList();
        Assert.That(hashes, Is.Unique);
    }

    [Test]
    public void The_hash_covers_the_one_before() =>
        Assert.That(HashChain.Next(new byte[32], Entry),
            Is.Not.EqualTo(HashChain.Next([.. Enumerable.Repeat((byte)1, 32)], Entry)));

    /// <summary>Stored hashes must verify for ever: a form that was used is frozen.</summary>
    [TestCase(1, "2032ed80d90307db929686dcb220f64899f707a4f53bdba6b7be769d64644623")]
    [TestCase(2, "5f8281c4780a23ef07e24d0f4f218bad36a8e0c31a84155636bc56e741be62b6")]
    [TestCase(3, "99954b904d40a77174b35e60ed06444c499653c3c827cd1e7a4e7d9ac2b0ab24")]
    public void A_form_stays_as_it_is(int form, string hash) =>
        Assert.That(Convert.ToHexStringLower(HashChain.Next(HashChain.Start, Entry with
        {
            Form = form,
            OpenUntil = form == 1 ? null : Given.Noon,
            About = form < 3 ? About.Nothing : About.Nothing.With("option", "7"),
        })), Is.EqualTo(hash));

    [Test]
    public void Erasing_a_note_leaves_the_chain_intact()
    {
        var particulars = new Particulars { Description = "For Ann", Metadata = """{"a":1}""" };
        var account = Given.EmptyAccount().With(Given.Accrual(10, particulars: particulars));
        account.Seal(Given.Noon);
        var entry = account.Entries[0];
        Assert.That(HashChain.Next(HashChain.Start, entry with { Note = null, Particulars = Particulars.None }),
            Is.EqualTo(entry.Hash));
        Assert.That(entry.NoteDigest, Is.EqualTo(entry.Note!.Digest()));
    }
}

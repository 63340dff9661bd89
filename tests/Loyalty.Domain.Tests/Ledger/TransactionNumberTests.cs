using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;

namespace Loyalty.Domain.Tests.Ledger;

public sealed class TransactionNumberTests
{
    [TestCase(1, 1)]
    [TestCase(int.MaxValue, TransactionNumber.MaxSeq)]
    [TestCase(540_001, 77)]
    public void A_number_tells_its_account_and_seq_and_fits_every_JSON_client(int account, int seq)
    {
        var number = new AccountId(account).Transaction(seq);
        Assert.Multiple(() =>
        {
            Assert.That(number.Value, Is.LessThan(1L << 53));
            Assert.That((number.Account.Number, number.Seq), Is.EqualTo((account, seq)));
            Assert.That(TransactionNumber.TryParse(number.ToString(), out var read) && read == number, Is.True);
        });
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("txn_")]
    [TestCase("txn_0")]
    [TestCase("txn_1")]
    [TestCase("txn_-2097153")]
    [TestCase("txn_02097153")]
    [TestCase("txn_2097153 ")]
    [TestCase("2097153")]
    [TestCase("TXN_2097153")]
    [TestCase("txn_9223372036854775807")]
    [TestCase("txn_99999999999999999999")]
    public void Anything_else_is_no_number(string? text) =>
        Assert.That(TransactionNumber.TryParse(text, out _), Is.False);

    [TestCase("mbr_1", true)]
    [TestCase("mbr_2147483647", true)]
    [TestCase("mbr_0", false)]
    [TestCase("mbr_2147483648", false)]
    [TestCase("mbr_01", false)]
    public void A_members_number_is_a_positive_31_bit_one(string text, bool isOne) =>
        Assert.That(MemberId.TryParse(text, out _), Is.EqualTo(isOne));

    /// <summary>Stored keys contain these buckets: they may never change.</summary>
    [TestCase("ann@example.com", 233)]
    [TestCase("+37061234567", 170)]
    [TestCase("", 197)]
    public void A_texts_bucket_stays_what_it_is(string text, int bucket) =>
        Assert.That(Buckets.Of(text), Is.EqualTo(bucket));

    [Test]
    public void A_numbers_bucket_is_its_low_eight_bits() => Assert.That(new AccountId(0x1234).Bucket, Is.EqualTo(0x34));
}

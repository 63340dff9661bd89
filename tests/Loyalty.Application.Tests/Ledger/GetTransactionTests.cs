using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;

namespace Loyalty.Application.Tests.Ledger;

public sealed class GetTransactionTests
{
    static readonly TransactionNumber Number = new AccountId(256).Transaction(3);

    static ILedger Ledger()
    {
        var ledger = Substitute.For<ILedger>();
        ledger.Find(Number, default).Returns(new FoundTransaction(new TransactionView
        {
            TransactionId = Number.ToString(),
            Number = Number.Value,
            Seq = 3,
            Type = "accrual",
            Status = "posted",
            Points = new(1),
            Amount = new(1),
            BalanceAfter = new(1),
            AvailableAfter = new(1),
            EffectiveAt = Given.Noon,
            OccurredAt = Given.Noon,
            RecordedAt = Given.Noon,
            Lots = [],
        }, "op", "demo"));
        return ledger;
    }

    [TestCase(null, true)]
    [TestCase("op", true)]
    [TestCase("other", false)]
    public async Task Only_who_may_see_the_program_finds_it(string? @operator, bool isFound)
    {
        var result = await new GetTransactionHandler(
            Ledger(), Given.Store<AsOfNow>(Given.Account()), Given.Scope(@operator))
            .Handle(new(Number.ToString()), default);
        Assert.That((result.IsOk, result.Decline?.Code),
            Is.EqualTo((isFound, isFound ? null : "transaction_not_found")));
    }

    [Test]
    public async Task A_key_of_other_programs_does_not_find_it() =>
        Assert.That((await new GetTransactionHandler(
            Ledger(), Given.Store<AsOfNow>(Given.Account()), Given.Scope("op", ["other"]))
            .Handle(new(Number.ToString()), default)).IsOk, Is.False);

    [TestCase("txn_5")]
    [TestCase("nonsense")]
    public async Task An_id_that_is_none_is_not_found(string id) =>
        Assert.That((await new GetTransactionHandler(Ledger(), Given.Store<AsOfNow>(Given.Account()), Given.Scope())
            .Handle(new(id), default)).Decline!.Code,
            Is.EqualTo("transaction_not_found"));
}

using Loyalty.Application.Ports;
using Loyalty.Application.Tiers;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Tiers;

namespace Loyalty.Application.Tests.Tiers;

public sealed class GetMemberTierTests
{
    [Test]
    public async Task What_the_ledger_tells_is_shown_with_the_currencys_decimals()
    {
        var ledger = Substitute.For<ILedger>();
        ledger.Earned(default, default, default).ReturnsForAnyArgs(
            new EarnedHistory([new(Given.Noon, new(12.5m))]));
        var accounts = Given.Accounts<(AccountState, Occasion, DateTimeOffset)>(Given.Account(12.5m));
        var view = (await new GetMemberTierHandler(accounts, ledger).Handle(new(Given.AnnsAccount), default)).Value;
        Assert.That((view.Tier, view.Next, view.PointsEarnedInPeriod.ToString()), Is.EqualTo(
            ((HeldTierView?)null, (NextTierView?)null, "12.50")));
    }
}

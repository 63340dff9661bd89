using Loyalty.Application.Accounts;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;

namespace Loyalty.Application.Tests.Accounts;

public sealed class GetBalanceTests
{
    [Test]
    public async Task The_balance_is_as_of_now_with_what_expires_first()
    {
        var account = Given.Account(100);
        account.At(Given.On).Accrue(new(new Points(5), null, Given.Noon.AddDays(2), Particulars.None));
        account.At(Given.On).Accrue(new(new Points(6), null, Given.Noon.AddDays(2), Particulars.None));
        var view = (await new GetBalanceHandler(Given.Accounts<BalanceView>(account))
            .Handle(new(Given.AnnsAccount), default)).Value;
        Assert.Multiple(() =>
        {
            Assert.That((view.PointsCurrency, view.Balance.ToString(), view.Held.ToString(), view.AsOf),
                Is.EqualTo(("points", "111.00", "0.00", Given.Noon)));
            Assert.That(view.NextExpiry, Is.EqualTo(new ExpiringPoints(new Points(11), Given.Noon.AddDays(2))));
        });
    }
}

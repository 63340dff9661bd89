using Loyalty.Application;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Members;
using Loyalty.Domain.Rewards;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>
/// What accounts share can be lost to somebody else at the last moment: the decision is made again knowing it.
/// </summary>
public sealed class LostFactTests
{
    sealed record Gone(string What);

    [Test]
    public async Task A_fact_that_the_commit_lost_is_known_to_the_second_decision()
    {
        await using var instance = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await instance.Get<Migrator>().Migrate(CancellationToken.None);
        var member = await instance.NewMember(10);
        await instance.Execute("alter table note add constraint stock_left check (description <> 'the last one')");
        instance.Get<AccountWriter>().LostFacts =
            [error => error.ConstraintName == "stock_left" ? new Gone("the last one") : null];

        var decisions = 0;
        var outcome = await instance.Get<IAccountStore>().Decide<int>(
            new(new MemberAccount(member.Program, null, MemberReference.Of(new MemberId(member.Number))),
                Caller.Inside("test")),
            account =>
            {
                decisions++;
                var request = new RedemptionRequest(
                    new(1), RewardType.Generic, Particulars.None with { Description = "the last one" });
                return account.Occasion.Facts.Find<Gone>() is null
                    ? account.Redeem(request).Then(redemption => redemption.Id)
                    : Declines.LimitReached("stock");
            },
            CancellationToken.None);

        Assert.That((outcome.Result.Decline!.Code, decisions), Is.EqualTo(("limit_reached", 2)));
        Assert.That((await instance.Balance(member)).Balance, Is.EqualTo(new Points(10)));
    }
}

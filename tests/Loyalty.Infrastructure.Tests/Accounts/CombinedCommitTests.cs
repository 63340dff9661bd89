using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Save;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>Callers of different accounts share statements, and nothing else.</summary>
public sealed class CombinedCommitTests
{
    static readonly PointsCurrency Currency = new(1, "points", "Points", 2, true);

    readonly Instance shared = TestServer.Instances[0];

    [Test]
    public async Task A_chain_that_the_server_refuses_harms_no_other_of_its_statement()
    {
        await using var instance = new Instance();
        var members = await NewMembers(instance, 9, points: 0);

        // A decline opens the account.
        await Task.WhenAll(members.Select(member => instance.Send(member.Redeem(1))));
        var accounts = await Task.WhenAll(members.Select(instance.Account));
        var commit = instance.Get<AccountWriter>();

        // Below zero: no decision comes to that, and the table's check refuses it.
        var chains = accounts[..^1].Select(account => Chain(account, Points.Zero))
            .Append(Chain(accounts[^1], -new Points(1))).ToList();
        var row = await instance.HoldRow(members[0]);
        var first = commit.Store(chains[0]);
        await row.WaitUntilSomebodyWaits();
        var others = chains[1..].ConvertAll(commit.Store);
        await row.DisposeAsync();

        await Assert.ThrowsAsync<PostgresException>(async () => await others[^1]);
        Assert.That(await Task.WhenAll(others[..^1].Prepend(first)), Has.All.True);
    }

    [Test]
    public async Task An_account_whose_row_somebody_holds_keeps_no_other_from_its_answer()
    {
        await using var instance = new Instance();
        var members = await NewMembers(instance, 20, points: 100);
        var row = await instance.HoldRow(members[0]);
        var held = instance.Send(members[0].Redeem(1));
        await row.WaitUntilSomebodyWaits();

        // Twice: the second time the account is known to be held, and goes alone.
        for (var i = 0; i < 2; i++)
        {
            var answers = await Task.WhenAll(members[1..].Select(member => instance.Send(member.Redeem(1))));
            Assert.That(answers.Select(answer => answer.IsOk), Has.All.True);
        }

        Assert.That(instance.Get<AccountWriter>().Locked, Is.EqualTo([await instance.Account(members[0])]));

        await row.DisposeAsync();
        Assert.That((await held).IsOk, Is.True);
        Assert.That(instance.Get<AccountWriter>().Locked, Is.Empty);
        Assert.That(await instance.Differences(members[0]), Is.Empty);
    }

    [Test]
    public async Task A_stop_waits_for_what_callers_no_longer_wait_for()
    {
        await using var instance = new Instance();
        var member = await instance.NewMember(100);
        var row = await instance.HoldRow(member);
        using var giveUp = new CancellationTokenSource();
        var abandoned = instance.Send(member.Redeem(10), "k", ct: giveUp.Token);
        await row.WaitUntilSomebodyWaits();
        await giveUp.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(async () => await abandoned);

        var stop = instance.Get<ActiveAccounts>().StopAsync(CancellationToken.None);
        Assert.That(stop.IsCompleted, Is.False);
        await row.DisposeAsync();
        await stop;
        Assert.That((await shared.Balance(member)).Balance, Is.EqualTo(new Points(90)));
    }

    static async Task<List<TestMember>> NewMembers(Instance instance, int count, decimal points)
    {
        var program = await instance.NewProgram();
        return [.. await Task.WhenAll(Enumerable.Range(0, count).Select(_ => instance.NewMember(points, program)))];
    }

    /// <summary>A commit of an account without points.</summary>
    static Chain Chain(int account, Points expired)
    {
        var chain = new Chain(new Account(new AccountState
        {
            Id = new(account),
            Currency = Currency,
            Version = 1,
            Expired = expired,
        }), [], new(1, "p"));
        chain.Seal(DateTimeOffset.UtcNow);
        return chain;
    }
}

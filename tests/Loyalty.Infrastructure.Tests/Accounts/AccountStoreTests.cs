using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Application.Programs;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Accounts;

public sealed class AccountStoreTests
{
    readonly Instance one = TestServer.Instances[0];
    readonly Instance two = TestServer.Instances[1];

    [Test]
    public async Task A_key_is_one_command_whatever_form_its_amount_has()
    {
        var member = await one.NewMember(500);
        var first = (await one.Send(member.Redeem(100), "k")).Value;
        var (again, isReplay) = await two.SendOnce(
            new RedeemPoints(member.Account, new()
            {
                Points = new(100.00m),
                Type = "generic",
                Particulars = new() { Location = new() },
            }), "k");
        Assert.That((again.Value.TransactionId, isReplay), Is.EqualTo((first.TransactionId, true)));
        Assert.That((await two.Send(member.Redeem(100.01m), "k")).Decline!.Code, Is.EqualTo("idempotency_key_reused"));
    }

    [Test]
    public async Task A_key_means_the_same_member_by_whatever_identifier()
    {
        var member = await one.NewMember(500);
        var first = (await one.Send(member.Redeem(100), "k")).Value;
        var byId = member.Redeem(100).By(new() { MemberId = member.MemberId });
        Assert.That((await one.Send(byId, "k")).Value.TransactionId, Is.EqualTo(first.TransactionId));
    }

    [Test]
    public async Task Keys_of_other_accounts_and_other_callers_are_other_keys()
    {
        var member = await one.NewMember(500);
        var other = await one.NewMember(500, member.Program);
        await one.Send(member.Redeem(100), "k");
        Assert.That((await one.Send(other.Redeem(7), "k")).IsOk, Is.True);
        Assert.That((await one.Send(member.Redeem(7), "k", caller: new("shop", null, null, Application.Scope.All)))
            .IsOk, Is.True);
    }

    [Test]
    public async Task An_accrual_and_a_redemption_do_not_share_a_key()
    {
        var member = await one.NewMember(500);
        await one.Send(member.Accrue(5), "k");
        Assert.That((await one.Send(member.Redeem(5), "k")).Decline!.Code, Is.EqualTo("idempotency_key_reused"));
    }

    [Test]
    public async Task An_external_id_is_answered_the_same_again_and_never_means_something_else()
    {
        var member = await one.NewMember(500);
        var particulars = new ParticularsInput { ExternalId = "order-1" };
        var first = (await one.Send(member.Redeem(10, particulars), "a")).Value;
        var (again, isReplay) = await two.SendOnce(member.Redeem(10, particulars), "b");
        Assert.That((again.Value.TransactionId, isReplay), Is.EqualTo((first.TransactionId, true)));
        Assert.That((await two.Send(member.Redeem(11, particulars), "c"))
            .Decline!.Code, Is.EqualTo("external_id_taken"));
        Assert.That((await two.Send(member.Accrue(11, particulars), "d")).IsOk, Is.True, "another family of commands");
        Assert.That((await one.Balance(member)).Balance, Is.EqualTo(new Points(501)));
    }

    [Test]
    public async Task A_key_that_was_answered_by_an_external_id_means_that_command_from_then_on()
    {
        var member = await one.NewMember(500);
        await one.Send(member.Redeem(10, new() { ExternalId = "order-1" }), "a");
        await one.Send(member.Redeem(10, new() { ExternalId = "order-1" }), "b");
        var other = await two.Send(member.Redeem(7, new() { ExternalId = "order-2" }), "b");
        Assert.That(other.Decline!.Code, Is.EqualTo("idempotency_key_reused"));
        Assert.That((await one.Balance(member)).Balance, Is.EqualTo(new Points(490)));
    }

    [Test]
    public async Task More_than_500_pending_lots_are_no_burden()
    {
        var member = await one.NewMember(5);
        var later = DateTimeOffset.UtcNow.AddDays(1);
        await Task.WhenAll(Enumerable.Range(0, 510).Select(_ => one.Send(member.Accrue(1, availableAt: later))));
        Assert.That((await one.Balance(member)).Pending, Is.EqualTo(new Points(510)));
        Assert.That((await one.Send(member.Redeem(5))).IsOk, Is.True);
        Assert.That(await one.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_database_that_went_back_to_an_earlier_state_is_believed()
    {
        var member = await one.NewMember(100);
        var account = new AccountId(await one.Account(member));
        var active = new ActiveAccount(account, one.Get<AccountLoader>(), one.Get<DecisionMaker>(),
            one.Get<AccountWriter>(), NullLogger<ActiveAccount>.Instance);
        await Decline("first");
        await one.Execute("update account set version = version - 1 where account_number = @number",
            new { number = account.Number });
        await Decline("second");

        async Task Decline(string key)
        {
            // It moves the account's version alone.
            var command = new Command<int>(
                new(member.Account.Reference(), Caller.Inside("test")) { Key = new("", "test", "", key, [1]) },
                isQuestion: false, _ => Declines.LimitReached("balance"), CancellationToken.None);
            await one.Get<AccountLoader>().Load([command], CancellationToken.None);
            await active.Process([command]);
            Assert.That((await command.Answer).Result.Decline!.Code, Is.EqualTo("limit_reached"));
        }
    }

    [Test]
    public async Task What_expires_next_is_told_in_whole_and_kept_right_behind_500_lots()
    {
        var member = await one.NewMember();
        var expiry = DateTimeOffset.UtcNow.AddDays(30);
        await Task.WhenAll(Enumerable.Range(0, 520).Select(_ => one.Send(member.Accrue(1, expiresAt: expiry))));
        Assert.That((await one.Balance(member)).NextExpiry!.Points, Is.EqualTo(new Points(520)));
        Assert.That((await one.Send(member.Redeem(500))).Value.Balance.NextExpiry!.Points, Is.EqualTo(new Points(20)));
        Assert.That(await one.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_decline_does_not_use_up_an_external_id()
    {
        var member = await one.NewMember(5);
        var particulars = new ParticularsInput { ExternalId = "order-1" };
        Assert.That((await one.Send(member.Redeem(10, particulars))).IsOk, Is.False);
        await one.Send(member.Accrue(100));
        Assert.That((await one.Send(member.Redeem(10, particulars))).IsOk, Is.True);
    }

    [Test]
    public async Task External_ids_of_one_chain_are_seen_before_they_are_stored()
    {
        var member = await one.NewMember(500);
        var particulars = new ParticularsInput { ExternalId = "order-1" };
        var results = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(i => one.Send(member.Redeem(10 + (i % 2), particulars))));
        Assert.That(results.Where(result => result.IsOk).Select(result => result.Value.TransactionId).Distinct()
            .Count(), Is.EqualTo(1));
        Assert.That(results.Where(result => !result.IsOk)
            .Select(result => result.Decline!.Code), Has.All.EqualTo("external_id_taken"));
        Assert.That((await one.Transactions(member)).Count, Is.EqualTo(2));
    }

    [Test]
    public async Task A_changed_policy_holds_from_the_next_request_on_every_instance()
    {
        var member = await one.NewMember(500);
        Assert.That((await two.Send(member.Redeem(1))).IsOk, Is.True);
        var patch =
            System.Text.Json.Nodes.JsonNode.Parse("""{"policy":{"redemption":{"min_points":"50"}}}""")!.AsObject();
        await one.Send(new UpdateProgram(member.Program, patch));
        Assert.That((await two.Send(member.Redeem(1))).Decline!.Code, Is.EqualTo("below_minimum"));
        Assert.That((await two.Send(member.Redeem(50))).IsOk, Is.True);
    }

    [Test]
    public async Task A_blocked_member_can_not_redeem_from_the_next_request_on_and_still_earns()
    {
        var member = await one.NewMember(500);
        await two.Send(member.Redeem(1));
        var patch = System.Text.Json.Nodes.JsonNode.Parse("""{"status":"blocked","reason":"fraud"}""")!.AsObject();
        Assert.That((await one.Send(new UpdateMember(member.Program, member.Reference, patch)))
            .Value.Status, Is.EqualTo("blocked"));
        Assert.That((await two.Send(member.Redeem(1))).Decline!.Code, Is.EqualTo("account_blocked"));
        Assert.That((await two.Send(member.Accrue(1))).IsOk, Is.True);
    }

    [Test]
    public async Task A_program_member_or_currency_that_does_not_exist_is_not_found_and_not_recorded()
    {
        var member = await one.NewMember(5);
        Assert.Multiple(async () =>
        {
            Assert.That((await one.Send(
                member.Redeem(1) with { Account = member.Account with { Program = "none" } }, "k"))
                .Decline!.Code, Is.EqualTo("program_not_found"));
            Assert.That((await one.Send(member.Redeem(1).In("none"), "k"))
                .Decline!.Code, Is.EqualTo("not_found"));
            Assert.That((await one.Send(member.Redeem(1).By(new() { Email = "none@example.com" }), "k"))
                .Decline!.Code,
                Is.EqualTo("member_not_found"));
            Assert.That((await one.Send(member.Redeem(1), "k")).IsOk, Is.True);
        });
    }

    [Test]
    public async Task Currencies_of_one_program_are_accounts_of_their_own_with_their_own_scale()
    {
        var program = await one.NewProgram(document: new()
        {
            PointsCurrencies =
            [
                new() { Code = "points", Name = "Points", Default = true },
                    new() { Code = "miles", Name = "Miles", Scale = 0 },
            ],
        });
        var member = await one.NewMember(100.50m, program);
        await one.Send(member.Accrue(7).In("miles"));
        var miles = (await one.Send(new GetBalance(new(program, member.Reference, "miles")))).Value;
        Assert.That((miles.Balance.ToString(), (await one.Balance(member)).Balance.ToString()),
            Is.EqualTo(("7", "100.50")));
        Assert.That((await one.Send(member.Redeem(1.5m).In("miles")))
            .Decline!.Kind, Is.EqualTo(DeclineKind.Invalid));
    }

    [Test]
    public async Task More_than_500_lots_are_spent_in_order_and_in_whole()
    {
        var member = await one.NewMember();
        var start = DateTimeOffset.UtcNow.AddDays(1);
        await Task.WhenAll(Enumerable.Range(0, 520)
            .Select(i => one.Send(member.Accrue(1, expiresAt: start.AddMinutes(i)))));
        var some = (await one.Send(member.Redeem(2))).Value;
        Assert.That(some.Lots.Count, Is.EqualTo(2));
        Assert.That((await one.Send(member.Accrue(1, expiresAt: start.AddMinutes(510).AddSeconds(30)))).IsOk, Is.True);
        var all = (await one.Send(member.Redeem(519))).Value;
        Assert.That(all.Lots.Select(lot => lot.ExpiresAt), Is.Ordered);
        Assert.That((await one.Balance(member)).Balance, Is.EqualTo(Points.Zero));
        Assert.That(await one.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_poisoned_command_fails_alone_and_harms_no_other_of_its_chain()
    {
        var member = await one.NewMember(500);
        var row = await one.HoldRow(member);
        var work = Enumerable.Range(0, 9).Select(i =>
            one.Send(member.Redeem(10, new() { Description = i == 4 ? "\0" : "good" }))).ToList();
        await row.WaitUntilSomebodyWaits();
        await row.DisposeAsync();
        await Task.WhenAll(work.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));
        Assert.That(work.Where((_, i) => i != 4).Select(task => task.Result.IsOk), Has.All.True);
        Assert.That(work[4].Exception!.InnerException, Is.TypeOf<PostgresException>());
        Assert.That((await one.Balance(member)).Balance, Is.EqualTo(new Points(420)));
        Assert.That(await one.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_key_that_comes_again_among_fresh_ones_is_answered_as_before_and_holds_none_of_them_up()
    {
        var member = await one.NewMember(500);
        var first = (await one.Send(member.Redeem(10), "k")).Value;
        var row = await one.HoldRow(member);
        var blocking = one.Send(member.Redeem(1));
        await row.WaitUntilSomebodyWaits();
        var fresh = Enumerable.Range(0, 4).Select(_ => one.Send(member.Redeem(10))).ToList();
        var repeated = one.SendOnce(member.Redeem(10), "k");
        var reused = one.Send(member.Redeem(11), "k");
        fresh.Add(one.Send(member.Redeem(10)));
        await row.DisposeAsync();

        Assert.That((await Task.WhenAll(fresh)).Select(result => result.IsOk), Has.All.True);
        Assert.That((await blocking).IsOk, Is.True);
        Assert.That(((await repeated).Result.Value.TransactionId, (await repeated).IsReplay),
            Is.EqualTo((first.TransactionId, true)));
        Assert.That((await reused).Decline!.Code, Is.EqualTo("idempotency_key_reused"));
        Assert.That((await one.Balance(member)).Balance, Is.EqualTo(new Points(439)));
        Assert.That(await one.Differences(member), Is.Empty);
    }

    [Test]
    public async Task What_was_answered_is_told_again_where_nothing_can_be_written()
    {
        await using var instance = new Instance(TestServer.On(await TestServer.NewDatabase()));
        await instance.Get<Migrator>().Migrate(CancellationToken.None);
        var member = await instance.NewMember(500);
        await instance.Send(member.Redeem(10), "k");
        await instance.Execute("""
            create function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'read-only' using errcode = '25006'; end $$;
            create trigger read_only before update on account for each statement execute function refuse()
            """);
        Assert.That((await instance.SendOnce(member.Redeem(10), "k")).IsReplay, Is.True);
    }

    [Test]
    public async Task Giving_up_waiting_ends_the_wait_alone()
    {
        var member = await one.NewMember(500);
        var row = await one.HoldRow(member);
        using var impatient = new CancellationTokenSource();
        var work = one.Send(member.Redeem(10), "k", ct: impatient.Token);
        await row.WaitUntilSomebodyWaits();
        await impatient.CancelAsync();
        Assert.That(() => work, Throws.InstanceOf<OperationCanceledException>());
        await row.DisposeAsync();
        Assert.That((await two.Send(member.Redeem(10), "k")).IsOk, Is.True);
        Assert.That((await one.Balance(member)).Balance, Is.EqualTo(new Points(490)));
    }

    [Test]
    public async Task A_recorded_question_changes_nothing_and_is_answered_the_same_again()
    {
        var member = await one.NewMember(500);
        var first = (await one.Send(member.Validate(600), "k")).Value;
        await one.Send(member.Accrue(1000));
        var (again, isReplay) = await two.SendOnce(member.Validate(600), "k");
        Assert.That((again.Value.Redeemable, again.Value.MaxRedeemable, isReplay),
            Is.EqualTo((false, first.MaxRedeemable, true)));
        Assert.That((await one.Transactions(member)).Count, Is.EqualTo(2));
    }

    [Test]
    public async Task Past_the_deadline_the_answer_is_unavailable_and_nothing_is_recorded()
    {
        var member = await one.NewMember(500);
        var row = await one.HoldRow(member);
        Assert.That(() => one.Send(member.Redeem(10), "k"), Throws.InstanceOf<StoreUnavailableException>());
        await row.DisposeAsync();
        Assert.That((await one.Balance(member)).Balance, Is.EqualTo(new Points(500)));
        Assert.That((await one.SendOnce(member.Redeem(10), "k")).IsReplay, Is.False);
    }

    internal static async Task WaitUntil(Func<Task<bool>> isTrue)
    {
        for (var i = 0; i < 6000; i++)
        {
            if (await isTrue())
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail("What was waited for did not come.");
    }
}

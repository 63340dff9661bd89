using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Keys;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Infrastructure.Postgres;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Loyalty.Infrastructure.Tests.Keys;

public sealed class ApiKeysTests
{
    readonly Instance one = TestServer.Instances[0];
    readonly Instance two = TestServer.Instances[1];

    static async Task<Caller?> Authenticate(Instance instance, string key)
    {
        await using var scope = instance.Scope();
        return (await scope.ServiceProvider.GetRequiredService<ApiKeys>()
            .Authenticate(key, CancellationToken.None))?.Caller;
    }

    static CreateKey New(string program, DateTimeOffset? expiresAt = null) =>
        new("till", ["read", "redeem"], new([program]), null, expiresAt);

    [Test]
    public async Task A_key_is_known_everywhere_until_it_is_revoked_and_stored_hashed_alone()
    {
        var program = await one.NewProgram();
        var key = (await one.Send(New(program))).Value;
        var caller = (await Authenticate(two, key.Key!))!;
        Assert.That((caller.KeyName, caller.Operator, caller.Programs!.Single()),
            Is.EqualTo(("till", program, program)));
        Assert.That(await one.Query<long>("select count(*) from api_key k where k::text like '%' || @secret || '%'",
            new { secret = key.Key!.Split('_', 3)[2] }), Is.Zero);

        Assert.That((await one.Send(new RevokeKey(key.Id))).IsOk, Is.True);
        Assert.That(await Authenticate(two, key.Key!), Is.Null);
        Assert.That((await one.Send(new RevokeKey(key.Id))).IsOk, Is.True, "twice changes nothing");
    }

    [Test]
    public async Task A_wrong_secret_or_form_is_nobodys()
    {
        var key = (await one.Send(New(await one.NewProgram()))).Value;
        foreach (var wrong in new[] { key.Key + "x", key.Key![..^1], $"lk_{key.Id}_", $"lk_{key.Id}", key.Id, "",
            "lk__", "___" })
        {
            Assert.That(await Authenticate(one, wrong), Is.Null, wrong);
        }
    }

    [Test]
    public async Task A_key_ends_with_its_time()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var instance = new Instance(clock: clock);
        var key = (await instance.Send(New(await instance.NewProgram(), clock.GetUtcNow().AddHours(1)))).Value;
        Assert.That(await Authenticate(instance, key.Key!), Is.Not.Null);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await Authenticate(instance, key.Key!), Is.Null);
    }

    [Test]
    public async Task A_remembered_key_that_ended_is_refused_by_the_accounts_load()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var instance = new Instance(clock: clock);
        var program = await instance.NewProgram();
        var member = await instance.NewMember(5, program);
        var key = (await instance.Send(New(program, clock.GetUtcNow().AddHours(1)))).Value;
        Assert.That(await Authenticate(instance, key.Key!), Is.Not.Null);
        async Task<(Result<BalanceView> Result, string? Unconfirmed)> Balance()
        {
            await using var scope = instance.Scope();
            var services = scope.ServiceProvider;
            var (id, caller) = services.GetRequiredService<IApiKeys>().Recall(key.Key!)!.Value;
            var request = services.GetRequiredService<RequestScope>();
            (request.Caller, request.KeyToConfirm) = (caller, id);
            var result = await services.GetRequiredService<IMediator>().Send(
                new GetBalance(program, member.Reference, null), CancellationToken.None);
            return (result, request.KeyToConfirm);
        }

        var before = await Balance();
        Assert.That((before.Result.Value.Balance, before.Unconfirmed), Is.EqualTo((new Points(5), (string?)null)));
        clock.Advance(TimeSpan.FromHours(1));
        var after = await Balance();
        Assert.That((after.Result.Decline!.Code, after.Unconfirmed), Is.EqualTo(("unauthorized", key.Id)));
    }

    [Test]
    public async Task A_refused_use_is_no_use()
    {
        var key = (await one.Send(New(await one.NewProgram()))).Value;
        await one.Send(new RevokeKey(key.Id));
        one.Get<KeyUsage>().Used(key.Id);
        await one.Get<KeyUsage>().Write(CancellationToken.None);
        Assert.That(await one.Query<DateTime?>("select last_used_at from api_key where key_id = @Id", new { key.Id }),
            Is.Null);
    }

    [Test]
    public async Task A_secret_is_told_once_also_when_the_request_is_repeated()
    {
        var command = New(await one.NewProgram());
        var key = $"{Guid.NewGuid():N}";
        var first = (await one.Send(command, key)).Value;
        var again = (await two.Send(command, key)).Value;
        Assert.That((again.Id, again.Key), Is.EqualTo((first.Id, (string?)null)));
    }

    [Test]
    public async Task Two_operators_keys_of_one_name_are_no_repeats_of_each_other()
    {
        var (mine, theirs) = (await one.NewProgram(), await one.NewProgram());
        var command = new CreateKey("till", ["read"], new((IReadOnlyList<string>?)null), null, null);
        var first = await one.SendOnce(command, "k", new Caller("admin", mine, null, Scope.All));
        var second = await one.SendOnce(command, "k", new Caller("admin", theirs, null, Scope.All));
        Assert.That((second.IsReplay, second.Result.Value.Operator), Is.EqualTo((false, theirs)));
        Assert.That(second.Result.Value.Id, Is.Not.EqualTo(first.Result.Value.Id));
    }

    [Test]
    public async Task The_last_use_is_written_and_never_goes_back()
    {
        var key = (await one.Send(New(await one.NewProgram()))).Value;
        one.Get<KeyUsage>().Used(key.Id);
        await one.Get<KeyUsage>().Write(CancellationToken.None);
        const string sql = "select last_used_at from api_key where key_id = @Id";
        var used = await one.Query<DateTime>(sql, new { key.Id });
        await using var scope = one.Scope();
        await scope.ServiceProvider.GetRequiredService<ApiKeys>().Touch(
            new Dictionary<string, DateTimeOffset> { [key.Id] = DateTimeOffset.UtcNow.AddDays(-1) },
                CancellationToken.None);
        Assert.That(await one.Query<DateTime>(sql, new { key.Id }), Is.EqualTo(used));
    }

    [Test]
    public async Task Nobody_sees_or_revokes_a_key_that_reaches_further_than_their_own()
    {
        var program = await one.NewProgram();
        var key = (await one.Send(New(program))).Value;
        var everywhere = (await one.Send(
            new CreateKey("all", ["read"], new((IReadOnlyList<string>?)null), program, null))).Value;
        var bound = new Caller("bound", program, [program], Scope.All);
        var foreign = new Caller("foreign", await one.NewProgram(), null, Scope.All);
        async Task<IEnumerable<string>> Seen(Caller caller) =>
            (await one.Send(new ListKeys(new(200, null, "")), caller: caller)).Value.Data.Select(view => view.Id);

        Assert.That(await Seen(bound), Is.EqualTo(new[] { key.Id }));
        Assert.That(await Seen(foreign), Is.Empty);
        Assert.That((await one.Send(new RevokeKey(everywhere.Id), caller: bound))
            .Decline!.Code, Is.EqualTo("not_found"));
        Assert.That((await one.Send(new RevokeKey(key.Id), caller: foreign)).Decline!.Code, Is.EqualTo("not_found"));
    }

    [Test]
    public async Task Every_change_of_a_key_or_program_leaves_an_audit_row()
    {
        var program = await one.NewProgram();
        var key = (await one.Send(New(program))).Value;
        await one.Send(new RevokeKey(key.Id));
        Assert.That(await one.Query<long>(
            "select count(*) from audit where thing = 'key' and thing_id = @Id and changed_by = 'till'",
            new { key.Id }), Is.EqualTo(2));
        Assert.That(await one.Query<long>(
            "select count(*) from audit where thing = 'program' and thing_id = @program", new { program }),
            Is.EqualTo(1));
    }
}

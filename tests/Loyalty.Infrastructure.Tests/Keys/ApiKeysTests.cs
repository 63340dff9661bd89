using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Keys;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Application.Programs;
using Loyalty.Domain;
using Loyalty.Infrastructure.Keys;
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
        return (await scope.ServiceProvider.GetRequiredService<IKeyAuthentication>()
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

        // Clients of another contract send the md5 of a key instead: of that form, too, a hash is kept.
        Assert.That(await one.Query<bool>(
            "select md5_form_hash = sha256(convert_to(md5(@Key), 'UTF8')) from api_key where key_id = @Id",
            new { key.Id, key.Key }), Is.True);

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
        async Task<(Result<BalanceView> Result, bool HasConfirmedKey)> Balance()
        {
            await using var scope = instance.Scope();
            var services = scope.ServiceProvider;
            var (id, caller) = services.GetRequiredService<IKeyAuthentication>().Recall(key.Key!)!.Value;
            services.GetRequiredService<CurrentRequest>().Begin(new(caller) { KeyToConfirm = id });
            var result = await services.GetRequiredService<IMediator>().Send(
                new GetBalance(member.Account), CancellationToken.None);
            return (result, services.GetRequiredService<AnswerFacts>().HasConfirmedKey);
        }

        var before = await Balance();
        Assert.That((before.Result.Value.Balance, before.HasConfirmedKey), Is.EqualTo((new Points(5), true)));
        clock.Advance(TimeSpan.FromHours(1));
        var after = await Balance();
        Assert.That((after.Result.Decline!.Code, after.HasConfirmedKey), Is.EqualTo(("unauthorized", false)));
    }

    [Test]
    public async Task A_rotated_key_works_until_the_overlap_ends_and_its_successor_means_the_same_caller()
    {
        var clock = new FakeTimeProvider(new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var instance = new Instance(clock: clock);
        var program = await instance.NewProgram();
        var old = (await instance.Send(New(program, clock.GetUtcNow().AddDays(9)))).Value;
        var rotated = (await instance.Send(new RotateKey(old.Id, 60, null))).Value;
        Assert.That((rotated.Name, rotated.Operator, rotated.Programs.Codes!.Single(), rotated.ExpiresAt),
            Is.EqualTo((old.Name, old.Operator, program, old.ExpiresAt)));
        Assert.That(rotated.Scopes, Is.EqualTo(old.Scopes));
        Assert.That((await Authenticate(instance, old.Key!))!.KeyName, Is.EqualTo("till"));
        Assert.That((await instance.Send(new RotateKey(old.Id, 60, null))).Decline!.Code,
            Is.EqualTo("already_rotated"));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.That(await Authenticate(instance, old.Key!), Is.Null);
        Assert.That((await Authenticate(instance, rotated.Key!))!.KeyName, Is.EqualTo("till"));
        Assert.That((await instance.Send(new RotateKey(old.Id, 60, null))).Decline!.Code, Is.EqualTo("not_found"),
            "it has ended");
        var again = (await instance.Send(new RotateKey(rotated.Id, 0, clock.GetUtcNow().AddDays(30)))).Value;
        Assert.That(again.ExpiresAt, Is.EqualTo(clock.GetUtcNow().AddDays(30)));
    }

    [Test]
    public async Task Two_keys_of_one_name_share_no_idempotency_key_and_a_line_of_rotation_does()
    {
        var member = await one.NewMember(100);
        var first = (await one.Send(New(member.Program))).Value;
        var second = (await one.Send(New(member.Program))).Value;
        var redeem = member.Redeem(10);
        var (mine, theirs) = (await Authenticate(one, first.Key!), await Authenticate(one, second.Key!));
        var own = (await one.Send(redeem, "receipt-1", mine)).Value;
        Assert.That((await one.SendOnce(redeem, "receipt-1", theirs)).IsReplay, Is.False);
        Assert.That((await one.Balance(member)).Balance, Is.EqualTo(new Points(80)));

        var rotated = (await one.Send(new RotateKey(first.Id, 60, null))).Value;
        var again = await one.SendOnce(redeem, "receipt-1", await Authenticate(one, rotated.Key!));
        Assert.That((again.IsReplay, again.Result.Value.TransactionId), Is.EqualTo((true, own.TransactionId)));
    }

    [Test]
    public async Task A_key_that_has_ended_is_told_again_to_who_repeats_the_request()
    {
        var clock = new FakeTimeProvider(new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var instance = new Instance(clock: clock);
        var create = New(await instance.NewProgram(), clock.GetUtcNow().AddDays(1));
        var key = (await instance.Send(create, "k1")).Value;
        var rotate = new RotateKey(key.Id, 60, clock.GetUtcNow().AddDays(2));
        var rotated = (await instance.Send(rotate, "k2")).Value;
        clock.Advance(TimeSpan.FromDays(3));
        Assert.That((await instance.Send(create, "k1")).Value, Is.EqualTo(key with { Key = null })
            .Using<CreatedKey>((a, b) => (a.Id, a.Key) == (b.Id, b.Key)));
        Assert.That((await instance.Send(rotate, "k2")).Value.Id, Is.EqualTo(rotated.Id));
        Assert.That((await instance.Send(create, "k3")).Decline!.Errors[0].Code, Is.EqualTo("in_the_past"));
    }

    [Test]
    public async Task Nobody_rotates_a_key_into_rights_that_they_lack()
    {
        var program = await one.NewProgram();
        var key = (await one.Send(New(program))).Value;
        var weak = new Caller("weak", program, null, ["manage", "read"]);
        Assert.That((await one.Send(new RotateKey(key.Id, 0, null), caller: weak)).Decline!.Code,
            Is.EqualTo("forbidden"));
        var foreign = new Caller("foreign", await one.NewProgram(), null, Scope.All);
        Assert.That((await one.Send(new RotateKey(key.Id, 0, null), caller: foreign)).Decline!.Code,
            Is.EqualTo("not_found"));
        Assert.That(await Authenticate(one, key.Key!), Is.Not.Null, "nothing was changed");
        Assert.That((await one.Send(new RotateKey(key.Id, -1, null))).Decline!.Code, Is.EqualTo("validation_failed"));
    }

    [Test]
    public async Task Changes_are_seen_by_whom_they_concern_newest_first()
    {
        var program = await one.NewProgram();
        var sibling = $"p{Guid.NewGuid():N}";
        await one.Send(new CreateProgram(new() { Code = sibling, Name = "Sibling", Operator = program }));
        var key = (await one.Send(New(program))).Value;
        await one.Send(new RevokeKey(key.Id));
        async Task<IEnumerable<string>> Seen(Caller caller, string? thing = null) =>
            (await one.Send(new GetAudit(thing, null, new(200, null, "")), caller: caller)).Value.Data
                .Select(change => $"{change.Thing} {change.ThingId}");

        var all = new Caller("all", program, null, Scope.All);
        Assert.That(await Seen(all), Is.EqualTo(new[]
        {
            $"key {key.Id}", $"key {key.Id}", $"program {sibling}", $"program {program}",
        }));
        Assert.That(await Seen(all, "program"), Is.EqualTo(new[] { $"program {sibling}", $"program {program}" }));
        Assert.That(await Seen(new Caller("bound", program, [sibling], Scope.All)),
            Is.EqualTo(new[] { $"program {sibling}" }));
        Assert.That(await Seen(new Caller("foreign", await one.NewProgram(), [], Scope.All)), Is.Empty);

        var first = (await one.Send(new GetAudit(null, null, new(1, null, "")), caller: all)).Value;
        Assert.That((first.Data.Single().ChangedBy, (bool?)first.Data.Single().After!["revoked"]),
            Is.EqualTo(("till", true)));
        Assert.That(first.NextCursor, Is.Not.Null);
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
        await scope.ServiceProvider.GetRequiredService<KeyUsage>().Write(
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
        Assert.That((await one.Send(new RevokeKey(key.Id))).IsOk, Is.True, "and changes nothing");
        Assert.That(await one.Query<long>(
            "select count(*) from audit where thing = 'key' and thing_id = @Id and changed_by = 'till'",
            new { key.Id }), Is.EqualTo(2));
        Assert.That(await one.Query<long>(
            "select count(*) from audit where thing = 'program' and thing_id = @program", new { program }),
            Is.EqualTo(1));
        Assert.That(await one.Query<bool>("""
            select (a.after ->> 'number')::int = p.program_number
                and (a.after #>> '{points_currencies,0,number}')::int = c.points_currency_number
            from audit a join program p on p.code = a.thing_id join points_currency c using (program_number)
            where a.thing = 'program' and a.thing_id = @program
            """, new { program }), Is.True, "as it was stored");
    }
}

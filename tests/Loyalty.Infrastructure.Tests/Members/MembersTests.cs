using System.Text.Json.Nodes;
using Dapper;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Members;
using Loyalty.Domain;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Tests.Members;

public sealed class MembersTests
{
    readonly Instance one = TestServer.Instances[0];
    readonly Instance two = TestServer.Instances[1];

    static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    [Test]
    public async Task One_of_many_who_register_one_identifier_at_once_gets_it()
    {
        var program = await one.NewProgram();
        var email = $"{Guid.NewGuid():N}@example.com";
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            (i % 2 == 0 ? one : two).Send(new RegisterMember(program, new() { Email = email }, null, null))));
        Assert.That(results.Count(result => result.IsOk), Is.EqualTo(1));
        Assert.That(results.Where(result => !result.IsOk)
            .Select(result => result.Decline!.Code), Has.All.EqualTo("identifier_taken"));
    }

    [Test]
    public async Task A_registration_under_one_key_is_made_once_and_answered_the_same()
    {
        var program = await one.NewProgram();
        var command = new RegisterMember(
            program, new() { Email = $"{Guid.NewGuid():N}@example.com", Name = "Ann" }, null, null);
        var key = $"register-{Guid.NewGuid():N}";
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? one : two).SendOnce(command, key)));
        Assert.That(answers.Select(answer => answer.Result.Value.MemberId).Distinct().Count(), Is.EqualTo(1));
        Assert.That(answers.Count(answer => !answer.IsReplay), Is.EqualTo(1));
        var other = command with { Member = command.Member with { Name = "Bob" } };
        Assert.That((await one.Send(other, key)).Decline!.Code, Is.EqualTo("idempotency_key_reused"));
    }

    [Test]
    public async Task A_member_of_one_program_is_enrolled_in_another_by_a_known_identifier()
    {
        var first = await one.NewProgram(document: new() { Operator = $"o{Guid.NewGuid():N}" });
        var owner = await one.Query<string>(
            "select o.code from operator o join program p using (operator_number) where p.code = @first",
                new { first });
        var second = await one.NewProgram(document: new() { Operator = owner });
        var foreign = await one.NewProgram();
        var member = await one.NewMember(5, first);

        Assert.That((await one.Send(new GetMember(second, member.Reference)))
            .Decline!.Code, Is.EqualTo("member_not_found"));
        var register = new RegisterMember(
            second, new() { Email = member.Email, CardNumber = $"{Guid.NewGuid():N}" }, null, null);
        Assert.That((await one.Send(register)).Value.MemberId, Is.EqualTo(member.MemberId));
        Assert.That((await one.Send(register)).Decline!.Code, Is.EqualTo("identifier_taken"));
        Assert.That((await one.Send(register with { Program = foreign }))
            .Value.MemberId, Is.Not.EqualTo(member.MemberId));
        Assert.That((await one.Send(new GetMember(foreign, new() { MemberId = member.MemberId })))
            .Decline!.Code, Is.EqualTo("member_not_found"));
        Assert.That((await one.Balance(member with { Program = second })).Balance, Is.EqualTo(Points.Zero));
    }

    [Test]
    public async Task A_number_given_is_kept_and_given_once()
    {
        var program = await one.NewProgram();
        var number = Random.Shared.Next(1, int.MaxValue);
        RegisterMember With(string email) => new(program, new() { Email = email }, number, null);
        Assert.That((await one.Send(With($"{Guid.NewGuid():N}@example.com"))).Value.Number, Is.EqualTo(number));
        Assert.That((await one.Send(With($"{Guid.NewGuid():N}@example.com")))
            .Decline!.Code, Is.EqualTo("number_taken"));
    }

    [Test]
    public async Task A_patch_adds_replaces_and_removes_identifiers_but_never_the_last()
    {
        var member = await one.NewMember();
        var phone = "+37061234567";
        await one.Execute("delete from identifier where value = @phone", new { phone });
        async Task<Result<MemberView>> Patch(string json) => await one.Send(
            new UpdateMember(member.Program, new() { MemberId = member.MemberId }, Json(json)));

        Assert.That((await Patch("""{"phone":"+37061234567","name":"Ann"}""")).Value.Identifiers.Phone,
            Is.EqualTo(phone));
        Assert.That((await Patch("""{"email":null}""")).Value.Identifiers.Email, Is.Null);
        Assert.That((await one.Send(new GetMember(member.Program, member.Reference)))
            .Decline!.Code, Is.EqualTo("member_not_found"));
        Assert.That((await Patch("""{"phone":null}""")).Decline!.Errors[0].Code, Is.EqualTo("required"));
        Assert.That((await Patch("""{"nickname":"x"}""")).Decline!.Errors[0].Code, Is.EqualTo("unknown_property"));
        Assert.That((await Patch("""{"status":"closed"}""")).Decline!.Errors[0].Code, Is.EqualTo("unknown_value"));
        Assert.That((await Patch("""{"name":null}""")).Value.Name, Is.Null);
    }

    [Test]
    public async Task Erasing_leaves_nothing_personal_anywhere_and_the_books_verify()
    {
        var secret = $"secret{Guid.NewGuid():N}";
        var program = await one.NewProgram(document: new() { CustomFields = ["user_id"] });
        var email = $"{secret}@example.com";
        var document = new MemberDocument
        {
            Email = email,
            ExternalId = $"{secret}-x",
            Name = $"{secret}-n",
            Tags = [$"{secret}-t"],
            Custom = new Dictionary<string, string> { ["user_id"] = $"{secret}-u" },
        };
        var view = (await one.Send(new RegisterMember(program, document, null, null))).Value;
        var member = new TestMember(program, email, view.MemberId);
        await one.Send(new UpdateMember(
            program, member.Reference, Json($$"""{"status":"active","reason":"{{secret}}-r"}""")));
        await one.Send(member.Accrue(
            100, new() { Description = $"{secret}-d", Metadata = new($$"""{"a":"{{secret}}"}""") }));
        await one.Send(member.Redeem(1000, new() { Description = $"{secret}-d" }));
        await one.Send(member.Redeem(1, new() { ExternalId = "receipt-1" }));
        Assert.That(await Traces(secret), Is.Not.Empty, "or the search finds nothing at all");

        Assert.That((await one.Send(new EraseMember(program, member.Reference))).IsOk, Is.True);
        Assert.That(await Traces(secret), Is.Empty);
        Assert.That(await one.Differences(member), Is.Empty);
        Assert.That(await one.Query<string>("""
            select string_agg(coalesce(result, 'nothing'), ' ') from external_id where account_number = @account
            """, new { account = await one.Account(member) }), Is.EqualTo("nothing"));

        var byId = member.Redeem(1).By(new() { MemberId = member.MemberId });
        Assert.That((await two.Send(member.Redeem(1))).Decline!.Code, Is.EqualTo("member_not_found"));
        Assert.That((await two.Send(byId)).Decline!.Code, Is.EqualTo("account_closed"));
        Assert.That((await one.Send(new GetBalance(new(program, new() { MemberId = member.MemberId }, null))))
            .Value.Balance, Is.EqualTo(new Points(99)));
        Assert.That((await one.Send(new EraseMember(program, new() { MemberId = member.MemberId })))
            .IsOk, Is.True, "twice changes nothing");
    }

    [Test]
    public async Task Commands_that_race_with_erasing_leave_no_text_behind()
    {
        var secret = $"secret{Guid.NewGuid():N}";
        var member = await one.NewMember(1000);
        var byId = new MemberInput { MemberId = member.MemberId };
        var work = Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : two).Send(
            member.Redeem(1, new() { Description = secret }).By(byId))).ToList();
        var erased = one.Send(new EraseMember(member.Program, byId));
        await Task.WhenAll(work);
        Assert.That((await erased).IsOk, Is.True);
        Assert.That(await Traces(secret), Is.Empty);
        Assert.That(await one.Differences(member), Is.Empty);
    }

    [Test]
    public async Task A_first_accrual_that_races_with_erasing_leaves_no_text_behind()
    {
        for (var round = 0; round < 10; round++)
        {
            var secret = $"secret{Guid.NewGuid():N}";
            var member = await one.NewMember();
            var byId = new MemberInput { MemberId = member.MemberId };
            var accrual = two.Send(member.Accrue(1, new() { Description = secret }).By(byId));
            var erased = one.Send(new EraseMember(member.Program, byId));
            await Task.WhenAll(accrual, erased);
            Assert.That(await Traces(secret), Is.Empty);
            Assert.That((await accrual).Decline?.Code, Is.AnyOf(null, "account_closed"));
        }
    }

    [Test]
    public async Task An_account_is_not_opened_for_a_member_who_is_being_erased()
    {
        var member = await one.NewMember();
        await using var connection = await one.Get<Database>().General.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "begin; select from member where member_number = @number for update", new { number = member.Number });
        await connection.ExecuteAsync(
            "update member set status = 'closed' where member_number = @number", new { number = member.Number });
        var accrual = two.Send(member.Accrue(1, new() { Description = "x" }));
        await Accounts.AccountStoreTests.WaitUntil(async () => await one.Query<long>(
            "select count(*) from pg_stat_activity where @pid = any(pg_blocking_pids(pid))",
            new { pid = connection.ProcessID }) > 0);
        await connection.ExecuteAsync("commit");
        Assert.That((await accrual).Decline!.Code, Is.EqualTo("account_closed"));
        Assert.That(await one.Query<long>(
            "select count(*) from account where owner_number = @number", new { number = member.Number }), Is.Zero);
    }

    [Test]
    public async Task The_balance_of_an_erased_member_without_an_account_is_nothing()
    {
        var member = await one.NewMember();
        var byId = new MemberInput { MemberId = member.MemberId };
        await one.Send(new EraseMember(member.Program, byId));
        Assert.That((await one.Send(new GetBalance(member.Account with { Member = byId })))
            .Value.Balance, Is.EqualTo(Points.Zero));
        Assert.That((await one.Send(member.Accrue(1).By(byId)))
            .Decline!.Code, Is.EqualTo("account_closed"));
    }

    [Test]
    public async Task Patches_at_once_of_different_identifiers_all_take_effect()
    {
        var member = await one.NewMember();
        var byId = new MemberInput { MemberId = member.MemberId };
        var kinds = new[] { "external_id", "pos_account_id", "card_number", "card_external_id" };
        var results = await Task.WhenAll(kinds.Select((kind, i) => (i % 2 == 0 ? one : two).Send(
            new UpdateMember(member.Program, byId, new JsonObject { [kind] = $"{Guid.NewGuid():N}" }))));
        Assert.That(results.Select(result => result.IsOk), Has.All.True);
        var identifiers = (await one.Send(new GetMember(member.Program, byId))).Value.Identifiers;
        Assert.That(new[] { identifiers.ExternalId, identifiers.PosAccountId, identifiers.CardNumber,
            identifiers.CardExternalId }, Has.None.Null);
    }

    [Test]
    public async Task One_of_many_who_enrol_a_known_member_at_once_does()
    {
        var first = await one.NewProgram();
        var second = await one.NewProgram(document: new() { Operator = first });
        var member = await one.NewMember(0, first);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? one : two).Send(
            new RegisterMember(second, new() { Email = member.Email }, null, null))));
        Assert.That(results.Count(result => result.IsOk), Is.EqualTo(1));
        Assert.That(results.Where(result => !result.IsOk)
            .Select(result => result.Decline!.Code), Has.All.EqualTo("identifier_taken"));
    }

    [Test]
    public async Task Who_registers_one_person_in_two_programs_at_once_enrols_one_member_in_both()
    {
        var first = await one.NewProgram();
        var second = await one.NewProgram(document: new() { Operator = first });
        for (var round = 0; round < 20; round++)
        {
            var email = $"{Guid.NewGuid():N}@example.com";
            var results = await Task.WhenAll(new[] { first, second }.Select((program, i) => (i == 0 ? one : two).Send(
                new RegisterMember(program, new() { Email = email, CardNumber = email }, null, null))));
            Assert.That(results.Select(result => result.IsOk), Has.All.True);
            Assert.That(results[0].Value.MemberId, Is.EqualTo(results[1].Value.MemberId));
        }
    }

    [Test]
    public async Task A_member_with_another_programs_field_can_still_be_blocked()
    {
        var first = await one.NewProgram(document: new() { CustomFields = ["user_id"] });
        var second = await one.NewProgram(document: new() { Operator = first });
        var member = await one.NewMember(0, first);
        await one.Send(new UpdateMember(first, member.Reference, Json("""{"custom":{"user_id":"7"}}""")));
        await one.Send(new RegisterMember(second, new() { Email = member.Email }, null, null));
        var block = Json("""{"status":"blocked","reason":"lost card"}""");
        var blocked = await one.Send(new UpdateMember(second, member.Reference, block));
        Assert.That(blocked.Value.Status, Is.EqualTo("blocked"));
    }

    [Test]
    public async Task Lists_filter_and_page_while_members_are_added()
    {
        var program = await one.NewProgram();
        var added = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            added.Add((await one.NewMember(0, program)).MemberId);
        }

        var page = (await one.Send(new ListMembers(program, null, null, null, new(2, null, "l")))).Value;
        await one.NewMember(0, program);
        var seen = page.Data.ToList();
        while (page.NextCursor is { } cursor)
        {
            Assert.That(Cursor.TryRead("l", cursor, out var after), Is.True);
            page = (await one.Send(new ListMembers(program, null, null, null, new(2, after, "l")))).Value;
            seen.AddRange(page.Data);
        }

        Assert.That(seen.Select(member => member.MemberId), Is.EqualTo(added.AsEnumerable().Reverse()));
        var start = seen[2].Identifiers.Email![..12].ToUpperInvariant();
        var found = (await one.Send(new ListMembers(program, start, "active", null, new(10, null, "l")))).Value;
        Assert.That(found.Data.Single().MemberId, Is.EqualTo(seen[2].MemberId));
        Assert.That((await one.Send(new ListMembers(program, "%", null, null, new(10, null, "l"))))
            .Value.Data, Is.Empty);
    }

    /// <summary>Every row of every table in which the text stands.</summary>
    async Task<IReadOnlyList<string>> Traces(string text)
    {
        await using var connection = await one.Get<Database>().General.OpenConnectionAsync();
        var tables = await connection.QueryAsync<string>("select tablename from pg_tables where schemaname = 'public'");
        var traces = new List<string>();
        foreach (var table in tables)
        {
            traces.AddRange(await connection.QueryAsync<string>(
                $"select '{table}: ' || t::text from {table} t where t::text like '%' || @text || '%'", new { text }));
        }

        return traces;
    }
}

using System.Text.Json.Nodes;
using Loyalty.Application;
using Loyalty.Application.Programs;
using Loyalty.Domain;

namespace Loyalty.Infrastructure.Tests.Programs;

public sealed class ProgramsTests
{
    readonly Instance one = TestServer.Instances[0];
    readonly Instance two = TestServer.Instances[1];

    async Task<Result<ProgramDocument>> Patch(string program, string json) =>
        await one.Send(new UpdateProgram(program, JsonNode.Parse(json)!.AsObject()));

    [Test]
    public async Task Only_code_and_name_are_needed()
    {
        var code = $"p{Guid.NewGuid():N}";
        var program = (await one.Send(new CreateProgram(new() { Code = code, Name = "Stars" }))).Value;
        Assert.Multiple(() =>
        {
            Assert.That((program.Operator, program.BaseCurrency, program.Language, program.TimeZone),
                Is.EqualTo((code, "EUR", "en", "UTC")));
            Assert.That(program.Number, Is.GreaterThan(0));
            Assert.That(program.PointsCurrencies.Single(), Is.EqualTo(new PointsCurrencyDocument
            {
                Code = "points",
                Name = "Points",
                Scale = 2,
                Default = true,
                Number = program.PointsCurrencies[0].Number,
            }));
        });
        Assert.That((await one.Send(new CreateProgram(new() { Code = code, Name = "Stars" })))
            .Decline!.Code, Is.EqualTo("code_taken"));
    }

    [Test]
    public async Task Numbers_given_are_kept_and_given_once()
    {
        var number = Random.Shared.Next(1_000_000, int.MaxValue);
        CreateProgram With() => new(new() { Code = $"p{Guid.NewGuid():N}", Name = "x", Number = number });
        Assert.That((await one.Send(With())).Value.Number, Is.EqualTo(number));
        Assert.That((await one.Send(With())).Decline!.Code, Is.EqualTo("number_taken"));

        CreateProgram WithCurrency() => new(new()
        {
            Code = $"p{Guid.NewGuid():N}",
            Name = "x",
            PointsCurrencies = [new() { Code = "c", Name = "c", Number = number, Default = true }],
        });
        Assert.That((await one.Send(WithCurrency())).Value.PointsCurrencies[0].Number, Is.EqualTo(number));
        Assert.That((await one.Send(WithCurrency())).Decline!.Code, Is.EqualTo("number_taken"));
    }

    [Test]
    public async Task Programs_made_at_once_get_numbers_of_their_own()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? one : two).Send(
            new CreateProgram(new() { Code = $"p{Guid.NewGuid():N}", Name = "x" }))));
        Assert.That(results.Select(result => result.Value.Number), Is.Unique);
        Assert.That(results.Select(result => result.Value.PointsCurrencies[0].Number), Is.Unique);
    }

    [Test]
    public async Task A_patch_with_a_currencys_number_that_is_taken_is_a_clash()
    {
        var taken = (await one.Send(new GetProgram(await one.NewProgram()))).Value.PointsCurrencies[0].Number;
        var program = await one.NewProgram();
        var result = await Patch(program, $$"""
            {"points_currencies":[
                {"code":"points","name":"P","default":true},
                {"code":"stars","name":"S","number":{{taken}}}
            ]}
            """);
        Assert.That(result.Decline!.Code, Is.EqualTo("number_taken"));
        Assert.That((await one.Send(new GetProgram(program))).Value.PointsCurrencies, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_highest_number_given_leaves_numbers_to_assign()
    {
        await one.Send(new CreateProgram(new() { Code = $"p{Guid.NewGuid():N}", Name = "x", Number = int.MaxValue }));
        Assert.That((await one.Send(new CreateProgram(new() { Code = $"p{Guid.NewGuid():N}", Name = "x" })))
            .IsOk, Is.True);
    }

    [Test]
    public async Task A_custom_field_that_members_use_stays()
    {
        var program = await one.NewProgram(document: new() { CustomFields = ["user_id", "unused"] });
        var member = await one.NewMember(0, program);
        await one.Send(new Application.Members.UpdateMember(
            program, member.Reference, JsonNode.Parse("""{"custom":{"user_id":"7"}}""")!.AsObject()));
        Assert.That((await Patch(program, """{"custom_fields":["unused"]}""")).Decline!.Code,
            Is.EqualTo("field_in_use"));
        Assert.That((await Patch(program, """{"custom_fields":["user_id"]}""")).IsOk, Is.True);
    }

    [Test]
    public async Task A_patch_merges_and_what_is_fixed_stays()
    {
        var program = await one.NewProgram(new() { MinPoints = new(10), MaxPoints = new(100) });
        var patched =
            (await Patch(
                program, """{"name":"New","policy":{"redemption":{"min_points":null,"multiple_of":"5"}}}""")).Value;
        Assert.That((patched.Name, patched.Policy.Redemption.MinPoints, patched.Policy.Redemption.MaxPoints,
            patched.Policy.Redemption.MultipleOf),
            Is.EqualTo(("New", (Points?)null, (Points?)new Points(100), (Points?)new Points(5))));
        Assert.That((await Patch(program, """{"code":"other"}""")).Decline!.Errors[0].Field, Is.EqualTo("code"));
        Assert.That((await Patch(
            program, """{"points_currencies":[{"code":"points","name":"P","scale":3,"default":true}]}"""))
            .Decline!.Errors[0].Code,
            Is.EqualTo("immutable"));
        Assert.That((await Patch(
            program, """{"points_currencies":[{"code":"miles","name":"M","default":true}]}""")).Decline!.Errors[0].Code,
            Is.EqualTo("immutable"));
        Assert.That((await Patch(program, """{"policy":{"redemption":{"min_points":"-1"}}}""")).Decline!.Kind,
            Is.EqualTo(DeclineKind.Invalid));
        Assert.That((await Patch(program, """{"policy":{"redemption":{"min_points":"1e3"}}}""")).Decline!.Kind,
            Is.EqualTo(DeclineKind.Invalid));
        Assert.That((await Patch(program, """{"policy":{"unknown":{}}}""")).Decline!.Errors[0].Code,
            Is.EqualTo("unknown_property"));
        Assert.That((await Patch(program, """{"time_zone":"Mars/Phobos"}""")).Decline!.Errors[0].Code,
            Is.EqualTo("unknown_value"));
    }

    [Test]
    public async Task Patches_at_once_all_take_effect()
    {
        var program = await one.NewProgram();
        var fields = new[] { "min_points", "max_points", "multiple_of", "max_points_per_day", "max_points_per_month" };
        var results = await Task.WhenAll(
            fields.Select((field, i) => (i % 2 == 0 ? one : two).Send(new UpdateProgram(program,
            new JsonObject { ["policy"] = new JsonObject { ["redemption"] = new JsonObject { [field] = "10" } } }))));
        Assert.That(results.Select(result => result.IsOk), Has.All.True);
        var policy = (await one.Send(new GetProgram(program))).Value.Policy.Redemption;
        Assert.That(new[] { policy.MinPoints, policy.MaxPoints, policy.MultipleOf, policy.MaxPointsPerDay,
            policy.MaxPointsPerMonth },
            Has.All.EqualTo(new Points(10)));
    }

    [Test]
    public async Task A_caller_lists_its_own_programs_alone()
    {
        var mine = await one.NewProgram();
        await one.NewProgram();
        var caller = new Caller("k", mine, null, Scope.All);
        Assert.That((await one.Send(new ListPrograms(new(200, null, "")), caller: caller))
            .Value.Data.Select(program => program.Code),
            Is.EqualTo(new[] { mine }));
    }
}

using System.Text.Json.Nodes;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Application.Programs;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Programs;

public sealed class CreateProgramTests
{
    static readonly ProgramDocument Document = new() { Code = "demo", Name = "Demo" };

    static (CreateProgramHandler Handler, IPrograms Programs) Make(
        RequestContext request, Result<ProgramDocument>? added = null)
    {
        var programs = Substitute.For<IPrograms>();
        programs.Add(default!, default).ReturnsForAnyArgs(added ?? Document);
        return (new(Given.Outcomes<ProgramDocument>(), programs, request), programs);
    }

    [TestCase(null, null, "demo")]
    [TestCase(null, "acme", "acme")]
    [TestCase("acme", null, "acme")]
    public async Task A_program_belongs_to_its_operator_the_keys_or_itself(string? keys, string? given, string expected)
    {
        var (handler, programs) = Make(Given.Request(keys));
        Assert.That((await handler.Handle(new(Document with { Operator = given }), default)).IsOk, Is.True);
        await programs.Received().Add(Arg.Is<ProgramDocument>(program => program.Operator == expected), default);
    }

    [Test]
    public async Task A_key_makes_no_program_for_another_operator_and_a_bound_one_none_at_all()
    {
        Assert.That((await Make(Given.Request("acme")).Handler.Handle(
            new(Document with { Operator = "other" }), default))
            .Decline!.Code, Is.EqualTo("forbidden"));
        Assert.That((await Make(Given.Request("acme", ["x"])).Handler.Handle(new(Document), default))
            .Decline!.Code, Is.EqualTo("forbidden"));
    }

    [Test]
    public async Task What_is_taken_is_a_clash() =>
        Assert.That((await Make(Given.Request(), Declines.CodeTaken).Handler.Handle(new(Document), default))
            .Decline!.Code, Is.EqualTo("code_taken"));

    static IEnumerable<TestCaseData> Bad()
    {
        yield return new(new ProgramDocument(), new[] { "code", "name" });
        yield return new(Document with { Code = "Demo!" }, new[] { "code" });
        yield return new(Document with { BaseCurrency = "eur" }, new[] { "base_currency" });
        yield return new(Document with { BaseCurrency = "ZZZ" }, new[] { "base_currency" });
        yield return new(Document with { Language = "zz" }, new[] { "language" });
        yield return new(Document with { Name = "a\nb" }, new[] { "name" });
        yield return new(Document with { TimeZone = "Nowhere" }, new[] { "time_zone" });
        yield return new(Document with { TimeZone = "right/Europe/Vilnius" }, new[] { "time_zone" });
        yield return new(Document with { TimeZone = "posix/Europe/Vilnius" }, new[] { "time_zone" });
        yield return new(Document with { PointsCurrencies = [] }, new[] { "points_currencies" });
        yield return new(Document with
        {
            PointsCurrencies = [new(
            ) { Code = "a", Name = "A", Scale = 5, Default = true }]
        }, new[] { "points_currencies[0].scale" });
        yield return new(Document with
        {
            PointsCurrencies = [new() { Code = "a", Name = "A", Default = true },
            new() { Code = "b", Default = true }]
        }, new[] { "points_currencies" });
        yield return new(Document with { CustomFields = ["a", "a"] }, new[] { "custom_fields" });
        yield return new(Document with
        {
            Policy = new(
            )
            { Redemption = new() { MinPoints = new(5), MaxPoints = new(4) } }
        },
                new[] { "policy.redemption.max_points" });
        yield return new(Document with { Policy = new() { Redemption = new() { MaxRedemptionsPerDay = 0 } } },
            new[] { "policy.redemption.max_redemptions_per_day" });
        yield return new(Document with { Policy = new() { Redemption = new() { MinPoints = new(0.001m) } } },
            new[] { "policy.redemption.min_points" });
    }

    [TestCaseSource(nameof(Bad))]
    public async Task A_wrong_shape_is_told_by_field(ProgramDocument program, string[] fields) =>
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(new CreateProgramValidator(), new(program)),
            Is.EqualTo(fields));
}

public sealed class UpdateProgramTests
{
    [Test]
    public async Task A_change_that_lost_its_race_is_merged_into_the_winners()
    {
        var programs = Substitute.For<IPrograms>();
        StoredProgram Named(string name, long version) =>
            new(new() { Code = "demo", Name = name, Operator = "op", Number = 1 }, version);
        programs.Read("demo", default).Returns(Named("first", 1), Named("second", 2));
        programs.Replace(Arg.Is<StoredProgram>(before => before.Version == 2), Arg.Any<ProgramDocument>(), default)
            .Returns(call => call.Arg<ProgramDocument>());
        var result = await new UpdateProgramHandler(Given.Work<ProgramDocument>(), programs)
            .Handle(new("demo", new JsonObject { ["language"] = "lt" }), default);
        Assert.That((result.Value.Name, result.Value.Language), Is.EqualTo(("second", "lt")));
    }

    [Test]
    public async Task No_program_is_not_found() => Assert.That(
        (await new UpdateProgramHandler(Given.Work<ProgramDocument>(), Substitute.For<IPrograms>())
            .Handle(new("none", []), default)).Decline!.Code,
        Is.EqualTo("program_not_found"));
}

public sealed class GetProgramTests
{
    [Test]
    public async Task A_program_is_shown_and_none_is_not_found()
    {
        var programs = Substitute.For<IPrograms>();
        programs.Read("demo", default).Returns(new StoredProgram(new() { Name = "Demo" }, 1));
        Assert.That((await new GetProgramHandler(programs).Handle(new("demo"), default))
            .Value.Name, Is.EqualTo("Demo"));
        Assert.That((await new GetProgramHandler(programs).Handle(new("none"), default))
            .Decline!.Code, Is.EqualTo("program_not_found"));
    }
}

public sealed class ListProgramsTests
{
    [Test]
    public async Task The_list_is_the_callers()
    {
        var programs = Substitute.For<IPrograms>();
        var request = Given.Request("op");
        var page = new Page<ProgramDocument>([], null);
        programs.Page(request.Caller, Given.FirstPage, default).Returns(page);
        Assert.That((await new ListProgramsHandler(programs, request).Handle(new(Given.FirstPage), default))
            .Value, Is.SameAs(page));
    }
}

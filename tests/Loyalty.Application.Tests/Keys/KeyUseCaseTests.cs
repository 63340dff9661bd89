using Loyalty.Application.Keys;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;

namespace Loyalty.Application.Tests.Keys;

public sealed class CreateKeyTests
{
    static readonly CreateKey Command = new("till", ["read"], new(["demo"]), null, null);
    static readonly CreateKey ForAll = Command with { Programs = new((IReadOnlyList<string>?)null) };

    static (CreateKeyHandler Handler, IApiKeys Keys) Make(RequestContext request, bool knowsOperator = true)
    {
        var keys = Substitute.For<IApiKeys>();
        keys.OperatorsOf(default!, default).ReturnsForAnyArgs(call => call.Arg<IReadOnlyList<string>>()
            .Where(code => code is "demo" or "shop" or "foreign")
                .ToDictionary(code => code, code => code == "foreign" ? "other" : "op"));
        keys.Add(default!, default).ReturnsForAnyArgs(call => !knowsOperator ? null : new CreatedKey
        {
            Id = "1",
            Key = "secret",
            Name = call.Arg<NewKey>().Name,
            Operator = call.Arg<NewKey>().Operator,
            Scopes = call.Arg<NewKey>().Scopes,
            Programs = new(call.Arg<NewKey>().Programs),
        });
        return (new(Given.Outcomes<CreatedKey>(), keys, request, Given.Clock), keys);
    }

    static async Task<Result<CreatedKey>> Create(RequestContext request, CreateKey command) =>
        await Make(request).Handler.Handle(command, default);

    [Test]
    public async Task A_key_belongs_to_the_operator_of_its_programs() =>
        Assert.That((await Create(Given.Request(), Command)).Value.Operator, Is.EqualTo("op"));

    [Test]
    public async Task Nobody_gives_a_scope_or_programs_that_they_do_not_have()
    {
        Assert.That((await Create(Given.Request("op", null, "manage"), Command)).Decline!.Code,
            Is.EqualTo("forbidden"));
        Assert.That((await Create(Given.Request("op", ["demo"]), ForAll)).Decline!.Code, Is.EqualTo("forbidden"));
        Assert.That((await Create(Given.Request("op", ["demo"]), Command with { Programs = new(["shop"]) }))
            .Decline!.Code, Is.EqualTo("program_not_found"));
        Assert.That((await Create(Given.Request("op"), Command with { Programs = new(["foreign"]) }))
            .Decline!.Code, Is.EqualTo("program_not_found"));
        Assert.That((await Create(Given.Request("op"), ForAll with { Operator = "other" }))
            .Decline!.Code, Is.EqualTo("forbidden"));
    }

    [Test]
    public async Task One_operator_it_must_be_and_a_known_one()
    {
        Assert.That((await Create(Given.Request(), Command with { Programs = new(["demo", "foreign"]) }))
            .Decline!.Errors[0].Code, Is.EqualTo("several_operators"));
        Assert.That((await Create(Given.Request(), ForAll)).Decline!.Errors[0].Field, Is.EqualTo("operator"));
        var (handler, _) = Make(Given.Request(), knowsOperator: false);
        Assert.That((await handler.Handle(ForAll with { Operator = "none" }, default))
            .Decline!.Errors[0].Code, Is.EqualTo("unknown_value"));
    }

    [Test]
    public async Task The_shape_is_told_by_field()
    {
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(
            new CreateKeyValidator(), new(null, null, null, null, Given.Noon)),
            Is.EquivalentTo(new[] { "name", "scopes", "programs" }));
        Assert.That((await Create(Given.Request(), Command with { ExpiresAt = Given.Noon })).Decline!.Errors[0].Code,
            Is.EqualTo("in_the_past"));
        Assert.That(await Pipeline.ValidationTests.ErrorsOf(
            new CreateKeyValidator(),
            Command with { Name = "bootstrap", Scopes = ["all"], Programs = new([]) }),
            Is.EquivalentTo(new[] { "name", "scopes", "programs" }));
    }
}

public sealed class RevokeKeyTests
{
    [TestCase(true, null)]
    [TestCase(false, "not_found")]
    public async Task A_key_of_the_callers_ends(bool isThere, string? code)
    {
        var keys = Substitute.For<IApiKeys>();
        var request = Given.Request("op");
        keys.Revoke(request.Caller, "7", default).Returns(isThere);
        var result = await new RevokeKeyHandler(Given.Work<Done>(), keys, request).Handle(new("7"), default);
        Assert.That(result.Decline?.Code, Is.EqualTo(code));
    }
}

public sealed class ListKeysTests
{
    [Test]
    public async Task The_list_is_the_callers()
    {
        var keys = Substitute.For<IApiKeys>();
        var request = Given.Request("op");
        var page = new Page<KeyView>([], null);
        keys.Page(request.Caller, Given.FirstPage, default).Returns(page);
        Assert.That((await new ListKeysHandler(keys, request).Handle(new(Given.FirstPage), default))
            .Value, Is.SameAs(page));
    }
}

using System.Text.Json.Nodes;
using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Application.Accounts;
using Loyalty.Application.Members;
using Loyalty.Domain;
using Loyalty.Domain.Members;
using MediatR;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>A call of Altcraft's API: reads what its client means, and says what came of it.</summary>
abstract class AltcraftEndpoint : CallEndpoint
{
    /// <summary>Where the calls are.</summary>
    protected const string Loyalty = $"{AltcraftDialect.Path}/loyalty";

    protected VendorMessage Sent => VendorBodies.Of(HttpContext);

    protected static Call Declare(
        string path, string id, string scope, string? otherScope = null, bool loadsAccount = false) => new(
            Http.POST, $"{Loyalty}/{path}", $"Altcraft.{id}")
        {
            Summary = id,
            Scope = scope,
            OtherScope = otherScope,
            LoadsAccount = loadsAccount,
            IsVendors = true,
            IsDocumented = false,
        };

    /// <summary>Sends a use case, and says its value's members, or why there is none.</summary>
    protected async Task<CallAnswer> Say<T>(
        IRequest<Result<T>> useCase, Func<T, Task<Result<JsonObject>>> members, CancellationToken ct)
    {
        var result = await Ask(useCase, ct);
        if (result.Decline is { } decline)
        {
            return decline;
        }

        var said = await members(result.Value);
        return said.Decline is { } unsaid ? unsaid : new AltcraftAnswer(said.Value);
    }

    protected Task<CallAnswer> Say<T>(IRequest<Result<T>> useCase, Func<T, JsonObject> members, CancellationToken ct) =>
        Say(useCase, value => Task.FromResult<Result<JsonObject>>(members(value)), ct);

    /// <summary>Under "data", as most calls answer.</summary>
    protected static JsonObject Data(JsonNode data) => new() { ["data"] = data };

    /// <summary>Goes on with the program that the client names by its number.</summary>
    protected async Task<CallAnswer> OfProgram(Func<string, Task<CallAnswer>> answer, CancellationToken ct)
    {
        const string name = "loyalty_program_id";
        var number = Sent.Required(name) is null ? null : Sent.Whole(name);
        if (Sent.Error is { } error)
        {
            return error;
        }

        var caller = CurrentRequest.Context.Caller;
        return await ProgramOwners.CodeOf(number!.Value, ct) is { } code
            && await ProgramOwners.OperatorOf(code, ct) is { } owner && caller.Sees(owner, code)
            ? await answer(AnswerFacts.Program = code)
            : Declines.ProgramNotFound;
    }

    /// <summary>
    /// Goes on with the transaction that the client names; in one program, where it names that, too.
    /// </summary>
    /// <param name="temporary">Whether a hold is meant where several transactions have the client's id.</param>
    protected async Task<CallAnswer> OfTransaction(
        bool temporary, Func<NamedTransaction, Task<CallAnswer>> answer, CancellationToken ct)
    {
        return Sent.Has("loyalty_program_id") ? await OfProgram(Find, ct) : await Find(program: null);

        async Task<CallAnswer> Find(string? program)
        {
            var named = await NamedTransaction.Find(program, temporary, Sent, Mediator, ct);
            return named.Decline is { } decline ? decline : await answer(named.Value);
        }
    }

    /// <summary>Goes on with the account that the client names: program, points currency, profile.</summary>
    protected Task<CallAnswer> OfAccount(
        Func<AccountInput, Task<CallAnswer>> answer, CancellationToken ct) => OfProgram(
        async program =>
        {
            var member = Profile();
            var currency = await Currency(program, ct);
            return Sent.Error is { } error ? error
                : currency.Decline is { } unknown ? unknown
                : await answer(new(program, member, currency.Value));
        }, ct);

    /// <summary>By "iid", our number, or "eid", our code; the default one without.</summary>
    protected async Task<Result<string?>> Currency(string program, CancellationToken ct)
    {
        var (number, code) = (Sent.Whole("points_currency_iid"), Sent.Text("points_currency_eid"));
        if (number is null && code is null)
        {
            return (string?)null;
        }

        var currency = await ProgramOwners.CurrencyOf(program, number, code, ct);
        return currency is null ? Declines.CurrencyNotFound : currency.Code;
    }

    /// <summary>Whom the client means; null, and noted, when it says nothing of the kind.</summary>
    protected MemberInput? Profile()
    {
        switch (Sent.Required("matching"))
        {
            case "email":
                return new() { Email = Sent.Required("email") };
            case "phone":
                return new() { Phone = Sent.Required("phone") };
            case "profile_id":
                var id = Sent.Required("profile_id");
                return MemberId.TryParse(id, out _) ? new() { MemberId = id } : new() { ExternalId = id };
            case "custom":
                var (field, value) = (Sent.Required("field_name"), Sent.Required("field_value"));
                return field is null || value is null ? null : new() { Custom = new(field, value) };
            case null:
                return null;
            default:
                return Sent.Wrong("matching", FieldCodes.UnknownValue, (MemberInput?)null);
        }
    }

    /// <summary>
    /// As an answer names a profile: by its external id, if it has one; but not by one that would mean somebody else.
    /// </summary>
    protected static string ProfileId(MemberView member) =>
        member.Identifiers.ExternalId is { } id && !MemberId.TryParse(id, out _) ? id : member.MemberId;
}

/// <summary>What an Altcraft call says when all went well.</summary>
sealed class AltcraftAnswer(JsonObject members) : CallAnswer
{
    public override Task Write(HttpContext context) =>
        ((AltcraftDialect)context.Dialect()).Succeed(context, members);
}

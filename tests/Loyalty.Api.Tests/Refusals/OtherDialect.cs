using FastEndpoints;
using Loyalty.Api.Calls;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Microsoft.AspNetCore.Http;

namespace Loyalty.Api.Tests.Refusals;

/// <summary>
/// Another contract: a class and a path prefix. Its key stands in the query, and its "no" is a line of text.
/// </summary>
public sealed class OtherDialect : Dialect
{
    public const string Path = "/other-dialect";

    public override PathString? Prefix => Path;

    public override string? KeyOf(HttpRequest request) => request.Query["token"];

    public override Task Refuse(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync($"no {refusal.Status} {refusal.Decline.Code}");
    }
}

/// <summary>Says what it is told to; it speaks the other dialect.</summary>
sealed class OtherEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, $"{OtherDialect.Path}/say/{{what}}", "SayInOtherDialect")
    {
        Summary = "Says what it is told to.",
        Scope = Scope.Read,
        Query = [new("token", "The key.")],
        IsDocumented = false,
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) => Route<string>("what") switch
    {
        "fault" => throw new InvalidOperationException("On purpose."),
        "decline" => Task.FromResult<CallAnswer>(Domain.Declines.AlreadyCancelled),
        var what => Task.FromResult(CallAnswer.Json(new { said = what })),
    };
}

/// <summary>Declares that it loads an account, whose load would confirm the key, and forgets to.</summary>
sealed class ForgetfulEndpoint : CallEndpoint
{
    protected override Call Call => new(Http.GET, "/v1/forgetful", "Forget")
    {
        Summary = "Tells a secret without a load.",
        Scope = Scope.Read,
        LoadsAccount = true,
        IsDocumented = false,
    };

    protected override Task<CallAnswer> Handle(CancellationToken ct) =>
        Task.FromResult(CallAnswer.Json(new { secret = "told" }));
}

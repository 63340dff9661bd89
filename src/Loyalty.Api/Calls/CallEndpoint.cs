using FastEndpoints;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using MediatR;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Calls;

/// <summary>An endpoint without a body: it turns a request into a use case and the result into an answer.</summary>
public abstract class CallEndpoint : EndpointWithoutRequest
{
    QueryReader? query;

    RequestScope Scope => Resolve<RequestScope>();

    /// <summary>
    /// The query string, read strictly: what is wrong in it is collected and answered before anything is done.
    /// </summary>
    protected QueryReader Parameters => query ??= new(HttpContext.Request);

    protected string Program => Route<string>("program")!;

    public sealed override async Task HandleAsync(CancellationToken ct)
    {
        var scope = Scope;
        scope.Path = HttpContext.Request.Path.Value!.TrimEnd('/').ToLowerInvariant(); // as routing sees it
        scope.IdempotencyHeader = [.. HttpContext.Request.Headers["Idempotency-Key"].OfType<string>()];
        if (Route<string>("program", isRequired: false) is { } program)
        {
            var owner = await Resolve<IProgramOwners>().OperatorOf(program, ct);
            if (owner is null || !scope.Caller.Sees(owner, program))
            {
                await Problem.Of(Declines.ProgramNotFound).Write(HttpContext);
                return;
            }

            scope.Program = program;
        }

        if (Parameters.Unknown is { } unknown)
        {
            await Problem.Of(unknown).Write(HttpContext);
            return;
        }

        await Handle(ct);
    }

    protected abstract Task Handle(CancellationToken ct);

    /// <summary>Says what the endpoint is for, once, for the contract's document.</summary>
    protected void Document(ApiOperation operation) =>
        Description(builder => builder.WithName(operation.Id).WithMetadata(operation)
            .WithTags(GetType().Namespace!.Split('.')[^1]));

    /// <summary>The member that the path names; null, and answered, when it names none.</summary>
    protected async Task<MemberInput?> MemberOfPath()
    {
        var member = MemberInput.FromPath(RefOfPath());
        if (member is null)
        {
            await Problem.Of(Declines.Invalid("member", "invalid_identifier", "Must be kind:value or a member id."))
                .Write(HttpContext);
        }

        return member;
    }

    /// <summary>
    /// Routing decodes all but slashes, so that "%2F" may be a slash or a "%2F" that was encoded once more: what was
    /// sent tells, the last segment that fits, as dots may have undone those before it. "%2f" is the same.
    /// </summary>
    string RefOfPath()
    {
        const string slash = "%2F";
        var value = Route<string>("ref")!;
        var sent = HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return value.Contains(slash, StringComparison.OrdinalIgnoreCase)
            && sent.Split('?')[0].Split('/').LastOrDefault(IsRef) is { } segment
            ? Uri.UnescapeDataString(segment) : value;

        bool IsRef(string segment) => value.Equals(
            Uri.UnescapeDataString(segment.Replace(slash, "%252F", StringComparison.OrdinalIgnoreCase)),
            StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Sends a use case through the pipeline and answers with what it says.</summary>
    protected async Task Answer<T>(
        IRequest<Result<T>> useCase, int status, Func<T, object?> render, CancellationToken ct)
    {
        if (Parameters.Errors.Count > 0)
        {
            await Problem.Of(Declines.Invalid(Parameters.Errors)).Write(HttpContext);
            return;
        }

        var result = await Resolve<IMediator>().Send(useCase, ct);
        if (Scope.IsReplay)
        {
            HttpContext.Response.Headers["Idempotency-Replayed"] = "true";
        }

        if (result.Decline is { } decline)
        {
            await Problem.Of(decline).Write(HttpContext);
            return;
        }

        HttpContext.Response.StatusCode = status;
        if (render(result.Value) is { } body)
        {
            await HttpContext.Response.WriteAsJsonAsync(
                body, body.GetType(), ApiJson.Strict, "application/json; charset=utf-8", ct);
        }
        else
        {
            await HttpContext.Response.StartAsync(ct);
        }
    }

    protected Task Answer<T>(IRequest<Result<T>> useCase, int status, CancellationToken ct)
        where T : class => Answer(useCase, status, value => value, ct);
}

/// <summary>An endpoint with a JSON body.</summary>
public abstract class CallEndpoint<TBody> : CallEndpoint
    where TBody : class
{
    /// <summary>What an empty body means; null where one has to be given.</summary>
    protected virtual TBody? WithoutBody => null;

    protected sealed override async Task Handle(CancellationToken ct)
    {
        if (WithoutBody is { } nothing && JsonBody.IsAbsent(HttpContext.Request))
        {
            await Handle(nothing, ct);
            return;
        }

        var (body, refusal) = await JsonBody.Read<TBody>(HttpContext.Request, ct);
        if (refusal is not null)
        {
            await refusal.Write(HttpContext);
            return;
        }

        await Handle(body!, ct);
    }

    protected abstract Task Handle(TBody body, CancellationToken ct);
}

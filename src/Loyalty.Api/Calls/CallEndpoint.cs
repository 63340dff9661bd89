using System.Globalization;
using FastEndpoints;
using Loyalty.Api.Security;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using MediatR;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Calls;

/// <summary>An endpoint without a body: it turns a request into a use case and the result into an answer.</summary>
public abstract class CallEndpoint : EndpointWithoutRequest
{
    QueryReader? query;

    // FastEndpoints fills these for each request.
    public required IMediator Mediator { get; set; }

    public required IProgramOwners ProgramOwners { get; set; }

    public required CurrentRequest CurrentRequest { get; set; }

    public required AnswerFacts AnswerFacts { get; set; }

    /// <summary>Asked for once, when the service starts.</summary>
    protected abstract Call Call { get; }

    Call Declared => HttpContext.GetEndpoint()!.Metadata.GetRequiredMetadata<Call>();

    /// <summary>
    /// The query string, read strictly: what is wrong in it is collected and answered before anything is done.
    /// </summary>
    protected QueryReader Parameters => query ??= new(HttpContext.Request);

    protected string Program => Route<string>("program")!;

    public sealed override void Configure()
    {
        var call = Call;
        Verbs(call.Method);
        Routes(call.Route);
        if (call.Scope is null)
        {
            AllowAnonymous();
        }
        else
        {
            Permissions([.. new[] { call.Scope, call.OtherScope }.OfType<string>()]);
        }

        Description(builder =>
        {
            builder.WithName(call.Id).WithMetadata(call).WithTags(GetType().Namespace!.Split('.')[^1]);
            if (!call.IsDocumented)
            {
                builder.ExcludeFromDescription();
            }
        });
    }

    public sealed override async Task HandleAsync(CancellationToken ct) =>
        await HttpContext.Answer(await Begin(ct) ?? await Handle(ct));

    protected abstract Task<CallAnswer> Handle(CancellationToken ct);

    /// <summary>Sends a use case through the pipeline and answers with what it says.</summary>
    /// <param name="render">The body that a value is shown as; null: none.</param>
    protected async Task<CallAnswer> Answer<T>(
        IRequest<Result<T>> useCase, Func<T, object?> render, CancellationToken ct)
    {
        if (Parameters.Errors.Count > 0)
        {
            return Declines.Invalid(Parameters.Errors);
        }

        var result = await Ask(useCase, ct);
        return result.Decline is { } decline ? decline : new JsonAnswer(Declared.Answers.Status, render(result.Value));
    }

    /// <summary>Sends a use case through the pipeline, and tells whether its outcome is a recorded one.</summary>
    protected async Task<Result<T>> Ask<T>(IRequest<Result<T>> useCase, CancellationToken ct)
    {
        var result = await Mediator.Send(useCase, ct);
        if (AnswerFacts.IsReplayed)
        {
            HttpContext.Response.Headers["Idempotency-Replayed"] = "true";
        }

        return result;
    }

    protected Task<CallAnswer> Answer<T>(IRequest<Result<T>> useCase, CancellationToken ct)
        where T : class => Answer(useCase, value => value is Done ? null : value, ct);

    /// <summary>Goes on with the member that the path names.</summary>
    protected async Task<CallAnswer> OfMember(Func<MemberInput, Task<CallAnswer>> answer) =>
        MemberInput.FromPath(RefOfPath()) is { } member
            ? await answer(member)
            : FieldCodes.InvalidIdentifier.Decline("member", "Must be kind:value or a member id.");

    /// <summary>
    /// Goes on with the account of the member that the path names, in the points currency of the query.
    /// </summary>
    protected Task<CallAnswer> OfAccount(Func<AccountInput, Task<CallAnswer>> answer) => OfMember(
        member => answer(new(Program, member, Parameters.Text(QueryParameter.PointsCurrency.Name))));

    /// <summary>Goes on with the transaction that the path names.</summary>
    protected async Task<CallAnswer> OfTransaction(Func<TransactionNumber, Task<CallAnswer>> answer) =>
        TransactionNumber.TryParse(Route<string>("id"), out var number)
            ? await answer(number)
            : Declines.TransactionNotFound;

    /// <summary>Goes on with the redemption option that the path names.</summary>
    protected async Task<CallAnswer> OfOption(Func<int, Task<CallAnswer>> answer) =>
        int.TryParse(Route<string>("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Route<string>("id")![0] != '0'
            ? await answer(number)
            : Declines.OptionNotFound;

    /// <summary>
    /// What the request is; an answer when it names a program that its caller can't see, or is no request.
    /// </summary>
    async Task<CallAnswer?> Begin(CancellationToken ct)
    {
        var key = HttpContext.Features.Get<AuthenticatedKey>();
        var caller = key?.Caller ?? Caller.Nobody;
        var program = Route<string>("program", isRequired: false);
        if (program is not null)
        {
            var owner = await ProgramOwners.OperatorOf(program, ct);
            if (owner is null || !caller.Sees(owner, program))
            {
                return Declines.ProgramNotFound;
            }
        }

        if (!Declared.IsVendors && Parameters.Unknown is { } unknown)
        {
            return unknown;
        }

        var sentKey = IdempotencyHeader.Read([.. HttpContext.Request.Headers["Idempotency-Key"].OfType<string>()]);
        CurrentRequest.Begin(new(caller)
        {
            KeyToConfirm = key?.ToConfirm,
            Program = program,
            Path = HttpContext.Request.Path.Value!.TrimEnd('/').ToLowerInvariant(), // as routing sees it
            IdempotencyKey = sentKey is null && Declared.IsVendors ? Guid.NewGuid().ToString() : sentKey,
        });
        return null;
    }

    /// <summary>
    /// Routing decodes all but slashes, so that "%2F" may be a slash or a "%2F" that was encoded once more: what was
    /// sent tells, the last segment that fits, as dots may have undone those before it. "%2f" is the same.
    /// </summary>
    protected string RefOfPath()
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
}

/// <summary>An endpoint with a JSON body.</summary>
public abstract class CallEndpoint<TBody> : CallEndpoint
    where TBody : class
{
    /// <summary>What an empty body means; null where one has to be given.</summary>
    protected virtual TBody? WithoutBody => null;

    protected sealed override async Task<CallAnswer> Handle(CancellationToken ct)
    {
        if (WithoutBody is { } nothing && JsonBody.IsAbsent(HttpContext.Request))
        {
            return await Handle(nothing, ct);
        }

        var (body, refusal) = await JsonBody.Read<TBody>(HttpContext.Request, ct);
        return refusal is not null ? refusal : await Handle(body!, ct);
    }

    protected abstract Task<CallAnswer> Handle(TBody body, CancellationToken ct);
}

using Loyalty.Domain;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Application.Pipeline;

/// <summary>
/// What is known of a request when it begins: made once by whoever starts it (an endpoint, an item of a list, a verb of
/// the command line), and never written later.
/// </summary>
public sealed record RequestContext(Caller Caller)
{
    /// <summary>
    /// Id of an API key that was accepted from memory. It must be confirmed against the database: by the account's
    /// load, or before the answer is written. Null: it is confirmed.
    /// </summary>
    public string? KeyToConfirm { get; init; }

    /// <summary>Code of the program that the request names; null: it names none.</summary>
    public string? Program { get; init; }

    /// <summary>Part of an idempotency key's scope where no account is involved.</summary>
    public string Path { get; init; } = "";

    /// <summary>The idempotency key, or why what was sent is none; null: none was sent.</summary>
    public Result<string>? IdempotencyKey { get; init; }
}

/// <summary>What is found out on the way to an answer, and is said beside the result.</summary>
public sealed class AnswerFacts
{
    /// <summary>True when the answer is a recorded one.</summary>
    public bool IsReplayed { get; set; }

    /// <summary>Code of the account's program, where the request does not name it.</summary>
    public string? Program { get; set; }

    /// <summary>Language of the member whom the answer is about: messages fall back to it.</summary>
    public string? OwnerLanguage { get; set; }

    /// <summary>True when the load of an account has confirmed the caller's key.</summary>
    public bool HasConfirmedKey { get; set; }
}

/// <summary>The request that a service scope serves.</summary>
public sealed class CurrentRequest
{
    RequestContext? context;

    /// <exception cref="InvalidOperationException">None has begun.</exception>
    public RequestContext Context =>
        context ?? throw new InvalidOperationException("No request has begun in this scope.");

    /// <exception cref="InvalidOperationException">One has begun already.</exception>
    public void Begin(RequestContext request) => context = context is null
        ? request
        : throw new InvalidOperationException("A scope serves one request.");
}

public static class Requests
{
    /// <summary>Sends a use case through the pipeline as a request of its own.</summary>
    public static async Task<Result<T>> SendAlone<T>(
        this IServiceProvider services, RequestContext request, IRequest<Result<T>> useCase, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentRequest>().Begin(request);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(useCase, ct);
    }
}

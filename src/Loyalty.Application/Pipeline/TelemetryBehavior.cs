using System.Diagnostics;
using Loyalty.Domain;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Loyalty.Application.Pipeline;

/// <summary>
/// A span, a duration and a log line for each use case, by its name, program and outcome code; nothing of the
/// request's content. What went well is in the ledger, in spans and in metrics: its log line is for debugging.
/// </summary>
public sealed partial class TelemetryBehavior<TRequest, TResponse>(
    RequestContext context, AnswerFacts answer, ILogger<TelemetryBehavior<TRequest, TResponse>> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    const string Ok = "ok";

    public async Task<TResponse> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TResponse> next)
    {
        var useCase = typeof(TRequest).Name;
        using var activity = LoyaltyTelemetry.Source.StartActivity(useCase);
        var started = Stopwatch.GetTimestamp();
        var outcome = "error";
        try
        {
            var response = await next();
            outcome = response.Decline?.Code ?? Ok;
            return response;
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            var program = context.Program ?? answer.Program;
            var tags = new TagList
            {
                { "use_case", useCase },
                { "program", program ?? "" },
                { "outcome", outcome },
                { "replayed", answer.IsReplayed },
            };
            LoyaltyTelemetry.Duration.Record(elapsed.TotalSeconds, tags);
            activity?.SetTag("loyalty.program", program).SetTag("loyalty.outcome", outcome);
            activity?.SetStatus(outcome == "error" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            var level = outcome == Ok ? LogLevel.Debug : LogLevel.Information;
            Handled(level, useCase, program, outcome, answer.IsReplayed, elapsed.TotalMilliseconds);
        }
    }

    [LoggerMessage(EventId = 1,
        Message = "{UseCase} in program {Program}: {Outcome}, replayed {Replayed}, {Milliseconds} ms")]
    private partial void Handled(
        LogLevel level, string useCase, string? program, string outcome, bool replayed, double milliseconds);
}

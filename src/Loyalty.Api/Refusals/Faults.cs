using Loyalty.Application.Ports;

namespace Loyalty.Api.Refusals;

/// <summary>Turns an exception into the refusal that its caller gets, and logs it.</summary>
sealed partial class Faults(ILogger<Faults> logger)
{
    public Refusal Describe(Exception error)
    {
        switch (error)
        {
            case StoreUnavailableException:
                Unavailable(error.InnerException is { } inner ? $"{error.Message} ({inner.GetType().Name})"
                    : error.Message);
                return Refusal.Of(StatusCodes.Status503ServiceUnavailable);
            case BadHttpRequestException bad:
                return Refusal.Of(bad.StatusCode);
            default:
                Unexpected(error);
                return Refusal.Of(StatusCodes.Status500InternalServerError);
        }
    }

    [LoggerMessage(60, LogLevel.Error, "A request failed unexpectedly")]
    private partial void Unexpected(Exception error);

    [LoggerMessage(61, LogLevel.Warning, "A request could not be served for now: {Cause}")]
    private partial void Unavailable(string cause);
}

namespace Loyalty.Api.Hosting;

/// <summary>How much of a request the service reads before it refuses.</summary>
static class Limits
{
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>Of a body with many items.</summary>
    public const int MaxBulkBytes = 8 * 1024 * 1024;

    public const int MaxTargetLength = 8 * 1024;

    public const int MaxHeaderBytes = 32 * 1024;

    /// <summary>
    /// Until all headers of a request are there; how slowly a body may come is the web server's own default.
    /// </summary>
    static readonly TimeSpan HeadersPatience = TimeSpan.FromSeconds(10);

    static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(20);

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = HeadersPatience;

            // The server answers past its own limits without a body: ours lie below them, and answer a problem.
            kestrel.Limits.MaxRequestLineSize = 2 * MaxTargetLength;
            kestrel.Limits.MaxRequestHeadersTotalSize = 2 * MaxHeaderBytes;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
    }
}

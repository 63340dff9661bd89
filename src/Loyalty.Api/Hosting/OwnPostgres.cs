using Loyalty.Api.Telemetry;
using Loyalty.Infrastructure.Embedded;

namespace Loyalty.Api.Hosting;

/// <summary>A PostgreSQL of this process's own, where no other is set.</summary>
static class OwnPostgres
{
    /// <param name="mayMake">Whether one may be made where there is none yet.</param>
    /// <exception cref="InvalidOperationException">There is none, or it can't be started.</exception>
    public static async Task<EmbeddedPostgres?> Start(string[] settings, bool mayMake)
    {
        var builder = WebApplication.CreateSlimBuilder(settings);
        builder.Configuration.AddSecretFiles();

        // What is wrong with the settings is to be known before anything is made.
        LoyaltyOptions.Read(builder.Configuration, builder.Environment);
        if (builder.Configuration.GetConnectionString("Loyalty") is { Length: > 0 })
        {
            return null;
        }

        using var logging = LoggerFactory.Create(lines =>
        {
            lines.AddConfiguration(builder.Configuration.GetSection("Logging"));
            lines.AddConsoleOf(builder.Environment);
        });
        var folder = builder.Configuration["Loyalty:DataDirectory"] ?? ".data";
        if (!mayMake && !Directory.Exists(folder))
        {
            throw new InvalidOperationException(
                $"There is no data in {Path.GetFullPath(folder)}: run this where the service runs, "
                + "or set Loyalty__DataDirectory or ConnectionStrings__Loyalty.");
        }

        return await EmbeddedPostgres.Start(folder, logging.CreateLogger<EmbeddedPostgres>(), CancellationToken.None);
    }
}

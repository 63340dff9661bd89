using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Embedded;
using Loyalty.Infrastructure.Postgres;
using Npgsql;

namespace Loyalty.Api.Hosting;

/// <summary>What the program can be told to do on its command line.</summary>
static class Verbs
{
    const string Usage = $"""
        usage: loyalty [serve | migrate | seed | verify | health] [--urls …] [--Key:Sub=value …]
        {KeysVerb.Usage}
        {RequestsVerb.Usage}
        """;

    public static async Task<int> Run(string[] args)
    {
        var verb = args is [var first, ..] && !first.StartsWith('-') ? first : "serve";
        var rest = args is [var word, .. var others] && word == verb ? others : args;

        // What a verb has to say, it says itself.
        string[] settings = verb == "serve" ? rest : ["--Logging:LogLevel:Loyalty=Warning", .. rest];
        if (verb == "health")
        {
            return await HealthVerb.Run(settings);
        }

        if ((verb, rest) is ("requests", [var document, var folder]))
        {
            return await RequestsVerb.Run(document, folder);
        }

        Func<WebApplication, Task<int>>? work = verb switch
        {
            "serve" => Serve,
            "migrate" => Migrate,
            "seed" => Seed,
            "verify" => Verify,
            "keys" => app => KeysVerb.Run(app, [.. rest.TakeWhile(setting => !setting.StartsWith('-'))]),
            _ => null,
        };
        if (work is null)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        try
        {
            await using var postgres = await StartEmbedded(settings, isNew: verb is not ("verify" or "keys"));
            await using var app = LoyaltyApp.Build(settings, postgres?.ConnectionString);
            return await work(app);
        }
        catch (Exception error) when (
            error is InvalidOperationException or StoreUnavailableException or NpgsqlException)
        {
            // What stops a start is one line, not a stack.
            await Console.Error.WriteLineAsync($"loyalty: {error.Message}");
            return 1;
        }
    }

    /// <param name="isNew">Whether a server may be made where there is none yet.</param>
    static async Task<EmbeddedPostgres?> StartEmbedded(string[] settings, bool isNew)
    {
        var configuration = WebApplication.CreateSlimBuilder(settings).Configuration;
        configuration.AddSecretFiles();
        if (configuration.GetConnectionString("Loyalty") is { Length: > 0 })
        {
            return null;
        }

        using var logging = LoggerFactory.Create(
            builder => builder.AddSimpleConsole(options => options.SingleLine = true));
        var folder = configuration["Loyalty:DataDirectory"] ?? ".data";
        if (!isNew && !Directory.Exists(folder))
        {
            throw new InvalidOperationException(
                $"There is no data in {Path.GetFullPath(folder)}: run this where the service runs, "
                + "or set Loyalty__DataDirectory or ConnectionStrings__Loyalty.");
        }

        return await EmbeddedPostgres.Start(folder, logging.CreateLogger<EmbeddedPostgres>(), CancellationToken.None);
    }

    static async Task<int> Serve(WebApplication app)
    {
        await app.RunAsync();
        return 0;
    }

    static async Task<int> Migrate(WebApplication app)
    {
        await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
        return 0;
    }

    static async Task<int> Seed(WebApplication app)
    {
        await Migrate(app);
        await DemoData.Seed(app.Services, CancellationToken.None);
        return 0;
    }

    static async Task<int> Verify(WebApplication app)
    {
        if (await app.Services.GetRequiredService<IDatabaseHealth>().Check(CancellationToken.None)
            == DatabaseState.NotMigrated)
        {
            throw new InvalidOperationException("There are no books to verify: the database was never migrated.");
        }

        var report = await app.Services.GetRequiredService<LedgerVerifier>()
            .Verify(difference => Console.WriteLine(difference), CancellationToken.None);
        Console.WriteLine($"{report.Accounts} accounts, {report.Entries} entries, {report.Differences} differences");
        return report.Differences == 0 ? 0 : 1;
    }
}

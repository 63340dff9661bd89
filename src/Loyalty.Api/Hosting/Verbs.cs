using System.CommandLine;
using System.Net.Sockets;
using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Ledger;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Api.Hosting;

/// <summary>What the program can be told to do on its command line.</summary>
static class Verbs
{
    const int WrongUsage = 2;

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("""
            Loyalty points: earned, held, spent and proved. Without a command the service is started.
            Settings come from the environment (docs/operations.md), or after a command as --Section:Key=value.
            """)
        {
            Verb("serve", "Starts the service.", Serve),
            Verb("migrate", "Brings the database up to date, and ends.", Migrate),
            Verb("seed", "Fills a database with a demo program and its members, and ends.", Seed),
            Verb("verify", "Recomputes every account; exits with 1 when the books do not agree.", Verify,
                needsBooks: true),
            KeysVerb.Command(),
            HealthVerb.Command(),
        };
        Act(root, (parsed, settings) => InApp(parsed, settings, Serve, needsBooks: false));
        var parsed = root.Parse(args, new() { ResponseFileTokenReplacer = null });

        // Signals are the host's, where there is one: it drains what is under way.
        var exitCode = await parsed.InvokeAsync(
            new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? WrongUsage : exitCode;
    }

    /// <summary>A command that works with the service's parts. What is no option of it has to be a setting.</summary>
    /// <param name="needsBooks">Without a database that the service has used already there is nothing to do.</param>
    public static Command Verb(
        string name, string description, Func<WebApplication, ParseResult, Task<int>> work, bool needsBooks = false)
    {
        var command = new Command(name, description);
        Act(command, (parsed, settings) => InApp(parsed, settings, work, needsBooks));
        return command;
    }

    /// <summary>Lets a command take settings, and do its work with them.</summary>
    public static void Act(Command command, Func<ParseResult, string[], Task<int>> work)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, _) =>
        {
            string[] settings = [.. parsed.UnmatchedTokens];
            if (WrongSetting(settings) is { } wrong)
            {
                await Console.Error.WriteLineAsync($"loyalty: there is no option, setting or command {wrong} (--help)");
                return WrongUsage;
            }

            return await work(parsed, settings);
        });
    }

    static async Task<int> InApp(
        ParseResult parsed, string[] settings, Func<WebApplication, ParseResult, Task<int>> work, bool needsBooks)
    {
        // Other verbs print their own result; the log stays at warnings.
        string[] all = work == Serve ? settings : ["--Logging:LogLevel:Loyalty=Warning", .. settings];
        try
        {
            await using var postgres = await OwnPostgres.Start(all, mayMake: !needsBooks);
            await using var app = LoyaltyApp.Build(all, postgres?.ConnectionString);
            if (needsBooks && await app.Services.GetRequiredService<IDatabaseHealth>().Check(CancellationToken.None)
                == DatabaseState.NotMigrated)
            {
                throw new InvalidOperationException(
                    "The database lacks migrations of this version: start the service, or run 'loyalty migrate' "
                    + "first.");
            }

            return await work(app, parsed);
        }
        catch (Exception error) when (
            error is InvalidOperationException or StoreUnavailableException or NpgsqlException
                or IOException or SocketException or UnauthorizedAccessException or FormatException)
        {
            // What stops a start is one line, not a stack.
            await Console.Error.WriteLineAsync($"loyalty: {error.Message}");
            return 1;
        }
    }

    /// <summary>
    /// The first that is no "--Section:Key=value", nor one of the web server's own. Without "=" the value would be
    /// taken for an argument of the command.
    /// </summary>
    static string? WrongSetting(string[] words) => Array.Find(words, word =>
        word.Split('=', 2) is not [var name, _]
        || !((name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal))
            || name is "--urls" or "--environment" or "--contentRoot"));

    static async Task<int> Serve(WebApplication app, ParseResult parsed)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception)
        {
            // What has begun to work already stops in order.
            await app.StopAsync();
            throw;
        }

        await app.WaitForShutdownAsync();
        var failure = app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Select(service => service.ExecuteTask?.Exception?.InnerException)
                .FirstOrDefault(error => error is not null);
        return failure is null ? 0 : throw new InvalidOperationException(failure.Message, failure);
    }

    static async Task<int> Migrate(WebApplication app, ParseResult parsed)
    {
        await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
        return 0;
    }

    static async Task<int> Seed(WebApplication app, ParseResult parsed)
    {
        await Migrate(app, parsed);
        await DemoData.Seed(app.Services, CancellationToken.None);
        return 0;
    }

    static async Task<int> Verify(WebApplication app, ParseResult parsed)
    {
        var report = await app.Services.GetRequiredService<LedgerVerifier>()
            .Verify(difference => Console.WriteLine(difference), CancellationToken.None);
        Console.WriteLine($"{report.Accounts} accounts, {report.Entries} entries, {report.Differences} differences");
        return report.Differences == 0 ? 0 : 1;
    }
}

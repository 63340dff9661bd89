using System.Collections.Concurrent;
using System.Diagnostics;
using Loyalty.Api.Hosting;
using Loyalty.Api.Refusals;
using Loyalty.Api.Telemetry;
using Loyalty.Api.Tests.Refusals;
using Loyalty.Infrastructure.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Loyalty.Api.Tests;

/// <summary>
/// One real service with its web server and PostgreSQL for all tests of this assembly. FastEndpoints is configured
/// once per process, so there can't be a second one; what needs another is a process of its own.
/// </summary>
[SetUpFixture]
public sealed class ApiHost
{
    public const string AdminKey = "the-admin-key-of-the-tests";

    static EmbeddedPostgres? embedded;
    static readonly ConcurrentBag<string> Databases = [];
    static string server = "";

    public static WebApplication App { get; private set; } = null!;

    public static Uri Address { get; private set; } = null!;

    /// <summary>What would have been exported.</summary>
    public static ConcurrentBag<Activity> Spans { get; } = [];

    public static ConcurrentQueue<string> Logs { get; } = [];

    internal static List<MetricSnapshot> Metrics { get; } = [];

    public static string ServerConnection => server;

    [OneTimeSetUp]
    public async Task Start()
    {
        server = Environment.GetEnvironmentVariable("LOYALTY_TEST_DB") ?? "";
        if (server.Length == 0)
        {
            var folder = Directory.CreateTempSubdirectory("loyalty-api-tests-").FullName;
            embedded = await EmbeddedPostgres.Start(
                folder, NullLogger.Instance, CancellationToken.None, isThrowAway: true);
            server = embedded.ConnectionString;
        }

        var connection = await NewDatabase();
        string[] settings = ["--urls", "http://127.0.0.1:0", $"--Loyalty:AdminKey={AdminKey}", "--environment",
            "Production"];
        App = LoyaltyApp.Build(settings, connection, builder =>
        {
            builder.Logging.AddProvider(new CapturedLogs());
            builder.Services.AddSingleton<Dialect, OtherDialect>();
            LoyaltyTelemetrySetup.CollectSpans(builder.Services)
                .WithTracing(tracing => tracing.AddProcessor(new CapturedSpans()))
                .WithMetrics(metrics => metrics.AddInMemoryExporter(Metrics));
        }, typeof(ApiHost).Assembly);
        await App.StartAsync();
        Address = new(App.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using var http = new HttpClient { BaseAddress = Address };
        while ((await http.GetAsync("/health/ready")).StatusCode != HttpStatusCode.OK)
        {
            await Task.Delay(50);
        }
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await App.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        if (embedded is null)
        {
            foreach (var database in Databases)
            {
                await Execute($"drop database {database} with (force)");
            }
        }
        else
        {
            await embedded.DisposeAsync();
        }
    }

    /// <summary>Its connection string; it goes with the tests' end.</summary>
    public static async Task<string> NewDatabase()
    {
        var database = $"loyalty_test_{Guid.NewGuid():N}";
        await Execute($"create database {database}");
        Databases.Add(database);
        return new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;
    }

    static async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    sealed class CapturedSpans : OpenTelemetry.BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => Spans.Add(data);
    }

    sealed class CapturedLogs : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Logger(categoryName);

        public void Dispose()
        {
        }

        sealed class Logger(string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
                    string> formatter) =>
                Logs.Enqueue($"{category} {formatter(state, exception)} {exception}");
        }
    }
}

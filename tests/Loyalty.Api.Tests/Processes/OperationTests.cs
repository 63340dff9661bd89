using System.Globalization;
using System.Text.Json;
using Loyalty.Api.Hosting;
using Npgsql;

namespace Loyalty.Api.Tests.Processes;

/// <summary>A service with the settings that an operator gives it, and the verbs beside it.</summary>
public sealed class OperationTests
{
    const int Permits = 20;

    static readonly int MetricsPort = ServiceProcess.FreePort();
    static readonly string Secrets = Directory.CreateTempSubdirectory("loyalty-secrets-").FullName;
    static string connection = "";
    static ServiceProcess service = null!;

    [OneTimeSetUp]
    public static async Task Start()
    {
        connection = await ApiHost.NewDatabase();
        await File.WriteAllTextAsync(Path.Combine(Secrets, "ConnectionStrings__Loyalty"), connection);
        service = new("serve", new Dictionary<string, string>
        {
            ["Loyalty__SecretsDirectory"] = Secrets,
            ["Loyalty__RateLimit__PermitsPerSecond"] = Permits.ToString(CultureInfo.InvariantCulture),
            ["Loyalty__Metrics__Port"] = MetricsPort.ToString(CultureInfo.InvariantCulture),
        });
        await service.WaitUntilReady();
    }

    [OneTimeTearDown]
    public static async Task Stop()
    {
        await service.DisposeAsync();
        Directory.Delete(Secrets, recursive: true);
    }

    static async Task<(int ExitCode, string Output)> Keys(params string[] arguments)
    {
        await using var verb = new ServiceProcess(
            "keys", new Dictionary<string, string> { ["Loyalty__SecretsDirectory"] = Secrets }, arguments);
        var exitCode = await verb.Exit();
        return (exitCode, verb.Output.Trim());
    }

    /// <summary>Once a second has begun that has permits for it.</summary>
    static async Task<ApiAnswer> Allowed(Func<Task<ApiAnswer>> call)
    {
        var answer = await call();
        while (answer.Status == HttpStatusCode.TooManyRequests)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            answer = await call();
        }

        return answer;
    }

    [Test]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_back_and_harms_no_other()
    {
        var program = $"p{Guid.NewGuid():N}";
        await Allowed(() => service.Client.Post("/v1/programs", new { code = program, name = "Test" }));
        var key = await Allowed(() => service.Client.Post(
            "/v1/keys", new { name = "till", scopes = new[] { "read" }, programs = new[] { program } }));
        var till = new ApiClient(key.Value("key"), service.Address);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10 * Permits).Select(_ => till.Get($"/v1/programs/{program}")));
        var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.That(refused, Is.Not.Empty);
        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.OK), Is.GreaterThanOrEqualTo(Permits));
        Assert.That(refused.Select(answer => (answer.Code, answer.RetryAfter)), Has.All.EqualTo(("rate_limited", "1")));
        Assert.That(refused.Select(answer => answer.RateLimit), Has.All.EqualTo(($"{Permits}", "0", "1")));
        Assert.That((await Allowed(() => till.Get($"/v1/programs/{program}"))).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await service.Client.Get("/health/live")).RateLimit.Limit, Is.Null);
    }

    [Test]
    public async Task Pages_of_allowed_origins_may_call_the_API_and_no_others()
    {
        await using var service = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = await ApiHost.NewDatabase(),
            ["Loyalty__AllowedOrigins"] = "https://shop.example.com https://app.example.com",
        });
        await service.WaitUntilReady();
        foreach (var (origin, isAllowed) in new[] { ("https://shop.example.com", true), ("https://evil.test", false) })
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(service.Address, "/v1/programs"));
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "GET");
            request.Headers.Add("Access-Control-Request-Headers", "authorization");
            using var answer = await http.SendAsync(request);
            Assert.That(answer.Headers.Contains("Access-Control-Allow-Origin"), Is.EqualTo(isAllowed), origin);
        }
    }

    [Test]
    public async Task On_the_APIs_port_figures_of_programs_are_for_who_may_export()
    {
        await using var service = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = await ApiHost.NewDatabase(),
        });
        await service.WaitUntilReady();
        var program = await service.Client.NewProgram();
        await service.Client.NewMember(program, "5");
        await ServiceProcess.Until(async () => (await service.Client.Get("/metrics")).Text.Contains(program));
        var other = await service.Client.NewProgram();
        var foreign = await service.Client.NewKey(
            new { name = "books", scopes = new[] { "export" }, programs = new[] { other } });
        foreach (var key in new[] { null, foreign })
        {
            foreach (var path in new[] { "/metrics", "/metrics/", "/METRICS" })
            {
                var answer = await new ApiClient(key, service.Address).Get(path);
                Assert.That(
                    (answer.Status, answer.Text.Contains(program), answer.Text.Contains("http_server_request")),
                    Is.EqualTo((HttpStatusCode.OK, false, true)), path);
            }
        }
    }

    [Test]
    public async Task Metrics_have_a_port_of_their_own()
    {
        var metrics = await new ApiClient(null, new($"http://127.0.0.1:{MetricsPort}")).Get("/metrics");
        Assert.That((metrics.Status, metrics.Text), Is.EqualTo((HttpStatusCode.OK, metrics.Text)));
        Assert.That(metrics.Text, Does.Contain("loyalty_sweeper_lag_seconds"));
        Assert.That((await service.Client.Get("/metrics")).Code, Is.EqualTo("not_found"));
        Assert.That((await service.Client.Send("GET", "/metrics", change: request =>
            request.Headers.Host = $"x:{MetricsPort}")).Code, Is.EqualTo("not_found"), "a host's name is the caller's");
        Assert.That((await new ApiClient(ApiHost.AdminKey, new($"http://127.0.0.1:{MetricsPort}")).Get("/v1/programs"))
            .Code, Is.EqualTo("not_found"));
    }

    [Test]
    public async Task Metrics_can_be_switched_off_and_logs_tell_more()
    {
        await using var quiet = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = connection,
            ["Loyalty__Metrics__Enabled"] = "false",
            ["Logging__LogLevel__Loyalty"] = "Debug",
        });
        await quiet.WaitUntilReady();
        Assert.That((await quiet.Client.Get("/metrics")).Code, Is.EqualTo("not_found"));
        foreach (var one in new[] { quiet, service })
        {
            var program = new { code = $"p{Guid.NewGuid():N}", name = "Test" };
            var created = await Allowed(() => one.Client.Post("/v1/programs", program));
            Assert.That(created.Status, Is.EqualTo(HttpStatusCode.Created));
            var declined = await Allowed(() => one.Client.Post("/v1/programs", program));
            Assert.That(declined.Code, Is.EqualTo("code_taken"));
            await ServiceProcess.Until(() =>
                Task.FromResult(one.Output.Contains("\"Outcome\":\"code_taken\"", StringComparison.Ordinal)));
        }

        Assert.That(quiet.Output, Does.Contain("\"Outcome\":\"ok\""));
        Assert.That(service.Output, Does.Not.Contain("\"Outcome\":\"ok\""));
    }

    [Test]
    public async Task In_development_there_are_a_demo_key_and_demo_data()
    {
        await using var development = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = await ApiHost.NewDatabase(),
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Loyalty__AdminKey"] = "",
        });
        await development.WaitUntilReady();
        var demo = new ApiClient(LoyaltyOptions.DemoKey, development.Address);
        await development.WaitForDemoData(demo);
        Assert.That((await Allowed(() => service.Client.Get("/v1/programs/demo"))).Code,
            Is.EqualTo("program_not_found"));
        Assert.That((await Allowed(
            () => new ApiClient(LoyaltyOptions.DemoKey, service.Address).Get("/v1/programs"))).Code,
            Is.EqualTo("unauthorized"));
    }

    [Test]
    public async Task Keys_are_made_listed_rotated_and_revoked_from_the_command_line()
    {
        var program = $"p{Guid.NewGuid():N}";
        await Allowed(() => service.Client.Post("/v1/programs", new { code = program, name = "Test" }));
        var created = await Keys("create", "--name=till", "--scopes=read,redeem", $"--programs={program}");
        Assert.That(created.ExitCode, Is.Zero, created.Output);
        var key = JsonDocument.Parse(created.Output).RootElement;
        var id = key.GetProperty("id").GetString()!;
        Task<ApiAnswer> With(string secret) =>
            Allowed(() => new ApiClient(secret, service.Address).Get($"/v1/programs/{program}"));
        Assert.That((await With(key.GetProperty("key").GetString()!)).Status, Is.EqualTo(HttpStatusCode.OK));

        var listed = await Keys("list", $"--operator={program}");
        Assert.That(listed.Output,
            Does.Contain(id).And.Not.Contain(key.GetProperty("key").GetString()!.Split('_', 3)[2]));

        var rotated = await Keys("rotate", id, "--overlap-seconds=0");
        var successor = JsonDocument.Parse(rotated.Output).RootElement;
        Assert.That((successor.GetProperty("name").GetString(), successor.GetProperty("scopes").GetArrayLength()),
            Is.EqualTo(("till", 2)));
        Assert.That((await With(key.GetProperty("key").GetString()!)).Code, Is.EqualTo("unauthorized"));
        Assert.That((await With(successor.GetProperty("key").GetString()!)).Status, Is.EqualTo(HttpStatusCode.OK));

        Assert.That((await Keys("revoke", successor.GetProperty("id").GetString()!)).ExitCode, Is.Zero);
        Assert.That((await With(successor.GetProperty("key").GetString()!)).Code, Is.EqualTo("unauthorized"));

        var audit = await Allowed(() => service.Client.Get($"/v1/audit?thing=key&thing_id={id}"));
        Assert.That(audit.At("data").EnumerateArray().Select(change => change.GetProperty("changed_by").GetString()),
            Is.EqualTo(new[] { "command-line", "command-line" }), audit.Text);
    }

    [TestCase("create", "scopes")]
    [TestCase("rotate nothing", "key")]
    public async Task What_keys_cant_do_is_said_in_words(string arguments, string said)
    {
        var (exitCode, output) = await Keys(arguments.Split(' '));
        Assert.That((exitCode, output), Is.EqualTo((1, output)));
        Assert.That(output, Does.StartWith("loyalty: ").And.Contain(said).And.Not.Contain("   at "));
    }

    [TestCase("--help", 0, "verify")]
    [TestCase("keys create --help", 0, "--expires-at")]
    [TestCase("sing", 2, "sing")]
    [TestCase("verify --nonsense", 2, "--nonsense")]
    [TestCase("serve stray", 2, "stray")]
    [TestCase("serve --Loyalty:SeedDemo", 2, "SeedDemo")]
    [TestCase("keys sing", 2, "create")]
    [TestCase("keys create --nam=x", 2, "--nam=x")]
    [TestCase("keys create --name=x --expires-at=soon", 2, "RFC 3339")]
    [TestCase("keys rotate a --overlap-seconds=many", 2, "many")]
    public async Task Words_that_are_no_command_do_nothing(string words, int exitCode, string said)
    {
        var database = await ApiHost.NewDatabase();
        await using var verb = new ServiceProcess(words.Split(' ')[0], new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = database,
        }, words.Split(' ')[1..]);
        Assert.That((await verb.Exit(), verb.Output), Is.EqualTo((exitCode, verb.Output)));
        Assert.That(verb.Output, Does.Contain(said).And.Not.Contain("   at "));
        Assert.That(await HasTables(database), Is.False);
    }

    [TestCase("verify --Loyalty:DataDirectory=/nowhere")]
    [TestCase("--Loyalty:DataDirectory=/nowhere verify")]
    [TestCase("keys list --operator=x --Loyalty:DataDirectory=/nowhere")]
    [TestCase("keys list --Loyalty:DataDirectory=/nowhere --operator x")]
    public async Task Settings_stand_beside_a_commands_own_options(string words)
    {
        await using var verb = new ServiceProcess(
            words.Split(' ')[0], new Dictionary<string, string>(), words.Split(' ')[1..]);
        Assert.That((await verb.Exit(), verb.Output), Is.EqualTo((1, verb.Output)));
        Assert.That(verb.Output, Does.StartWith("loyalty: There is no data in /nowhere"));
    }

    [Test]
    public async Task A_port_that_is_taken_stops_the_start_and_leaves_the_database_as_it_was()
    {
        var database = await ApiHost.NewDatabase();
        await using var second = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = database,
            ["ASPNETCORE_URLS"] = $"{service.Address}",
        });
        Assert.That((await second.Exit(), second.Output), Is.EqualTo((1, second.Output)));
        Assert.That(second.Output, Does.Contain("loyalty: Failed to bind").And.Not.Contain("   at "));
        Assert.That(await HasTables(database), Is.False);
    }

    [TestCase("verify")]
    [TestCase("keys list")]
    public async Task A_verb_on_a_database_that_was_never_migrated_says_so(string words)
    {
        await using var verb = new ServiceProcess(words.Split(' ')[0], new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = await ApiHost.NewDatabase(),
        }, words.Split(' ')[1..]);
        Assert.That((await verb.Exit(), verb.Output), Is.EqualTo((1, verb.Output)));
        Assert.That(verb.Output, Does.Contain("lacks migrations"));
    }

    [TestCase("ASPNETCORE_URLS", "nonsense")]
    [TestCase("ASPNETCORE_URLS", "http://192.0.2.1:80")]
    public async Task A_start_that_can_not_succeed_ends_with_1(string name, string value)
    {
        await using var start = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = await ApiHost.NewDatabase(),
            [name] = value,
        });
        Assert.That((await start.Exit(), start.Output), Is.EqualTo((1, start.Output)));
        Assert.That(start.Output, Does.Contain("loyalty: "));
    }

    [Test]
    public async Task A_migration_that_can_not_be_made_ends_the_start_with_1()
    {
        var database = await ApiHost.NewDatabase();
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("create table account ()", connection);
            await command.ExecuteNonQueryAsync();
        }

        await using var start = new ServiceProcess(
            "serve", new Dictionary<string, string> { ["ConnectionStrings__Loyalty"] = database });
        Assert.That((await start.Exit(), start.Output), Is.EqualTo((1, start.Output)));
        Assert.That(start.Output, Does.Contain("loyalty: "));
    }

    [TestCase("", true)]
    [TestCase(ApiHost.AdminKey, false)]
    public async Task A_service_that_nobody_can_call_says_so_at_start(string adminKey, bool saysSo)
    {
        await using var service = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = await ApiHost.NewDatabase(),
            ["Loyalty__AdminKey"] = adminKey,
        });
        await service.WaitUntilReady();
        await ServiceProcess.Until(() => Task.FromResult(service.Output.Contains("Ready", StringComparison.Ordinal)));
        Assert.That(service.Output.Contains("There is no API key", StringComparison.Ordinal), Is.EqualTo(saysSo));
    }

    [Test]
    public async Task An_option_may_be_repeated()
    {
        var program = $"p{Guid.NewGuid():N}";
        await Allowed(() => service.Client.Post("/v1/programs", new { code = program, name = "Test" }));
        var created = await Keys("create", "--name=till", "--scopes=read", "--scopes=redeem", $"--programs={program}");
        Assert.That(created.Output, Does.Contain("[\"read\",\"redeem\"]"));
        var without = await Keys("create", "--name=till", "--scopes=read");
        Assert.That((without.ExitCode, without.Output.Contains("programs: Must be given", StringComparison.Ordinal)),
            Is.EqualTo((1, true)), without.Output);
    }

    static async Task<bool> HasTables(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select exists (select from pg_tables where schemaname = 'public')", connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    [TestCase("Loyalty__RateLimit__PermitsPerSecond", "0")]
    [TestCase("Loyalty__RateLimit__PermitsPerSecond", "many")]
    [TestCase("Loyalty__Metrics__Port", "70000")]
    [TestCase("Loyalty__Metrics__Enabled", "perhaps")]
    [TestCase("Loyalty__SeedDemo", "perhaps")]
    [TestCase("Loyalty__AdminKey", "short")]
    [TestCase("Loyalty__AdminKye", "a-typo-in-the-name")]
    [TestCase("Loyalty__SecretsDirectory", "/nowhere")]
    [TestCase("Loyalty__AllowedOrigins", "shop.example.com")]
    [TestCase("Loyalty__IdempotencyRetentionDays", "0")]
    [TestCase("ConnectionStrings__Loyalty", "host:here;Password=not-to-be-told")]
    [TestCase("ConnectionStrings__Loyalty", "postgres://u:not-to-be-told@[broken/db")]
    public async Task A_setting_that_is_wrong_stops_the_start_in_one_line(string name, string value)
    {
        await using var wrong = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["ConnectionStrings__Loyalty"] = connection,
            [name] = value,
        });
        Assert.That(await wrong.Exit(), Is.EqualTo(1));
        Assert.That(wrong.Output, Does.Contain(name).And.Not.Contain("   at ").And.Not.Contain("not-to-be-told"));
    }
}

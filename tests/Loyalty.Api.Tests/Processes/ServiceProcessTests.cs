using Loyalty.Infrastructure.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Loyalty.Api.Tests.Processes;

/// <summary>What befalls a whole process, and what its verbs do.</summary>
public sealed class ServiceProcessTests
{
    readonly string folder = Directory.CreateTempSubdirectory("loyalty-process-").FullName;

    [TearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    ServiceProcess Embedded(string verb = "serve", string seedDemo = "false") =>
        new(verb, new Dictionary<string, string>
        {
            ["Loyalty__DataDirectory"] = folder,
            ["Loyalty__SeedDemo"] = seedDemo,
        });

    static int? PostmasterPid(string folder) =>
        ServiceProcess.PidIn(Path.Combine(folder, "postgres", "data", "postmaster.pid"));

    [Test]
    public async Task A_killed_service_starts_again_on_its_data_and_a_stopped_one_leaves_nothing_behind()
    {
        var first = Embedded();
        await first.WaitUntilReady();
        var program = await first.Client.NewProgram();
        var email = await first.Client.NewMember(program, "100");
        var body = new { member = new { email }, points = 10 };
        Assert.That((await first.Client.Post($"/v1/programs/{program}/redemptions", body, "k"))
            .Status, Is.EqualTo(HttpStatusCode.Created));
        await first.Kill();
        var left = PostmasterPid(folder)!.Value;

        await using var second = Embedded();
        await second.WaitUntilReady();
        Assert.That(PostmasterPid(folder), Is.Not.Null.And.Not.EqualTo(left));
        Assert.That(second.Output, Does.Contain("left running"));
        var again = await second.Client.Post($"/v1/programs/{program}/redemptions", body, "k");
        Assert.That((again.Status, again.Replayed), Is.EqualTo((HttpStatusCode.Created, "true")));
        Assert.That((await second.Client.Get($"/v1/programs/{program}/members/email:{email}/balance"))
            .Value("balance"), Is.EqualTo("90.00"));

        await using var third = Embedded();
        Assert.That(await third.Exit(), Is.EqualTo(1));
        Assert.That(third.Output, Does.Contain("Loyalty__DataDirectory").And.Not.Contain("   at "));

        Assert.That(await second.Terminate(), Is.Zero);
        Assert.That(File.Exists(Path.Combine(folder, "postgres", "data", "postmaster.pid")), Is.False);
    }

    [Test]
    public async Task A_killed_database_of_its_own_comes_back()
    {
        await using var service = Embedded();
        await service.WaitUntilReady();
        var program = await service.Client.NewProgram();
        var email = await service.Client.NewMember(program, "100");
        var killed = PostmasterPid(folder)!.Value;
        System.Diagnostics.Process.GetProcessById(killed).Kill();
        await ServiceProcess.Until(async () =>
            PostmasterPid(folder) is { } pid && pid != killed
            && (await service.Client.Get("/health/ready")).Status == HttpStatusCode.OK);
        Assert.That((await service.Client.Get($"/v1/programs/{program}/members/email:{email}/balance"))
            .Value("balance"), Is.EqualTo("100.00"));
    }

    [Test]
    public async Task A_database_that_is_away_is_503_and_the_service_recovers_by_itself()
    {
        var server = await EmbeddedPostgres.Start(folder, NullLogger.Instance, CancellationToken.None);
        await using var service = new ServiceProcess(
            "serve", new Dictionary<string, string> { ["ConnectionStrings__Loyalty"] = server.ConnectionString });
        await service.WaitUntilReady();
        var program = await service.Client.NewProgram();
        var email = await service.Client.NewMember(program, "100");
        var body = new { member = new { email }, points = 10 };
        var till = new ApiClient(await service.Client.NewKey(
            new { name = "till", scopes = new[] { "read", "redeem" }, programs = new[] { program } }), service.Address);
        var balance = $"/v1/programs/{program}/members/email:{email}/balance";
        Assert.That((await till.Get(balance)).Status, Is.EqualTo(HttpStatusCode.OK));
        await server.DisposeAsync();

        await service.WaitUntilReady(HttpStatusCode.ServiceUnavailable);
        Assert.That((await till.Get(balance)).Code, Is.EqualTo("unavailable"), "a key that is remembered");
        Assert.That((await till.Get($"{balance}?nonsense=1")).Code, Is.EqualTo("unavailable"), "nobody can tell");
        var answer = await service.Client.Post($"/v1/programs/{program}/redemptions", body, "k");
        Assert.That((answer.Status, answer.Code, answer.RetryAfter),
            Is.EqualTo((HttpStatusCode.ServiceUnavailable, "unavailable", "1")));
        Assert.That((await service.Client.Get($"/v1/programs/{program}/members/email:{email}/balance"))
            .Code, Is.EqualTo("unavailable"));
        Assert.That((await service.Client.Post("/v1/programs", new { code = "x", name = "x" }))
            .Code, Is.EqualTo("unavailable"));
        Assert.That((await service.Client.Get("/health/live")).Status, Is.EqualTo(HttpStatusCode.OK));

        await using var back = await EmbeddedPostgres.Start(folder, NullLogger.Instance, CancellationToken.None);
        await service.WaitUntilReady();
        var redeemed = await service.Client.Post($"/v1/programs/{program}/redemptions", body, "k");
        Assert.That((redeemed.Status, redeemed.Replayed), Is.EqualTo((HttpStatusCode.Created, (string?)null)));
    }

    [Test]
    public async Task A_request_that_is_under_way_when_the_service_is_stopped_is_answered()
    {
        await using var server = await EmbeddedPostgres.Start(folder, NullLogger.Instance, CancellationToken.None);
        await using var service = new ServiceProcess(
            "serve", new Dictionary<string, string> { ["ConnectionStrings__Loyalty"] = server.ConnectionString });
        await service.WaitUntilReady();
        var program = await service.Client.NewProgram();
        var email = await service.Client.NewMember(program, "100");

        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var holder = await source.OpenConnectionAsync();
        await using var hold = await holder.BeginTransactionAsync();
        await using var rows = new NpgsqlCommand("select from account for update", holder);
        await rows.ExecuteNonQueryAsync();
        var request = service.Client.Post(
            $"/v1/programs/{program}/redemptions", new { member = new { email }, points = 10 });
        await using var waiting = source.CreateCommand(
            $"select count(*) from pg_stat_activity where {holder.ProcessID} = any(pg_blocking_pids(pid))");
        await ServiceProcess.Until(async () => (long)(await waiting.ExecuteScalarAsync())! > 0);

        var stopped = service.Terminate();
        await ServiceProcess.Until(() => Task.FromResult(
            service.Output.Contains("shutting down", StringComparison.Ordinal)));
        await hold.RollbackAsync();
        Assert.That((await request).Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await stopped, Is.Zero);
    }

    [Test]
    public async Task The_verbs_migrate_seed_and_verify_and_verify_finds_an_edit()
    {
        await using (var migrate = Embedded("migrate"))
        {
            Assert.That(await migrate.Exit(), Is.Zero, migrate.Output);
        }

        foreach (var _ in new[] { 1, 2 })
        {
            await using var seed = Embedded("seed");
            Assert.That(await seed.Exit(), Is.Zero, seed.Output);
        }

        await using (var clean = Embedded("verify"))
        {
            Assert.That((await clean.Exit(),
                clean.Output.Contains("1 accounts, 1 entries, 0 differences", StringComparison.Ordinal)),
                    Is.EqualTo((0, true)), clean.Output);
        }

        await using (var server = await EmbeddedPostgres.Start(folder, NullLogger.Instance, CancellationToken.None))
        {
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            await using var edit = source.CreateCommand("update account set earned_total = earned_total + 1");
            await edit.ExecuteNonQueryAsync();
        }

        await using var verify = Embedded("verify");
        Assert.That(await verify.Exit(), Is.EqualTo(1));
        Assert.That(verify.Output, Does.Contain("earned_total: expected 1000.0000, found 1001.0000"));
    }

    [Test]
    public async Task Whatever_became_of_the_demo_member_the_service_starts_again()
    {
        await using (var first = Embedded(seedDemo: "true"))
        {
            await first.WaitUntilReady();
            await first.WaitForDemoData();
            Assert.That((await first.Client.Send("DELETE", "/v1/programs/demo/members/mbr_1001"))
                .Status, Is.EqualTo(HttpStatusCode.NoContent));
        }

        await using var second = Embedded(seedDemo: "true");
        await second.WaitUntilReady();
        Assert.That((await second.Client.Get("/v1/programs/demo/members/mbr_1001"))
            .Value("status"), Is.EqualTo("closed"));
    }

    [Test]
    public async Task What_is_wrong_with_the_start_is_said_in_one_line()
    {
        await using var key = new ServiceProcess("serve", new Dictionary<string, string>
        {
            ["Loyalty__AdminKey"] = "short",
            ["ConnectionStrings__Loyalty"] = ApiHost.ServerConnection,
        });
        Assert.That(await key.Exit(), Is.EqualTo(1));
        Assert.That(key.Output, Does.Contain("Loyalty__AdminKey").And.Not.Contain("   at "));
    }
}

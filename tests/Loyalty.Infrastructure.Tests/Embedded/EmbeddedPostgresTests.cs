using System.Diagnostics;
using Loyalty.Infrastructure.Embedded;
using Loyalty.Infrastructure.Tests.Accounts;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Embedded;

public sealed class EmbeddedPostgresTests
{
    readonly string folder = Directory.CreateTempSubdirectory("loyalty-embedded-").FullName;

    [TearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    Task<EmbeddedPostgres> Start() => EmbeddedPostgres.Start(folder, NullLogger.Instance, CancellationToken.None);

    int Pid => int.Parse(File.ReadLines(Path.Combine(folder, "postgres", "data", "postmaster.pid")).First(),
        System.Globalization.CultureInfo.InvariantCulture);

    static async Task<T> Query<T>(EmbeddedPostgres server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    [Test]
    public async Task Data_survives_a_stop_and_a_stop_leaves_no_server()
    {
        await using (var server = await Start())
        {
            await Query<object>(server, "create table kept (n int); insert into kept values (7); select true");
            Assert.That(await Query<string>(server, "show fsync"), Is.EqualTo("on"));
            Assert.That(await Query<string>(server, "show listen_addresses"), Is.Empty);
        }

        Assert.That(File.Exists(Path.Combine(folder, "postgres", "data", "postmaster.pid")), Is.False);
        await using var again = await Start();
        Assert.That(await Query<int>(again, "select n from kept"), Is.EqualTo(7));
    }

    [Test]
    public async Task A_second_service_on_the_same_folder_is_refused_in_one_line()
    {
        await using var server = await Start();
        Assert.That(Start, Throws.TypeOf<InvalidOperationException>().With.Message.Contains("Loyalty__DataDirectory"));
        Assert.That(await Query<int>(server, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_server_that_is_killed_is_started_again_with_its_data()
    {
        await using var server = await Start();
        await Query<object>(server, "create table kept (n int); insert into kept values (7); select true");
        var killed = Pid;
        Process.GetProcessById(killed).Kill();
        await AccountStoreTests.WaitUntil(async () =>
        {
            try
            {
                return Pid != killed && await Query<int>(server, "select n from kept") == 7;
            }
            catch (Exception error) when (error is NpgsqlException or IOException or InvalidOperationException)
            {
                return false;
            }
        });
    }

    [Test]
    public async Task A_server_whose_socket_is_gone_is_started_again()
    {
        await using var server = await Start();
        await Query<object>(server, "create table kept (n int); insert into kept values (7); select true");
        var before = Pid;
        File.Delete(Path.Combine(folder, "postgres", "socket", ".s.PGSQL.5432"));
        await AccountStoreTests.WaitUntil(async () =>
        {
            try
            {
                return Pid != before && await Query<int>(server, "select n from kept") == 7;
            }
            catch (Exception error) when (error is NpgsqlException or IOException or InvalidOperationException)
            {
                return false;
            }
        });
    }

    [Test]
    public async Task A_cluster_that_was_not_finished_is_made_anew()
    {
        Directory.CreateDirectory(Path.Combine(folder, "postgres", "data.new", "half"));
        await using var server = await Start();
        Assert.That(await Query<int>(server, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_folder_that_only_root_may_enter_and_a_very_long_one_do_as_well()
    {
        var deep = Path.Combine(folder, new string('d', 120));
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(deep, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await using var server = await EmbeddedPostgres.Start(
            Path.Combine(deep, "data"), NullLogger.Instance, CancellationToken.None);
        Assert.That(await Query<int>(server, "select 1"), Is.EqualTo(1));
    }
}

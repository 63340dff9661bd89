using System.Data;
using System.Net;
using System.Net.Sockets;
using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Accounts;

/// <summary>What is true after a connection broke while a commit was on its way.</summary>
public sealed class LostConnectionTests
{
    readonly Instance direct = TestServer.Instances[0];

    [Test]
    public async Task A_commit_whose_answer_was_lost_is_found_by_its_key_and_not_made_twice()
    {
        await using var proxy = new CuttingProxy();
        await using var cut = new Instance(proxy.ConnectionString);
        var member = await direct.NewMember(500);
        await cut.Send(member.Redeem(1));

        // The server answers each of load and commit: from the second answer on, nothing comes back.
        var row = await direct.HoldRow(member);
        var work = cut.SendOnce(member.Redeem(10), "k");
        await row.WaitUntilSomebodyWaits();
        proxy.CutAtNextAnswer();
        await row.DisposeAsync();

        var (result, isReplay) = await work;
        Assert.That((result.IsOk, isReplay, proxy.Cuts), Is.EqualTo((true, true, 1)));
        Assert.That((await direct.Balance(member)).Balance, Is.EqualTo(new Points(489)));
        Assert.That(await direct.Differences(member), Is.Empty);
    }

    static IEnumerable<TestCaseData> Wrapped()
    {
        var lost = new NpgsqlException("lost");
        yield return new(lost, true, true);
        yield return new(new DataException("Error parsing column 3", lost), true, true);
        yield return new(new DataException("outer", new DataException("inner", lost)), true, true);
        yield return new(new InvalidOperationException("The reader is closed"), false, true);
        yield return new(new InvalidOperationException("a bug"), true, false);
        yield return new(new DataException("no such column"), true, false);
    }

    [TestCaseSource(nameof(Wrapped))]
    public async Task However_a_library_wraps_a_lost_connection_it_is_told_as_one(
        Exception error, bool isOpen, bool isLost)
    {
        var database = direct.Get<Database>();
        await using var connection = await database.General.OpenConnectionAsync();
        if (!isOpen)
        {
            await connection.CloseAsync();
        }

        Assert.That(() => database.Told(connection, Task.FromException<int>(error)),
            isLost ? Throws.InstanceOf<NpgsqlException>() : Throws.Exception.SameAs(error));
    }

    [Test]
    public async Task A_commit_that_was_ended_on_the_server_is_made_once()
    {
        var member = await direct.NewMember(500);
        var row = await direct.HoldRow(member);
        var work = direct.Send(member.Redeem(10), "k");
        await row.WaitUntilSomebodyWaits();
        await row.EndWhoWaits();
        await row.DisposeAsync();
        Assert.That((await work).IsOk, Is.True);
        Assert.That((await direct.Balance(member)).Balance, Is.EqualTo(new Points(490)));
    }

    [Test]
    public async Task A_read_asks_again_when_its_pooled_connection_turns_out_to_be_dead()
    {
        await using var proxy = new CuttingProxy();
        await using var instance = new Instance(proxy.ConnectionString);
        var member = await instance.NewMember(500);
        proxy.CutAtNextAnswer();
        Assert.That((await instance.Balance(member)).Balance, Is.EqualTo(new Points(500)));
        Assert.That(proxy.Cuts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_read_asks_again_when_all_connections_turn_out_to_be_dead()
    {
        var database = await TestServer.NewDatabase();
        await using var instance = new Instance(TestServer.On(database));
        await instance.Get<Migrator>().Migrate(CancellationToken.None);
        var program = await instance.NewProgram();
        var members = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => instance.NewMember(100, program)));
        await Task.WhenAll(members.Select(member => instance.Send(member.Redeem(1))));
        var ended = await direct.Query<long>(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = @database",
            new { database });
        Assert.That(ended, Is.GreaterThan(3));
        Assert.That((await instance.Balance(members[0])).Balance, Is.EqualTo(new Points(99)));
    }

    /// <summary>Connections break at random places of answers: before them, in a row's middle, behind.</summary>
    [TestCase(60)]
    [TestCase(466, Category = "Long")]
    public async Task Wherever_a_connection_breaks_the_answer_comes_once_or_later(int cuts)
    {
        var random = new Random(466);
        await using var proxy = new CuttingProxy();
        await using var cut = new Instance(proxy.ConnectionString);
        var member = await direct.NewMember(100_000);
        var spent = 0m;
        for (var i = 0; i < cuts; i++)
        {
            proxy.CutAtNextAnswer(random.Next(900));
            var key = $"k{i}";
            Func<Task<decimal>> call = random.Next(6) switch
            {
                0 => async () => (await cut.Balance(member)).Balance.Value * 0,
                1 => async () => (await cut.Transactions(member)).Count * 0m,
                2 => async () => (await cut.Send(new GetMember(member.Program, member.Reference))).Value.Number * 0m,
                3 => async () => (await cut.Send(member.Validate(1), key)).Value.MaxRedeemable.Value * 0,
                4 => async () => (await cut.Send(member.Hold(1), key)).Value.Points.Value * 0,
                _ => async () => (await cut.Send(member.Redeem(2), key)).Value.Points.Value,
            };
            spent += await Answered(call);
        }

        Assert.That(proxy.Cuts, Is.GreaterThan(cuts / 2));
        Assert.That((await direct.Balance(member)).Balance, Is.EqualTo(new Points(100_000 - spent)));
        Assert.That(await direct.Differences(member), Is.Empty);

        static async Task<decimal> Answered(Func<Task<decimal>> call)
        {
            while (true)
            {
                try
                {
                    return await call();
                }
                catch (StoreUnavailableException)
                {
                    // The same again, under the same key: nothing else may come of a cut.
                    await Task.Yield();
                }
            }
        }
    }

    /// <summary>Stands between a client and the server, and can break a connection just when an answer comes.</summary>
    sealed class CuttingProxy : IAsyncDisposable
    {
        readonly TcpListener listener = new(IPAddress.Loopback, 0);
        readonly NpgsqlConnectionStringBuilder server = new(TestServer.ConnectionString);
        int cutAfter = -1;
        int cuts;

        public CuttingProxy()
        {
            listener.Start();
            _ = Accept();
        }

        public int Cuts => cuts;

        public string ConnectionString => new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        }.ConnectionString;

        /// <param name="after">How many bytes of the answer still come.</param>
        public void CutAtNextAnswer(int after = 0) => Interlocked.Exchange(ref cutAfter, after);

        public ValueTask DisposeAsync()
        {
            listener.Stop();
            return ValueTask.CompletedTask;
        }

        async Task Accept()
        {
            while (true)
            {
                try
                {
                    _ = Serve(await listener.AcceptSocketAsync());
                }
                catch (Exception error) when (
                    error is SocketException or ObjectDisposedException or InvalidOperationException)
                {
                    return;
                }
            }
        }

        async Task Serve(Socket client)
        {
            using var upstream = server.Host!.StartsWith('/')
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            EndPoint target = server.Host.StartsWith('/')
                ? new UnixDomainSocketEndPoint($"{server.Host}/.s.PGSQL.{server.Port}")
                : new DnsEndPoint(server.Host, server.Port);
            await upstream.ConnectAsync(target);
            using (client)
            {
                await Task.WhenAny(Pump(client, upstream, () => -1), Pump(upstream, client, TakeCut));
            }
        }

        /// <summary>How many bytes still come; below zero: all.</summary>
        int TakeCut()
        {
            var after = Interlocked.Exchange(ref cutAfter, -1);
            if (after >= 0)
            {
                Interlocked.Increment(ref cuts);
            }

            return after;
        }

        static async Task Pump(Socket from, Socket to, Func<int> takeCut)
        {
            var buffer = new byte[65536];
            try
            {
                while (await from.ReceiveAsync(buffer) is > 0 and var length)
                {
                    var cut = takeCut();
                    await to.SendAsync(buffer.AsMemory(0, cut < 0 ? length : Math.Min(cut, length)));
                    if (cut >= 0)
                    {
                        return;
                    }
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}

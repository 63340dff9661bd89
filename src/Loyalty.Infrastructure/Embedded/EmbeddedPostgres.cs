using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Loyalty.Infrastructure.Embedded;

/// <summary>
/// A PostgreSQL server of this service's own, reached through a private Unix socket; its data survives, fsync is on.
/// It stops with the service. One that a killed service left running is stopped before a new one starts, and one that
/// dies is started again. One service at a time uses a folder.
/// </summary>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    const string UserName = "loyalty";
    const string DatabaseName = "loyalty";

    static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    readonly ServerAccount account;
    readonly PostgresPrograms programs;
    readonly FileStream ownership;
    readonly ClusterFiles files;
    readonly bool isThrowAway;
    readonly ILogger logger;
    readonly CancellationTokenSource stopping = new();
    bool isDisposed;
    Task watching = Task.CompletedTask;

    EmbeddedPostgres(string dataDirectory, bool isThrowAway, ILogger logger)
    {
        this.isThrowAway = isThrowAway;
        this.logger = logger;
        Folder = Path.GetFullPath(dataDirectory);
        files = new(Path.Combine(Folder, "postgres"));
        account = ServerAccount.For(files.Home);
        programs = PostgresPrograms.Find(files.DataVersion);
        Directory.CreateDirectory(Folder);
        try
        {
            ownership = new FileStream(
                Path.Combine(Folder, "service.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new InvalidOperationException(
                $"Another service uses {Folder}: give this one its own Loyalty__DataDirectory, "
                + "or set ConnectionStrings__Loyalty of both to one server.", error);
        }
    }

    public string Folder { get; }

    public string ConnectionString => Connection(DatabaseName);

    /// <exception cref="InvalidOperationException">It can't be started; the message says why, in one line.</exception>
    public static async Task<EmbeddedPostgres> Start(
        string dataDirectory, ILogger logger, CancellationToken ct, bool isThrowAway = false)
    {
        var server = new EmbeddedPostgres(dataDirectory, isThrowAway, logger);
        try
        {
            await server.Prepare(ct);
            await server.Launch(ct);
            await server.CreateDatabase(ct);
            server.watching = Task.Run(server.Watch, CancellationToken.None);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
        {
            return;
        }

        await stopping.CancelAsync();
        await watching;
        if (files.IsServerRunning())
        {
            await Stop(CancellationToken.None);
        }

        await ownership.DisposeAsync();
        stopping.Dispose();
        if (isThrowAway)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>Makes the folders and, once, the cluster: beside its place and moved there when it is whole.</summary>
    async Task Prepare(CancellationToken ct)
    {
        await ServerAccount.MakePrivateFolder(files.Home, ct);
        await ServerAccount.MakePrivateFolder(files.SocketFolder, ct);
        if (Directory.Exists(files.Data))
        {
            if (await Answers(ct) || files.IsServerRunning())
            {
                LeftRunning(Folder);
                await Stop(ct);
            }

            return;
        }

        var unfinished = files.UnfinishedData;
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        await account.Run(ct, programs["initdb"], "-D", unfinished, "-U", UserName, "--auth=trust", "--encoding=UTF8",
            "--locale=C", "--data-checksums", "--no-instructions");
        Directory.Move(unfinished, files.Data);
    }

    /// <summary>
    /// A quarter of the machine's memory, as PostgreSQL's manual advises, up to 4 GB; taken as it is used.
    /// </summary>
    static long SharedBuffersMegabytes =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / 1024 / 1024, 128, 4096);

    /// <summary>
    /// Starts the server. What a killed one left behind (its backends, its memory) takes a moment to go, and until then
    /// PostgreSQL refuses: that is tried again.
    /// </summary>
    async Task Launch(CancellationToken ct)
    {
        // Its own session and log, so that a terminal's Ctrl+C reaches the service alone, which then stops it.
        var options = $"-c listen_addresses='' -c unix_socket_directories='{files.SocketFolder}' "
            + $"-c port={ClusterFiles.Port} "
            + "-c unix_socket_permissions=0700 -c fsync=on -c synchronous_commit=on -c max_connections=100 "
            + $"-c shared_buffers={SharedBuffersMegabytes}MB "
            + "-c wal_compression=lz4 -c max_wal_size=4GB -c checkpoint_timeout=15min";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(StartPatience);
        for (; ; )
        {
            try
            {
                await account.Run(ct, programs["pg_ctl"], "start", "-D", files.Data, "-l", files.Log, "-w", "-s",
                    "-o", options);
                Started(Folder);
                return;
            }
            catch (InvalidOperationException error) when (
                !patience.IsCancellationRequested && File.Exists(files.PidFile))
            {
                StartsAgain(error.Message);
                await Task.Delay(WatchInterval, ct);
            }
        }
    }

    async Task CreateDatabase(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(Connection("postgres"));
        await using var exists = source.CreateCommand("select true from pg_database where datname = @name");
        exists.Parameters.AddWithValue("name", DatabaseName);
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            await using var create = source.CreateCommand($"create database {DatabaseName}");
            await create.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Starts the server again whenever it no longer listens, until this service stops.</summary>
    async Task Watch()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(WatchInterval, stopping.Token);
                if (!await Answers(stopping.Token))
                {
                    Died(Folder);
                    if (files.IsServerRunning())
                    {
                        // It lives, but its socket is gone, and comes back only with a new start.
                        await Stop(stopping.Token);
                    }

                    await Launch(stopping.Token);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (InvalidOperationException error)
            {
                StartsAgain(error.Message);
            }
        }
    }

    Task Stop(CancellationToken ct) =>
        account.Run(ct, programs["pg_ctl"], "stop", "-D", files.Data, "-m", "fast", "-w");

    async Task<bool> Answers(CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(files.Socket), ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    string Connection(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = files.SocketFolder,
        Port = ClusterFiles.Port,
        Username = UserName,
        Database = database,
    }.ConnectionString;

    [LoggerMessage(30, LogLevel.Information, "PostgreSQL runs with its data in {Folder}")]
    private partial void Started(string folder);

    [LoggerMessage(31, LogLevel.Information, "A PostgreSQL left running on {Folder} is stopped first")]
    private partial void LeftRunning(string folder);

    [LoggerMessage(32, LogLevel.Warning, "PostgreSQL on {Folder} is gone and is started again")]
    private partial void Died(string folder);

    [LoggerMessage(33, LogLevel.Warning, "PostgreSQL does not start yet: {Problem}")]
    private partial void StartsAgain(string problem);
}

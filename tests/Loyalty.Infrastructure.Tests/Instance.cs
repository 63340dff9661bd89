using Dapper;
using Loyalty.Application;
using Loyalty.Application.Accounts;
using Loyalty.Application.Accruals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Programs;
using Loyalty.Application.Redemptions;
using Loyalty.Domain;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Ledger;
using Loyalty.Infrastructure.Sql;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Loyalty.Infrastructure.Tests;

/// <summary>
/// The service without its HTTP side: one container, as one process would have. Two of them on one database are two
/// instances.
/// </summary>
sealed class Instance : IAsyncDisposable
{
    /// <summary>A list's first page, on which all of it stands.</summary>
    public static readonly PageRequest All = new(1_000_000, null, "");

    readonly ServiceProvider services;

    /// <param name="watchesClock">Compares the clock with the database's, as the service does.</param>
    public Instance(string? connectionString = null, TimeProvider? clock = null, bool watchesClock = false)
    {
        var collection = new ServiceCollection().AddLogging().AddApplication();
        if (clock is not null)
        {
            collection.AddSingleton(clock);
        }

        collection.AddInfrastructure(connectionString ?? TestServer.ConnectionString);
        if (clock is not null && !watchesClock)
        {
            collection.AddSingleton(provider => new ClockWatch(
                clock, provider.GetRequiredService<ILogger<ClockWatch>>(), isBlind: true));
        }

        services = collection.BuildServiceProvider();
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public AsyncServiceScope Scope() => services.CreateAsyncScope();

    /// <summary>Sends a use case through the whole pipeline, as a request of its own.</summary>
    public async Task<Result<T>> Send<T>(
        IRequest<Result<T>> useCase, string? key = null, Caller? caller = null, CancellationToken ct = default) =>
        (await SendOnce(useCase, key, caller, ct)).Result;

    /// <summary>The same, and whether the answer is a recorded one.</summary>
    public async Task<(Result<T> Result, bool IsReplay)> SendOnce<T>(
        IRequest<Result<T>> useCase, string? key = null, Caller? caller = null, CancellationToken ct = default)
    {
        await using var scope = Scope();
        scope.ServiceProvider.GetRequiredService<CurrentRequest>().Begin(
            new(caller ?? new("till", null, null, Application.Scope.All))
            {
                Path = "/test",
                IdempotencyKey = key ?? Guid.NewGuid().ToString(),
            });
        var result = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(useCase, ct);
        return (result, scope.ServiceProvider.GetRequiredService<AnswerFacts>().IsReplayed);
    }

    public async Task<string> NewProgram(
        RedemptionPolicy? policy = null, string timeZone = "UTC", ProgramDocument? document = null)
    {
        var code = $"p{Guid.NewGuid():N}";
        _ = (await Send(new CreateProgram((document ?? new()) with
        {
            Code = code,
            Name = "Test",
            TimeZone = timeZone,
            Policy = document?.Policy ?? new() { Redemption = policy ?? new() },
        }))).Value;
        return code;
    }

    /// <summary>A member with points, in a program of its own unless one is given.</summary>
    public async Task<TestMember> NewMember(decimal points = 0, string? program = null, RedemptionPolicy? policy = null)
    {
        var code = program ?? await NewProgram(policy);
        var email = $"{Guid.NewGuid():N}@example.com";
        var view = (await Send(new RegisterMember(code, new() { Email = email }, null, null))).Value;
        var member = new TestMember(code, email, view.MemberId);
        if (points > 0)
        {
            _ = (await Send(member.Accrue(points))).Value;
        }

        return member;
    }

    public async Task<BalanceView> Balance(TestMember member) =>
        (await Send(new GetBalance(member.Account))).Value;

    public async Task<IReadOnlyList<TransactionView>> Transactions(TestMember member) =>
        (await Send(new GetTransactions(member.Account,
            new(null, null, null, null, null), All))).Value.Data;

    /// <summary>What verify says of this member's accounts.</summary>
    public async Task<IReadOnlyList<string>> Differences(TestMember member) => await Differences(await Account(member));

    public async Task<IReadOnlyList<string>> Differences(int account)
    {
        var found = new List<string>();
        await Get<LedgerVerifier>().Verify(difference =>
        {
            if (difference.Account?.Number == account)
            {
                found.Add(difference.What);
            }
        }, CancellationToken.None);
        return found;
    }

    /// <summary>The same of several members, for the price of one.</summary>
    public async Task<IReadOnlyList<string>> Differences(IReadOnlyCollection<TestMember> members)
    {
        var accounts = (await Query<int[]>(
            "select array_agg(account_number) from account where owner_number = any(@numbers)",
            new { numbers = members.Select(member => member.Number).ToList() })).ToHashSet();
        var found = new List<string>();
        await Get<LedgerVerifier>().Verify(difference =>
        {
            if (difference.Account is { } of && accounts.Contains(of.Number))
            {
                found.Add(difference.ToString());
            }
        }, CancellationToken.None);
        return found;
    }

    public async Task<int> Account(TestMember member)
    {
        await using var connection = await Get<Database>().General.OpenConnectionAsync();
        return await connection.QuerySingleAsync<int>(
            "select account_number from account where owner_number = @number", new { number = member.Number });
    }

    public async Task<int> Execute(string sql, object? parameters = null)
    {
        await using var connection = await Get<Database>().General.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }

    public async Task<T> Query<T>(string sql, object? parameters = null)
    {
        await using var connection = await Get<Database>().General.OpenConnectionAsync();
        return (await connection.QuerySingleAsync<T>(sql, parameters))!;
    }

    /// <summary>Holds the account's row, so that commits wait for it until it is let go.</summary>
    public async Task<HeldRow> HoldRow(TestMember member)
    {
        var connection = await Get<Database>().General.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "begin; select 1 from account where owner_number = @number for update", new { number = member.Number });
        return new HeldRow(connection);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/// <summary>A row that a test holds, and who waits for it.</summary>
sealed class HeldRow(NpgsqlConnection connection) : IAsyncDisposable
{
    const string Waiting = "from pg_stat_activity where @pid = any(pg_blocking_pids(pid))";

    public async Task WaitUntilSomebodyWaits() =>
        await Accounts.AccountStoreTests.WaitUntil(async () => await Count($"select count(*) {Waiting}") > 0);

    public async Task EndWhoWaits() => await Count($"select count(pg_terminate_backend(pid)) {Waiting}");

    public async ValueTask DisposeAsync()
    {
        await connection.ExecuteAsync("rollback");
        await connection.DisposeAsync();
    }

    Task<long> Count(string sql) => connection.QuerySingleAsync<long>(sql, new { pid = connection.ProcessID });
}

sealed record TestMember(string Program, string Email, string MemberId)
{
    public int Number => int.Parse(MemberId.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture);

    public MemberInput Reference => new() { Email = Email };

    public AccountInput Account => new(Program, Reference, null);

    public AccruePoints Accrue(decimal points, ParticularsInput? particulars = null, DateTimeOffset? expiresAt = null,
        DateTimeOffset? availableAt = null) => new(Account, new()
        {
            Points = new(points),
            AvailableAt = availableAt,
            ExpiresAt = expiresAt,
            Particulars = particulars ?? new(),
        });

    public RedeemPoints Redeem(decimal points, ParticularsInput? particulars = null) =>
        new(Account, new() { Points = new(points), Particulars = particulars ?? new() });

    /// <summary>Sets points aside, as long as the program does by default unless it is said how long.</summary>
    public RedeemPoints Hold(decimal points, int? seconds = null) =>
        new(Account, new() { Points = new(points), Hold = new() { TimeoutSeconds = seconds } });

    public ValidateRedemption Validate(decimal points) => new(Account, new() { Points = new(points) });
}

static class Commands
{
    /// <summary>The same of the member who is meant in another way.</summary>
    public static RedeemPoints By(this RedeemPoints command, MemberInput member) =>
        command with { Account = command.Account with { Member = member } };

    public static AccruePoints By(this AccruePoints command, MemberInput member) =>
        command with { Account = command.Account with { Member = member } };

    /// <summary>The same in another points currency.</summary>
    public static RedeemPoints In(this RedeemPoints command, string currency) =>
        command with { Account = command.Account with { PointsCurrency = currency } };

    public static AccruePoints In(this AccruePoints command, string currency) =>
        command with { Account = command.Account with { PointsCurrency = currency } };

    /// <summary>The id that a receipt names, as commands take it.</summary>
    public static TransactionNumber Number(this string id) =>
        TransactionNumber.TryParse(id, out var number) ? number : throw new ArgumentException(id);
}

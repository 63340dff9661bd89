using Dapper;
using Npgsql;

namespace Loyalty.Api.Tests.Deploy;

/// <summary>What can go wrong, done on purpose until it is told to stop.</summary>
sealed class ProvokedFaults(string connectionString, string program, ApiClient one, ApiClient two)
{
    string Path => $"/v1/programs/{program}";

    public static Task Nothing(CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// Somebody's own session keeps an account locked that has something due for long; callers of it wait.
    /// </summary>
    public async Task LockRows(CancellationToken ct)
    {
        var member = await NewMember();
        await one.Post($"{Path}/redemptions", new { member, points = 1, hold = new { } });
        while (!ct.IsCancellationRequested)
        {
            await using var locking = new NpgsqlConnection(connectionString);
            await locking.OpenAsync(CancellationToken.None);
            await using var transaction = await locking.BeginTransactionAsync(CancellationToken.None);
            await locking.ExecuteAsync(
                "select 1 from account a join due using (bucket, account_number) for update of a");
            await using var other = new NpgsqlConnection(connectionString);
            await other.ExecuteAsync("update due set due_at = now() - interval '1 hour'");
            var waiting = one.Post($"{Path}/redemptions", new { member, points = 1 });
            await Task.Delay(TimeSpan.FromSeconds(3), CancellationToken.None);
            await transaction.RollbackAsync(CancellationToken.None);
            await waiting;
        }
    }

    /// <summary>A column that the service needs is not there.</summary>
    public async Task BreakATable(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync("alter table audit rename column thing_id to gone");
        await Repeat(() => one.Post("/v1/programs", new { code = $"p{Guid.NewGuid():N}", name = "Broken" }), ct);
        await connection.ExecuteAsync("alter table audit rename column gone to thing_id");
    }

    /// <summary>Many callers of one account, on both instances.</summary>
    public async Task FightOverAnAccount(CancellationToken ct)
    {
        var member = await NewMember();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Repeat(
            () => (caller % 2 == 0 ? one : two).Post($"{Path}/accruals", new { member, points = 1 }), ct)));
    }

    /// <summary>A client of another contract that has lost its settings.</summary>
    public Task AskWronglyInAnotherContract(CancellationToken ct) => Repeat(
        () => two.Post("/api/v1.1/loyalty/account/balance", new { loyalty_program_id = 1, matching = "none" }), ct);

    /// <summary>Requests while the database is away.</summary>
    public Task AskInVain(CancellationToken ct) =>
        Repeat(() => one.Get($"{Path}/members/email:nobody@example.com/balance"), ct);

    static async Task Repeat(Func<Task<ApiAnswer>> call, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await call();
        }
    }

    async Task<object> NewMember()
    {
        var member = new { email = $"{Guid.NewGuid():N}@example.com" };
        await one.Post($"{Path}/members", member);
        await one.Post($"{Path}/accruals", new { member, points = 1000 });
        return member;
    }
}

using System.Globalization;
using Dapper;
using Loyalty.Application;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Load;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Programs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Loyalty.Bench;

/// <summary>
/// Members with points, made fast: members are inserted in bulk, their accruals are decided by the domain and stored by
/// the account store's own commit, so that the books are right.
/// </summary>
static class Seed
{
    public const string Program = "bench";

    /// <summary>Entries in a statement.</summary>
    const int BatchSize = 1000;
    const int Writers = 2;
    const int MaxAttempts = 10;
    const long PointsEach = 1_000_000;

    /// <summary>Makes a database of that size, from an empty one; the key of a till.</summary>
    /// <param name="entriesEach">How many accruals each member has; the first has nearly all points.</param>
    public static async Task<string> Fill(string connectionString, int members, int entriesEach)
    {
        await using var service = await Service.Start(connectionString);
        var key = await service.CreateProgram();
        await Members(connectionString, members, entriesEach);
        return key;
    }

    static async Task Members(string connectionString, int members, int entriesEach)
    {
        await using var services = new ServiceCollection().AddLogging().AddApplication()
            .AddInfrastructure(connectionString).BuildServiceProvider();
        var catalog = services.GetRequiredService<ProgramCatalog>();
        var program = (await catalog.Find(Program, CancellationToken.None))!;
        var seeding = new Seeding(
            program, services.GetRequiredService<DecisionMaker>(), services.GetRequiredService<AccountWriter>(),
            connectionString);
        var numbers = Numbers(members);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, members).Chunk(BatchSize / entriesEach),
                new ParallelOptions { MaxDegreeOfParallelism = Writers },
            async (batch, _) => await seeding.Store(batch, numbers, entriesEach));

        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync("vacuum analyze", commandTimeout: 600);
    }

    public static string ExternalId(int member) => string.Create(CultureInfo.InvariantCulture, $"M{member:D7}");

    /// <summary>Different numbers all over the range, as registration gives them.</summary>
    static int[] Numbers(int count)
    {
        var random = new Random(1);
        var numbers = new HashSet<int>();
        while (numbers.Count < count)
        {
            numbers.Add(random.Next(Buckets.Count, int.MaxValue));
        }

        return [.. numbers];
    }

    sealed class Seeding(LoyaltyProgram program, DecisionMaker decisions, AccountWriter commit, string connectionString)
    {
        readonly PointsCurrency currency = program.PointsCurrencies[0];

        /// <summary>What became too old to be stored, on a busy machine, is decided again.</summary>
        public async Task Store(int[] batch, int[] numbers, int entriesEach)
        {
            await Insert(batch, numbers);
            var missing = batch;
            for (var attempt = 0; missing.Length > 0; attempt++)
            {
                if (attempt == MaxAttempts)
                {
                    throw new InvalidOperationException("The machine is too busy to fill a database.");
                }

                var stored = await commit.StoreTogether(
                    missing.Select(place => Accruals(numbers[place], entriesEach)).ToList());
                missing = [.. missing.Where((_, i) => !stored[i])];
            }
        }

        /// <summary>Members that nobody registered one by one; the account has its owner's number.</summary>
        async Task Insert(int[] batch, int[] numbers)
        {
            const string sql = """
                with q as (
                    select * from unnest(@numbers, @externals, @buckets) as q (number, external_id, bucket)
                ), members as (
                    insert into member (bucket, member_number, operator_number, tags, status, created_at)
                    select number & 255, number, @OperatorNumber, '{}', 'active', @now from q
                ), enrolments as (
                    insert into enrolment (bucket, member_number, program_number, enrolled_at)
                    select number & 255, number, @ProgramNumber, @now from q
                ), identifiers as (
                    insert into identifier (bucket, operator_number, kind, value, member_number)
                    select bucket, @OperatorNumber, 'external_id', external_id, number from q
                )
                insert into account (bucket, account_number, program_number, points_currency_number, owner_kind,
                    owner_number, version, seq, balance, held, pending, debt, earned_total, redeemed_total,
                    redeemed_count, expired_total, last_hash, last_effective_at, opened_at, lots)
                select number & 255, number, @ProgramNumber, @CurrencyNumber, 'member', number,
                    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, @Start, @UnixEpoch, @now, decode('01' || repeat('00', 24), 'hex')
                from q
                """;
            var externals = Array.ConvertAll(batch, place => ExternalId(place + 1));
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.ExecuteAsync(sql, new
            {
                numbers = Array.ConvertAll(batch, place => numbers[place]),
                externals,
                buckets = Array.ConvertAll(externals, Buckets.Of),
                program.OperatorNumber,
                ProgramNumber = program.Number,
                CurrencyNumber = currency.Number,
                HashChain.Start,
                DateTimeOffset.UnixEpoch,
                now = DateTimeOffset.UtcNow,
            });
        }

        Chain Accruals(int number, int entriesEach)
        {
            var id = new AccountId(number);
            var empty = new AccountState { Id = id, Currency = currency };
            var works = Enumerable.Range(0, entriesEach).Select(place =>
            {
                var points = new Points(place == 0 ? PointsEach : 1);
                var request = new AccrualRequest(points, null, null, new Particulars());
                return new Command<Accrual>(
                    new(new NumberedAccount(id, null), Caller.Inside("seed")), isQuestion: false,
                    account => account.Accrue(request), CancellationToken.None)
                {
                    Loaded = new(new(program, empty, [], null), CallerFacts.None, null),
                };
            });
            return decisions.Decide([.. works]);
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Rewards;
using Loyalty.Infrastructure.Keys;
using Loyalty.Infrastructure.Programs;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Rewards;

/// <summary>Options in PostgreSQL. A change makes a new version of the program, and leaves an audit row.</summary>
sealed class RedemptionOptionRepository(
    DatabaseSession session, ProgramRepository programs, Audit audit, TimeProvider clock) : IRedemptionOptions
{
    const string Select = """
        select x.terms::text as Terms, s.remaining as Remaining
        from program p
        join redemption_option x on x.program_number = p.program_number
        join option_stock s on s.program_number = x.program_number and s.option_number = x.option_number
        """;

    public async Task<Page<RedemptionOption>> Page(
        string program, bool? active, string? externalId, PageRequest page, CancellationToken ct)
    {
        const string sql = $"""
            {Select}
            where p.code = @program and (@active::boolean is null or x.active = @active)
                and (@externalId::text is null or x.external_id = @externalId)
                and (@after::int is null or (x.created_at, x.option_number) <
                    (select c.created_at, c.option_number from redemption_option c
                     where c.program_number = p.program_number and c.option_number = @after))
            order by x.created_at desc, x.option_number desc
            limit @take
            """;
        var parameters = new { program, active, externalId, after = page.AfterNumber, take = page.Limit + 1 };
        var rows = await session.Query<OptionRow>(sql, parameters, ct);
        return page.Of(
            [.. rows.Select(row => row.Read())], option => option.Id!.Value.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<RedemptionOption?> Find(string program, int number, CancellationToken ct)
    {
        const string sql = $"""
            {Select}
            where p.code = @program and x.option_number = @number
            """;
        return (await session.QueryOne<OptionRow>(sql, new { program, number }, ct))?.Read();
    }

    public async Task<Result<RedemptionOption>?> Add(
        LoyaltyProgram program, RedemptionOption option, CancellationToken ct)
    {
        const string numberSql = """
            select coalesce(@Number, (
                select min(n) + 1
                from (select 0 as n union all
                    select option_number from redemption_option where program_number = @program) taken
                where not exists (
                    select from redemption_option p
                    where p.program_number = @program and p.option_number = taken.n::bigint + 1)))
            """;
        const string sql = """
            with made as (
                insert into redemption_option (program_number, option_number, external_id, active, terms, created_at)
                values (@program, @number, @externalId, @active, @terms::json, @now)
                on conflict do nothing
                returning program_number, option_number
            )
            insert into option_stock (program_number, option_number, remaining)
            select program_number, option_number, @stock from made
            """;
        if (!await programs.NextVersion(program, ct))
        {
            return null;
        }

        // Nobody else adds one while the program's row is ours.
        var number = await session.QueryOne<int>(numberSql, new { program = program.Number, option.Number }, ct);
        var stored = option with { Id = number, Number = null };
        if (await session.Execute(sql, Parameters(program, stored), ct) == 0)
        {
            return await Find(program.Code, number, ct) is null ? Declines.OptionIdTaken : Declines.NumberTaken;
        }

        await Note(program, null, stored, ct);
        return stored;
    }

    public async Task<Result<RedemptionOption>?> Replace(
        LoyaltyProgram program, RedemptionOption before, RedemptionOption after, bool setsStock, CancellationToken ct)
    {
        const string sql = """
            update redemption_option x
            set active = @active, external_id = @externalId, terms = @terms::json
            where x.program_number = @program and x.option_number = @number and not exists (
                select from redemption_option o
                where o.program_number = @program and o.option_number <> @number and o.external_id = @externalId)
            """;
        const string stockSql = """
            update option_stock set remaining = @stock where program_number = @program and option_number = @number
            """;
        if (setsStock && IsStockAlone(before, after))
        {
            // No decision sees another option: the program stays what it is. That there is a stock must still hold.
            if (await session.Execute($"{stockSql} and remaining is not null", Parameters(program, after), ct) == 0)
            {
                return null;
            }

            await Note(program, before, after, ct);
            return after;
        }

        if (!await programs.NextVersion(program, ct))
        {
            return null;
        }

        // Nobody else adds one while the program's row is ours.
        if (await session.Execute(sql, Parameters(program, after), ct) == 0)
        {
            return Declines.OptionIdTaken;
        }

        if (setsStock)
        {
            await session.Execute(stockSql, Parameters(program, after), ct);
        }

        await Note(program, before, after, ct);
        return await Find(program.Code, after.Id!.Value, ct) is { } stored ? stored : Declines.OptionNotFound;
    }

    /// <summary>How many are left is all that changes, not whether there is a stock.</summary>
    static bool IsStockAlone(RedemptionOption before, RedemptionOption after) =>
        before.Stock is not null && after.Stock is not null
        && Text(before with { Stock = null }) == Text(after with { Stock = null });

    static string Text(RedemptionOption option) => JsonSerializer.Serialize(option, LoyaltyJson.Options);

    Task<int> Note(
        LoyaltyProgram program, RedemptionOption? before, RedemptionOption after, CancellationToken ct) =>
        audit.Add("option", $"{program.Code}/{after.Id}", program.Operator, before, after, ct);

    object Parameters(LoyaltyProgram program, RedemptionOption option) => new
    {
        program = program.Number,
        number = option.Id,
        externalId = option.ExternalId,
        active = option.Active,
        stock = option.Stock,
        terms = Text(option),
        now = clock.GetUtcNow(),
    };

    sealed record OptionRow
    {
        public required string Terms { get; init; }

        /// <summary>Null: any number.</summary>
        public long? Remaining { get; init; }

        public RedemptionOption Read() =>
            JsonSerializer.Deserialize<RedemptionOption>(Terms, LoyaltyJson.Options)! with { Stock = Remaining };
    }
}

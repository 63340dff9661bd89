using System.Globalization;
using System.Text.Json;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Application.Ports;
using Loyalty.Application.Promotions;
using Loyalty.Domain;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;
using Loyalty.Infrastructure.Keys;
using Loyalty.Infrastructure.Programs;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Promotions;

/// <summary>Promotions in PostgreSQL. A change makes a new version of the program, and leaves an audit row.</summary>
sealed class PromotionRepository(
    DatabaseSession session, ProgramRepository programs, Audit audit, TimeProvider clock) : IPromotions
{
    public async Task<Page<Promotion>> Page(string program, bool? active, PageRequest page, CancellationToken ct)
    {
        const string sql = """
            select x.terms::text
            from program p
            join promotion x on x.program_number = p.program_number
            where p.code = @program and (@active::boolean is null or x.active = @active)
                and (@after::int is null or (x.created_at, x.promotion_number) <
                    (select c.created_at, c.promotion_number from promotion c
                     where c.program_number = p.program_number and c.promotion_number = @after))
            order by x.created_at desc, x.promotion_number desc
            limit @take
            """;
        var parameters = new { program, active, after = page.AfterNumber, take = page.Limit + 1 };
        var rows = await session.Query<string>(sql, parameters, ct);
        return page.Of(
            [.. rows.Select(Read)], promotion => promotion.Number!.Value.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<Promotion?> Find(string program, string id, CancellationToken ct)
    {
        const string sql = """
            select x.terms::text
            from program p
            join promotion x on x.program_number = p.program_number
            where p.code = @program and x.promotion_id = @id
            """;
        return await session.QueryOne<string>(sql, new { program, id }, ct) is { } terms ? Read(terms) : null;
    }

    public async Task<CountedPromotions> From(
        string program, int number, bool? active, int take, CancellationToken ct)
    {
        const string sql = """
            select x.terms::text
            from program p
            join promotion x on x.program_number = p.program_number
            where p.code = @program and (@active::boolean is null or x.active = @active)
                and x.promotion_number >= @number
            order by x.promotion_number
            limit @take
            """;
        const string countSql = """
            select count(*)::int
            from program p
            join promotion x on x.program_number = p.program_number
            where p.code = @program and (@active::boolean is null or x.active = @active)
            """;
        var rows = await session.Query<string>(sql, new { program, number, active, take }, ct);
        return new([.. rows.Select(Read)], await session.QueryOne<int>(countSql, new { program, active }, ct));
    }

    public async Task<IReadOnlyDictionary<string, int>> Numbers(
        string program, IReadOnlyList<string> ids, CancellationToken ct)
    {
        const string sql = """
            select x.promotion_id, x.promotion_number
            from program p
            join promotion x on x.program_number = p.program_number
            where p.code = @program and x.promotion_id = any(@ids)
            """;
        var rows = await session.Query<(string Id, int Number)>(sql, new { program, ids = ids.ToArray() }, ct);
        return rows.ToDictionary(row => row.Id, row => row.Number);
    }

    public async Task<Result<Promotion>?> Add(LoyaltyProgram program, Promotion promotion, CancellationToken ct)
    {
        const string numberSql = """
            select coalesce(@Number, (
                select min(n) + 1
                from (select 0 as n union all
                    select promotion_number from promotion where program_number = @program) taken
                where not exists (
                    select from promotion p
                    where p.program_number = @program and p.promotion_number = taken.n::bigint + 1)))
            """;
        const string sql = """
            insert into promotion (program_number, promotion_number, promotion_id, active, terms, created_at)
            values (@program, @number, @id, @active, @terms::json, @now)
            on conflict do nothing
            """;
        if (!await programs.NextVersion(program, ct))
        {
            return null;
        }

        // Nobody else adds one while the program's row is ours.
        var number = await session.QueryOne<int>(numberSql, new { program = program.Number, promotion.Number }, ct);
        var stored = promotion with { Number = number };
        if (await session.Execute(sql, Parameters(program, stored), ct) == 0)
        {
            return await Find(program.Code, promotion.Id, ct) is null ? Declines.NumberTaken : Declines.CodeTaken;
        }

        await Note(program, null, stored, ct);
        return stored;
    }

    public async Task<Result<Promotion>?> Replace(
        LoyaltyProgram program, Promotion before, Promotion after, CancellationToken ct)
    {
        const string sql = """
            update promotion set active = @active, terms = @terms::json
            where program_number = @program and promotion_number = @number
            """;
        if (!await programs.NextVersion(program, ct))
        {
            return null;
        }

        await session.Execute(sql, Parameters(program, after), ct);
        await Note(program, before, after, ct);
        return after;
    }

    static Promotion Read(string terms) => JsonSerializer.Deserialize<Promotion>(terms, LoyaltyJson.Options)!;

    Task<int> Note(LoyaltyProgram program, Promotion? before, Promotion after, CancellationToken ct) =>
        audit.Add("promotion", $"{program.Code}/{after.Id}", program.Operator, before, after, ct);

    object Parameters(LoyaltyProgram program, Promotion promotion) => new
    {
        program = program.Number,
        number = promotion.Number,
        id = promotion.Id,
        active = promotion.Active,
        terms = JsonSerializer.Serialize(promotion, LoyaltyJson.Options),
        now = clock.GetUtcNow(),
    };
}

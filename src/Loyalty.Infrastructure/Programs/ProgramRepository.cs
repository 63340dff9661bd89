using System.Text.Json;
using Dapper;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Application.Ports;
using Loyalty.Application.Programs;
using Loyalty.Domain;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Keys;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Programs;

/// <summary>Programs in PostgreSQL. Every change leaves an audit row.</summary>
public sealed class ProgramRepository(DatabaseSession session, Audit audit, TimeProvider clock) : IPrograms
{
    public async Task<LoyaltyProgram?> Find(string code, CancellationToken ct) =>
        (await Rows("p.code = @code", "p.code", new { code }, ct)).SingleOrDefault()?.ToProgram();

    /// <summary>With its promotions and options, as decisions on accounts need it.</summary>
    internal async Task<LoyaltyProgram?> FindWhole(string code, CancellationToken ct)
    {
        const string catalog = """
            (select coalesce(json_agg(x.terms), '[]')::text from promotion x
             where x.program_number = p.program_number) as Promotions,
            (select coalesce(json_agg(x.terms), '[]')::text from redemption_option x
             where x.program_number = p.program_number) as Options
            """;
        return (await Rows("p.code = @code", "p.code", new { code }, ct, catalog)).SingleOrDefault()?.ToProgram();
    }

    internal Task<string?> CodeOf(int number, CancellationToken ct) => session.QueryOne<string>(
        "select code from program where program_number = @number", new { number }, ct);

    public async Task<StoredProgram?> Read(string code, CancellationToken ct) =>
        (await Rows("p.code = @code", "p.code", new { code }, ct)).SingleOrDefault() is { } row
            ? new(row.ToDocument(), row.Version)
            : null;

    public async Task<bool> HasMembersWith(string program, IReadOnlyList<string> fields, CancellationToken ct)
    {
        const string sql = """
            select exists (
                select from program p
                join identifier i on i.operator_number = p.operator_number and i.kind = any(@kinds)
                join enrolment e on e.bucket = (i.member_number & 255) and e.member_number = i.member_number
                    and e.program_number = p.program_number
                where p.code = @program)
            """;
        var kinds = fields.Select(field => IdentifierKind.CustomPrefix + field).ToArray();
        return await session.QueryOne<bool>(sql, new { program, kinds }, ct);
    }

    public Task<bool> HasOffersFor(string program, IReadOnlyList<string> tiers, CancellationToken ct)
    {
        const string sql = """
            select exists (
                select from program p
                join (
                    select program_number, terms from promotion
                    union all select program_number, terms from redemption_option
                ) x on x.program_number = p.program_number
                where p.code = @program and (x.terms -> 'allowed_tiers')::jsonb ?| @tiers)
            """;
        return session.QueryOne<bool>(sql, new { program, tiers = tiers.ToArray() }, ct);
    }

    public async Task<Page<ProgramDocument>> Page(Caller caller, PageRequest page, CancellationToken ct)
    {
        const string visible = """
            (@Operator::text is null or o.code = @Operator)
            and (@Programs::text[] is null or p.code = any(@Programs))
            and (@after::text is null or (p.created_at, p.code) <
                (select c.created_at, c.code from program c where c.code = @after))
            """;
        var rows = await Rows(visible, "p.created_at desc, p.code desc limit @take",
            new { caller.Operator, Programs = caller.Programs?.ToArray(), after = page.After, take = page.Limit + 1 },
                ct);
        return page.Of([.. rows.Select(row => row.ToDocument())], program => program.Code!);
    }

    public async Task<Result<ProgramDocument>> Add(ProgramDocument program, CancellationToken ct)
    {
        const string sql = """
            with known as (
                insert into operator (code, created_at) values (@Operator, @now)
                on conflict (code) do update set code = excluded.code
                returning operator_number
            )
            insert into program (program_number, operator_number, code, name, base_currency, language, time_zone,
                custom_fields, tiers, policy, version, created_at)
            select coalesce(@Number, (select min(n) + 1 from (select 0 as n union all select program_number
                from program) taken
                where not exists (select from program p where p.program_number = taken.n::bigint + 1))),
                    operator_number, @Code,
                @Name, @BaseCurrency, @Language, @TimeZone, @CustomFields, @Tiers::json, @Policy::jsonb, 1,
                @now
            from known
            on conflict do nothing
            returning program_number
            """;
        while (true)
        {
            if (await session.QueryOne<int?>(sql, Parameters(program), ct) is { } number)
            {
                return await Store(number, null, program with { Number = number }, ct);
            }

            if (await Find(program.Code!, ct) is not null)
            {
                return Declines.CodeTaken;
            }

            if (program.Number is not null)
            {
                return Declines.NumberTaken;
            }
        }
    }

    public async Task<Result<ProgramDocument>?> Replace(
        StoredProgram before, ProgramDocument after, CancellationToken ct)
    {
        const string sql = """
            update program
            set name = @Name, base_currency = @BaseCurrency, language = @Language, time_zone = @TimeZone,
                custom_fields = @CustomFields, tiers = @Tiers::json, policy = @Policy::jsonb, version = version + 1
            where code = @Code and version = @version
            returning program_number
            """;
        var parameters = Parameters(after);
        parameters.Add("version", before.Version);
        return await session.QueryOne<int?>(sql, parameters, ct) is { } number
            ? await Store(number, before.Document, after, ct)
            : null;
    }

    /// <summary>
    /// Makes what is about to be stored of it a new version; false when it is not what was read any more. Its row is
    /// the caller's until the transaction ends.
    /// </summary>
    internal async Task<bool> NextVersion(LoyaltyProgram program, CancellationToken ct)
    {
        const string sql = """
            update program set version = version + 1 where program_number = @number and version = @version
            """;
        return await session.Execute(sql, new { number = program.Number, version = program.Version }, ct) == 1;
    }

    /// <summary>
    /// Stores what belongs to a program's row, and leaves the audit row: with the numbers that the currencies were
    /// given.
    /// </summary>
    async Task<Result<ProgramDocument>> Store(
        int number, ProgramDocument? before, ProgramDocument program, CancellationToken ct)
    {
        if (await PutCurrencies(number, program.PointsCurrencies, ct) is not { } currencies)
        {
            return Declines.NumberTaken;
        }

        var stored = program with { PointsCurrencies = [.. currencies.OrderBy(currency => currency.Number)] };
        await audit.Add("program", program.Code!, program.Operator!, before, stored, ct);
        return stored;
    }

    /// <summary>
    /// Adds new currencies and renames known ones, and returns them with their numbers; null when a number given
    /// belongs to another program's.
    /// </summary>
    async Task<IReadOnlyList<PointsCurrencyDocument>?> PutCurrencies(
        int programNumber, IReadOnlyList<PointsCurrencyDocument> currencies, CancellationToken ct)
    {
        const string sql = """
            insert into points_currency (points_currency_number, program_number, code, name, scale, is_default)
            select coalesce(@Number, (select points_currency_number from points_currency
                    where program_number = @programNumber and code = @Code),
                (select min(n) + 1 from (select 0 as n union all select points_currency_number
                    from points_currency) taken
                    where not exists (select from points_currency c
                        where c.points_currency_number = taken.n::bigint + 1))),
                @programNumber, @Code, @Name, @Scale, @Default
            on conflict (points_currency_number) do update set name = excluded.name, is_default = excluded.is_default
            where points_currency.program_number = excluded.program_number and points_currency.code = excluded.code
            returning points_currency_number
            """;
        var stored = new List<PointsCurrencyDocument>();
        foreach (var currency in currencies)
        {
            var parameters = new
            {
                currency.Number,
                programNumber,
                currency.Code,
                currency.Name,
                currency.Scale,
                currency.Default
            };
            int? number;
            do
            {
                // Nothing returned for a number that we chose: somebody took it meanwhile, and the next is free.
                number = await session.QueryOne<int?>(sql, parameters, ct);
            }
            while (number is null && currency.Number is null);
            if (number is null)
            {
                return null;
            }

            stored.Add(currency with { Number = number });
        }

        return stored;
    }

    Task<IReadOnlyList<ProgramRow>> Rows(
        string where, string orderBy, object parameters, CancellationToken ct, string? more = null)
    {
        var sql = $"""
            select p.program_number as Number, p.operator_number as OperatorNumber, o.code as Operator, p.code as Code,
                p.name as Name, p.base_currency as BaseCurrency, p.language as Language, p.time_zone as TimeZone,
                p.custom_fields as CustomFields, p.tiers::text as Tiers, p.policy::text as Policy, p.version as Version,
                (select json_agg(json_build_object('number', c.points_currency_number, 'code', c.code, 'name', c.name,
                    'scale', c.scale, 'default', c.is_default) order by c.points_currency_number)::text
                 from points_currency c where c.program_number = p.program_number) as Currencies
                {(more is null ? "" : $", {more}")}
            from program p
            join operator o using (operator_number)
            where {where}
            order by {orderBy}
            """;
        return session.Query<ProgramRow>(sql, parameters, ct);
    }

    DynamicParameters Parameters(ProgramDocument program)
    {
        var parameters = new DynamicParameters(new
        {
            program.Operator,
            program.Number,
            program.Code,
            program.Name,
            program.BaseCurrency,
            program.Language,
            program.TimeZone,
            CustomFields = program.CustomFields.ToArray(),
            Tiers = JsonSerializer.Serialize(program.Tiers, LoyaltyJson.Options),
            Policy = JsonSerializer.Serialize(program.Policy, LoyaltyJson.Options),
            now = clock.GetUtcNow(),
        });
        return parameters;
    }
}

using System.Text.Json;
using Dapper;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Application.Ports;
using Loyalty.Application.Programs;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Keys;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Programs;

/// <summary>Programs in PostgreSQL. Every change leaves an audit row.</summary>
public sealed class ProgramRepository(DatabaseSession session, Audit audit, TimeProvider clock) : IPrograms
{
    public async Task<LoyaltyProgram?> Find(string code, CancellationToken ct) =>
        (await Rows("p.code = @code", "p.code", new { code }, ct)).SingleOrDefault()?.ToProgram();

    public async Task<(ProgramDocument Document, long Version)?> Read(string code, CancellationToken ct) =>
        (await Rows("p.code = @code", "p.code", new { code }, ct)).SingleOrDefault() is { } row
            ? (row.ToDocument(), row.Version)
            : null;

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

    public async Task<ProgramAdded> Add(ProgramDocument program, CancellationToken ct)
    {
        const string sql = """
            with known as (
                insert into operator (code, created_at) values (@Operator, @now)
                on conflict (code) do update set code = excluded.code
                returning operator_number
            )
            insert into program (program_number, operator_number, code, name, base_currency, language, time_zone,
                custom_fields, policy, version, created_at)
            select coalesce(@Number, (select min(n) + 1 from (select 0 as n union all select program_number
                from program) taken
                where not exists (select from program p where p.program_number = taken.n::bigint + 1))),
                    operator_number, @Code,
                @Name, @BaseCurrency, @Language, @TimeZone, @CustomFields, @Policy::jsonb, 1, @now
            from known
            on conflict do nothing
            returning program_number
            """;
        for (; ; )
        {
            var number = await session.Run(
                (connection, transaction, token) => connection.QuerySingleOrDefaultAsync<int?>(
                new CommandDefinition(sql, Parameters(program), transaction, cancellationToken: token)), ct);
            if (number is not null)
            {
                if (!await PutCurrencies(number.Value, program, ct))
                {
                    return ProgramAdded.NumberTaken;
                }

                await Changed(program, null, ct);
                return ProgramAdded.Yes;
            }

            if (await Find(program.Code!, ct) is not null)
            {
                return ProgramAdded.CodeTaken;
            }

            if (program.Number is not null)
            {
                return ProgramAdded.NumberTaken;
            }
        }
    }

    public async Task<ProgramReplaced> Replace(ProgramDocument program, long version, CancellationToken ct)
    {
        const string sql = """
            update program
            set name = @Name, base_currency = @BaseCurrency, language = @Language, time_zone = @TimeZone,
                custom_fields = @CustomFields, policy = @Policy::jsonb, version = version + 1
            where code = @Code and version = @version
            returning program_number
            """;
        var before = await Read(program.Code!, ct);
        var parameters = Parameters(program);
        parameters.Add("version", version);
        var number = await session.Run((connection, transaction, token) => connection.QuerySingleOrDefaultAsync<int?>(
            new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), ct);
        if (number is null)
        {
            return ProgramReplaced.VersionMoved;
        }

        if (!await PutCurrencies(number.Value, program, ct))
        {
            return ProgramReplaced.NumberTaken;
        }

        await Changed(program, before?.Document, ct);
        return ProgramReplaced.Yes;
    }

    /// <summary>Leaves the audit row, with the program as it is stored now: with the numbers that it was given.</summary>
    async Task Changed(ProgramDocument program, ProgramDocument? before, CancellationToken ct) => await audit.Add(
        "program", program.Code!, program.Operator!, before, (await Read(program.Code!, ct))!.Value.Document, ct);

    /// <summary>
    /// Adds new currencies and renames known ones; false when a number given belongs to another program's.
    /// </summary>
    async Task<bool> PutCurrencies(int programNumber, ProgramDocument program, CancellationToken ct)
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
        foreach (var currency in program.PointsCurrencies)
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
                number = await session.Run(
                    (connection, transaction, token) => connection.QuerySingleOrDefaultAsync<int?>(
                    new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), ct);
            }
            while (number is null && currency.Number is null);
            if (number is null)
            {
                return false;
            }
        }

        return true;
    }

    Task<IReadOnlyList<ProgramRow>> Rows(string where, string orderBy, object parameters, CancellationToken ct)
    {
        var sql = $"""
            select p.program_number as Number, p.operator_number as OperatorNumber, o.code as Operator, p.code as Code,
                p.name as Name, p.base_currency as BaseCurrency, p.language as Language, p.time_zone as TimeZone,
                p.custom_fields as CustomFields, p.policy::text as Policy, p.version as Version,
                (select json_agg(json_build_object('number', c.points_currency_number, 'code', c.code, 'name', c.name,
                    'scale', c.scale, 'default', c.is_default) order by c.points_currency_number)::text
                 from points_currency c where c.program_number = p.program_number) as Currencies
            from program p
            join operator o using (operator_number)
            where {where}
            order by {orderBy}
            """;
        return session.Run<IReadOnlyList<ProgramRow>>(async (connection, transaction, token) =>
            [.. await connection.QueryAsync<ProgramRow>(
                new CommandDefinition(sql, parameters, transaction, cancellationToken: token))], ct);
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
            Policy = JsonSerializer.Serialize(program.Policy, LoyaltyJson.Options),
            now = clock.GetUtcNow(),
        });
        return parameters;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Application;
using Loyalty.Application.Json;
using Loyalty.Application.Keys;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain.Members;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Keys;

/// <summary>Who changed which shared thing, from what to what; written in the change's own transaction.</summary>
public sealed class Audit(DatabaseSession session, CurrentRequest current, TimeProvider clock) : IAudit
{
    /// <summary>Name of the key that changes something.</summary>
    public string By => current.Context.Caller.KeyName;

    /// <summary>Of a member: what is said holds no personal data, for it outlives the member.</summary>
    public Task<int> AddOfMember(MemberId member, object before, object after, CancellationToken ct)
    {
        const string sql = """
            insert into audit (changed_at, changed_by, thing, thing_id, operator_number, before, after)
            select @now, @by, 'member', @id, operator_number, @before::jsonb, @after::jsonb
            from member
            where bucket = @bucket and member_number = @number
            """;
        var parameters = new
        {
            now = clock.GetUtcNow(),
            by = By,
            id = member.ToString(),
            bucket = member.Bucket,
            number = member.Number,
            before = Json(before),
            after = Json(after),
        };
        return session.Execute(sql, parameters, ct);
    }

    public Task<int> Add(string thing, string id, string @operator, object? before, object? after, CancellationToken ct)
    {
        const string sql = """
            insert into audit (changed_at, changed_by, thing, thing_id, operator_number, before, after)
            select @now, @by, @thing, @id, operator_number, @before::jsonb, @after::jsonb
            from operator
            where code = @operator
            """;
        var parameters = new
        {
            now = clock.GetUtcNow(),
            by = By,
            thing,
            id,
            @operator,
            before = Json(before),
            after = Json(after),
        };
        return session.Execute(sql, parameters, ct);
    }

    public async Task<IReadOnlyList<AuditView>> Changes(
        Caller caller, string? thing, string? thingId, long before, int take, CancellationToken ct)
    {
        const string sql = """
            select x.audit_id as Id, x.changed_at as ChangedAt, x.changed_by as ChangedBy, x.thing as Thing,
                x.thing_id as ThingId, o.code as Operator, x.before::text as Before, x.after::text as After
            from audit x
            join operator o using (operator_number)
            left join api_key k on x.thing = 'key' and k.key_id = x.thing_id
            where x.audit_id < @before
                and (@Operator::text is null or o.code = @Operator)
                and (@mine::text[] is null or k.programs <@ @mine
                    or (x.thing in ('program', 'promotion', 'option') and split_part(x.thing_id, '/', 1) = any(@mine))
                    or case when x.thing = 'member' then exists (
                        select from enrolment e
                        join program p on p.program_number = e.program_number and p.code = any(@mine)
                        where e.bucket = (substr(x.thing_id, 5)::int & 255)
                            and e.member_number = substr(x.thing_id, 5)::int
                            and coalesce(x.after ->> 'program', p.code) = p.code)
                        end)
                and (@thing::text is null or x.thing = @thing)
                and (@thingId::text is null or x.thing_id = @thingId)
            order by x.audit_id desc
            limit @take
            """;
        var parameters = new { caller.Operator, mine = caller.Programs?.ToArray(), thing, thingId, before, take };
        var rows = await session.Query<AuditRow>(sql, parameters, ct);
        return [.. rows.Select(row => row.ToView())];
    }

    static string? Json(object? thing) =>
        thing is null ? null : JsonSerializer.Serialize(thing, thing.GetType(), LoyaltyJson.Options);

    sealed record AuditRow
    {
        public required long Id { get; init; }

        public required DateTimeOffset ChangedAt { get; init; }

        public required string ChangedBy { get; init; }

        public required string Thing { get; init; }

        public required string ThingId { get; init; }

        public required string Operator { get; init; }

        public string? Before { get; init; }

        public string? After { get; init; }

        public AuditView ToView() => new()
        {
            Id = Id,
            ChangedAt = ChangedAt,
            ChangedBy = ChangedBy,
            Thing = Thing,
            ThingId = ThingId,
            Operator = Operator,
            Before = Before is null ? null : JsonNode.Parse(Before),
            After = After is null ? null : JsonNode.Parse(After),
        };
    }
}

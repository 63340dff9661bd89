using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Loyalty.Application;
using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Keys;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Members;

/// <summary>Members in PostgreSQL: what changes them, each method within the request's transaction.</summary>
sealed class MemberRepository(
    DatabaseSession session, MemberQueries queries, Audit audit, TimeProvider clock) : IMembers
{
    public async Task<IReadOnlyList<Member>> Known(
        LoyaltyProgram program, IReadOnlyList<Identifier> identifiers, CancellationToken ct)
    {
        const string sql = """
            select distinct i.member_number
            from unnest(@buckets, @kinds, @values) as q (bucket, kind, value)
            join identifier i on i.bucket = q.bucket and i.operator_number = @operatorNumber and i.kind = q.kind
                and i.value = q.value
            order by i.member_number
            """;
        var parameters = new
        {
            operatorNumber = program.OperatorNumber,
            buckets = identifiers.Select(identifier => Buckets.Of(identifier.Value)).ToArray(),
            kinds = identifiers.Select(identifier => identifier.Kind).ToArray(),
            values = identifiers.Select(identifier => identifier.Value).ToArray(),
        };
        var numbers = await session.Query<int>(sql, parameters, ct);
        var members = new List<Member>();
        foreach (var number in numbers)
        {
            // Whoever lost the identifier while we waited for the lock is not meant.
            if (await Lock(new MemberId(number), ct) is { } member && identifiers.Any(member.Has))
            {
                members.Add(member);
            }
        }

        return members;
    }

    public Task<IReadOnlyDictionary<Identifier, MemberId>> Owners(
        string program, IReadOnlyList<Identifier> identifiers, CancellationToken ct) =>
        queries.Owners(program, identifiers, ct);

    public async Task<Member?> Lock(LoyaltyProgram program, MemberReference reference, CancellationToken ct) =>
        await queries.Find(program.Code, reference, ct) is { } id ? await Lock(id, ct) : null;

    public Task<IReadOnlyList<string>> ProgramsOf(Member member, CancellationToken ct) => session.Query<string>(
        "select code from program where program_number = any(@numbers)",
        new { numbers = member.Programs.ToArray() }, ct);

    public async Task<MemberId?> Add(LoyaltyProgram program, int? number, CancellationToken ct)
    {
        const string sql = """
            insert into member (bucket, member_number, operator_number, tags, status, created_at)
            values (@bucket, @number, @operatorNumber, '{}', 'active', @now)
            on conflict do nothing
            returning member_number
            """;
        for (; ; )
        {
            var id = new MemberId(number ?? RandomNumberGenerator.GetInt32(1, int.MaxValue));
            var parameters = new
            {
                bucket = id.Bucket,
                number = id.Number,
                operatorNumber = program.OperatorNumber,
                now = clock.GetUtcNow(),
            };
            var added = await session.QueryOne<int?>(sql, parameters, ct);
            if (added is not null || number is not null)
            {
                return added is null ? null : id;
            }
        }
    }

    public async Task<string?> Save(Member member, CancellationToken ct)
    {
        const string sql = $"""
            with old as (
                select status from member where bucket = @bucket and member_number = @number
            ), saved as (
                update member m
                set {ProfileRow.Set},
                    status = @Status, status_reason = @StatusReason,
                    status_changed_at = case
                        when m.status = @Status and m.status_reason is not distinct from @StatusReason
                            then m.status_changed_at
                        else @now
                    end,
                    status_changed_by = case
                        when m.status = @Status and m.status_reason is not distinct from @StatusReason
                            then m.status_changed_by
                        else @by
                    end
                where m.bucket = @bucket and m.member_number = @number
                returning m.status
            ), locked as (
                select account_number
                from account
                where bucket = @bucket and owner_number = @number and owner_kind = 'member'
                    and (select status from old) <> (select status from saved)
                order by account_number -- as the store's commits lock them
                for update
            )
            update account a
            set version = a.version + 1
            from locked
            where a.bucket = @bucket and a.account_number = locked.account_number
            """;
        var parameters = new DynamicParameters(ProfileRow.Of(member.Profile));
        parameters.AddDynamicParams(new
        {
            bucket = member.Id.Bucket,
            number = member.Id.Number,
            member.Status,
            member.StatusReason,
            now = clock.GetUtcNow(),
            by = audit.By,
        });
        var before = await Read(member.Id, ct);
        await session.Execute(sql, parameters, ct);
        var taken = await PutIdentifiers(member, ct);
        if (taken is null)
        {
            await Note(before!, member, ct);
        }

        return taken;
    }

    /// <summary>
    /// What became of a member's status and identifiers; not what these are, nor why: that is personal.
    /// </summary>
    async Task Note(Member before, Member after, CancellationToken ct)
    {
        var changed = after.Identifiers.Where(identifier => !before.Shows(identifier))
            .Concat(before.Identifiers.Where(identifier => Kinds(after).All(kind => kind != identifier.Kind)))
            .Select(identifier => identifier.Kind).Order(StringComparer.Ordinal).ToList();
        if (before.Status != after.Status || (changed.Count > 0 && before.Identifiers.Count > 0))
        {
            await audit.AddOfMember(
                after.Id,
                new { before.Status, Identifiers = Kinds(before) },
                new
                {
                    after.Status,
                    Identifiers = Kinds(after),
                    Changed = changed,
                },
                ct);
        }

        static IEnumerable<string> Kinds(Member member) =>
            member.Identifiers.Select(identifier => identifier.Kind).Order(StringComparer.Ordinal);
    }

    public async Task<bool> Enrol(
        MemberId member, LoyaltyProgram program, DateTimeOffset? enrolledAt, CancellationToken ct)
    {
        const string returning = """
            update enrolment set left_at = null, left_by = null
            where bucket = @bucket and member_number = @number and program_number = @program and left_at is not null
            """;
        const string enrolling = """
            insert into enrolment (bucket, member_number, program_number, enrolled_at)
            values (@bucket, @number, @program, @enrolledAt)
            on conflict do nothing
            """;
        var parameters = new
        {
            bucket = member.Bucket,
            number = member.Number,
            program = program.Number,
            enrolledAt = enrolledAt ?? clock.GetUtcNow(),
        };
        if (await session.Execute(returning, parameters, ct) == 0)
        {
            return await session.Execute(enrolling, parameters, ct) == 1;
        }

        await MarkAccounts(member, program, hasLeft: false, ct);
        return true;
    }

    public async Task Leave(Member member, LoyaltyProgram program, CancellationToken ct)
    {
        const string sql = """
            update enrolment
            set left_at = @now, left_by = @by
            where bucket = @bucket and member_number = @number and program_number = @program and left_at is null
            """;
        var parameters = new
        {
            bucket = member.Id.Bucket,
            number = member.Id.Number,
            program = program.Number,
            now = clock.GetUtcNow(),
            by = audit.By,
        };
        if (await session.Execute(sql, parameters, ct) == 1)
        {
            await MarkAccounts(member.Id, program, hasLeft: true, ct);
        }
    }

    /// <summary>
    /// Tells a member's accounts in a program whether the member has left it, and leaves the audit row. Versions move
    /// on, so that a commit in flight is either before or fails.
    /// </summary>
    async Task MarkAccounts(MemberId member, LoyaltyProgram program, bool hasLeft, CancellationToken ct)
    {
        const string sql = """
            with locked as (
                select account_number
                from account
                where bucket = @bucket and owner_number = @number and owner_kind = 'member'
                    and program_number = @program
                order by account_number -- as the store's commits lock them
                for update
            )
            update account a
            set version = a.version + 1, has_left = @hasLeft
            from locked
            where a.bucket = @bucket and a.account_number = locked.account_number
            """;
        var parameters = new { bucket = member.Bucket, number = member.Number, program = program.Number, hasLeft };
        await session.Execute(sql, parameters, ct);
        await audit.AddOfMember(
            member, new { Program = program.Code, HasLeft = !hasLeft },
            new { Program = program.Code, HasLeft = hasLeft }, ct);
    }

    public Task EraseTraces(MemberId member, CancellationToken ct)
    {
        const string sql = """
            with mine as (
                select bucket, account_number from account
                where bucket = @bucket and owner_number = @number and owner_kind = 'member'
            ), notes as (
                delete from note n using mine where n.bucket = mine.bucket and n.account_number = mine.account_number
            ), reasons as (
                update redemption r set code_unuse_reason = null
                from mine
                where r.bucket = mine.bucket and r.account_number = mine.account_number
                    and r.code_unuse_reason is not null
            ), outcomes as (
                delete from outcome o using mine where o.bucket = mine.bucket and o.account_number = mine.account_number
            ), external_ids as (
                -- That they were used stays known; what was answered goes.
                update external_id o set result = null
                from mine
                where o.bucket = mine.bucket and o.account_number = mine.account_number
            )
            delete from request_outcome where member_number = @number
            """;
        return session.Execute(sql, new { bucket = member.Bucket, number = member.Number }, ct);
    }

    public Task<MemberView?> View(string program, MemberReference reference, CancellationToken ct) =>
        queries.View(program, reference, ct);

    public Task<Page<MemberView>> Page(string program, MemberFilter filter, PageRequest page, CancellationToken ct) =>
        queries.Page(program, filter, page, ct);

    /// <summary>
    /// Removes the identifiers that are gone, then adds the new ones; the kind of one that is somebody else's.
    /// </summary>
    async Task<string?> PutIdentifiers(Member member, CancellationToken ct)
    {
        const string remove = """
            delete from identifier i
            where i.member_number = @number
                and not exists (select from unnest(@kinds, @values) as q (kind, value) where q.kind = i.kind
                    and q.value = i.value)
            """;
        const string add = """
            insert into identifier (bucket, operator_number, kind, value, written, member_number)
            select @bucket, m.operator_number, @kind, @value, nullif(@written, @value), m.member_number
            from member m
            where m.bucket = @memberBucket and m.member_number = @number
            on conflict (bucket, operator_number, kind, value) do update set written = excluded.written
            where identifier.member_number = excluded.member_number
            returning member_number
            """;
        var ordered = member.Identifiers.OrderBy(identifier => identifier.Kind, StringComparer.Ordinal).ToList();
        var kept = new
        {
            number = member.Id.Number,
            kinds = ordered.Select(identifier => identifier.Kind).ToArray(),
            values = ordered.Select(identifier => identifier.Value).ToArray(),
        };
        await session.Execute(remove, kept, ct);
        foreach (var identifier in ordered)
        {
            var parameters = new
            {
                bucket = Buckets.Of(identifier.Value),
                kind = identifier.Kind,
                value = identifier.Value,
                written = identifier.Written,
                memberBucket = member.Id.Bucket,
                number = member.Id.Number,
            };
            var owner = await session.QueryOne<int?>(add, parameters, ct);
            if (owner is null)
            {
                return identifier.Kind;
            }
        }

        return null;
    }

    /// <summary>
    /// Locks in one statement and reads in the next: who waits for a lock gets the new row, and with it, in the same
    /// statement, the identifiers and enrolments as they were before the wait.
    /// </summary>
    async Task<Member?> Lock(MemberId id, CancellationToken ct)
    {
        const string sql = "select from member where bucket = @bucket and member_number = @number for update";
        await session.Execute(sql, new { bucket = id.Bucket, number = id.Number }, ct);
        return await Read(id, ct);
    }

    async Task<Member?> Read(MemberId id, CancellationToken ct)
    {
        const string sql = $"""
            select m.member_number as Number, {ProfileRow.Columns}, m.status as Status,
                m.status_reason as StatusReason,
                (select coalesce(json_agg(json_build_object(
                        'Kind', i.kind, 'Value', i.value, 'Written', coalesce(i.written, i.value))), '[]')::text
                 from identifier i where i.member_number = m.member_number) as Identifiers,
                array(select e.program_number from enrolment e
                      where e.bucket = m.bucket and e.member_number = m.member_number) as Programs,
                array(select e.program_number from enrolment e
                      where e.bucket = m.bucket and e.member_number = m.member_number and e.left_at is not null)
                    as LeftPrograms
            from member m
            where m.bucket = @bucket and m.member_number = @number
            """;
        var row = await session.QueryOne<MemberRow>(sql, new { bucket = id.Bucket, number = id.Number }, ct);
        return row?.ToMember();
    }

    sealed record MemberRow : ProfileRow
    {
        public required int Number { get; init; }

        public required string Status { get; init; }

        public string? StatusReason { get; init; }

        public required string Identifiers { get; init; }

        public required int[] Programs { get; init; }

        public required int[] LeftPrograms { get; init; }

        public Member ToMember() => new()
        {
            Id = new(Number),
            Identifiers = JsonSerializer.Deserialize<List<Identifier>>(Identifiers)!,
            Profile = ToProfile(),
            Status = Status,
            StatusReason = StatusReason,
            Programs = Programs,
            LeftPrograms = LeftPrograms,
        };
    }
}

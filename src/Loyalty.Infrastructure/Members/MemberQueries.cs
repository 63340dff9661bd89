using System.Text.Json;
using Dapper;
using Loyalty.Application;
using Loyalty.Application.Members;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Members;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Members;

/// <summary>Reads members as the API shows them.</summary>
sealed class MemberQueries(DatabaseSession session, IAccountStore accounts, TimeProvider clock)
{
    /// <summary>Who has left the program may be blocked besides; who is gone for ever is not among those who left.
    /// </summary>
    const string HasLeft = "(e.left_at is not null and m.status <> 'closed')";

    const string Status = $"case when {HasLeft} then 'left' else m.status end";

    const string Columns = $$"""
        select m.member_number as Number, {{ProfileRow.Columns}},
            {{Status}} as Status,
            case when not {{HasLeft}} then m.status_reason end as StatusReason,
            case when {{HasLeft}} then e.left_at else m.status_changed_at end as StatusChangedAt,
            case when {{HasLeft}} then e.left_by else m.status_changed_by end as StatusChangedBy,
            e.enrolled_at as EnrolledAt, c.scale as Scale,
            coalesce(a.earned_total, 0) as Earned, coalesce(a.redeemed_total - a.held, 0) as Redeemed,
            coalesce(a.expired_total, 0) as Expired, a.account_number as Account, d.due_at <= @now as IsDue,
            (select coalesce(json_object_agg(i.kind, coalesce(i.written, i.value)), '{}')::text from identifier i
             where i.member_number = m.member_number) as Identifiers
        from program p
        join enrolment e on e.program_number = p.program_number
        join member m on m.bucket = e.bucket and m.member_number = e.member_number
        join points_currency c on c.program_number = p.program_number and c.is_default
        left join account a on a.bucket = m.bucket and a.owner_number = m.member_number and a.owner_kind = 'member'
            and a.points_currency_number = c.points_currency_number
        left join due d on d.bucket = a.bucket and d.account_number = a.account_number
        """;

    /// <summary>The member enrolled in the program under that reference; null when there is none.</summary>
    public async Task<MemberId?> Find(string program, MemberReference reference, CancellationToken ct)
    {
        const string byNumber = """
            select e.member_number
            from program p
            join enrolment e on e.program_number = p.program_number and e.bucket = @bucket and e.member_number = @number
            where p.code = @program
            """;
        const string byIdentifier = """
            select e.member_number
            from program p
            join identifier i on i.operator_number = p.operator_number and i.bucket = @bucket and i.kind = @kind
                and i.value = @value
            join enrolment e on e.bucket = (i.member_number & 255) and e.member_number = i.member_number
                and e.program_number = p.program_number
            where p.code = @program
            """;
        var (sql, parameters) = reference.Id is { } id
            ? (byNumber, new { program, bucket = id.Bucket, number = id.Number, kind = "", value = "" })
            : (byIdentifier, new
            {
                program,
                bucket = Buckets.Of(reference.Identifier!.Value),
                number = 0,
                kind = reference.Identifier.Kind,
                value = reference.Identifier.Value,
            });
        var found = await session.QueryOne<int?>(sql, parameters, ct);
        return found is null ? null : new MemberId(found.Value);
    }

    public async Task<IReadOnlyDictionary<Identifier, MemberId>> Owners(
        string program, IReadOnlyList<Identifier> identifiers, CancellationToken ct)
    {
        const string sql = """
            select q.place::int, i.member_number
            from unnest(@buckets, @kinds, @values) with ordinality as q (bucket, kind, value, place)
            join program p on p.code = @program
            join identifier i on i.bucket = q.bucket and i.operator_number = p.operator_number and i.kind = q.kind
                and i.value = q.value
            """;
        var parameters = new
        {
            program,
            buckets = identifiers.Select(identifier => Buckets.Of(identifier.Value)).ToArray(),
            kinds = identifiers.Select(identifier => identifier.Kind).ToArray(),
            values = identifiers.Select(identifier => identifier.Value).ToArray(),
        };
        var rows = await session.Query<(int Place, int Member)>(sql, parameters, ct);
        return rows.ToDictionary(row => identifiers[row.Place - 1], row => new MemberId(row.Member));
    }

    public async Task<MemberView?> View(string program, MemberReference reference, CancellationToken ct)
    {
        if (await Find(program, reference, ct) is not { } id)
        {
            return null;
        }

        var rows = await Rows("p.code = @program and m.bucket = @bucket and m.member_number = @number",
            new { program, bucket = id.Bucket, number = id.Number }, ct);
        return rows.SingleOrDefault();
    }

    public async Task<Page<MemberView>> Page(
        string program, MemberFilter filter, PageRequest page, CancellationToken ct)
    {
        const string where = $"""
            p.code = @program
            and (@Status::text is null or {Status} = @Status)
            and (@kind::text is null or exists (select from identifier i where i.bucket = @bucket
                and i.operator_number = p.operator_number and i.kind = @kind and i.value = @value
                and i.member_number = m.member_number))
            and (@number::int is null or m.member_number = @number)
            and (@start::text is null or coalesce(m.name, concat_ws(' ', m.first_name, m.last_name)) ilike @start
                or m.last_name ilike @start or exists (select from identifier i
                where i.member_number = m.member_number and (i.value ilike @start or i.written ilike @start)))
            and (@after::int is null or (e.enrolled_at, e.member_number) <
                (select x.enrolled_at, x.member_number from enrolment x
                 where x.bucket = (@after::int & 255) and x.member_number = @after
                     and x.program_number = p.program_number))
            order by e.enrolled_at desc, e.member_number desc
            limit @take
            """;
        var parameters = new
        {
            program,
            filter.Status,
            bucket = filter.Reference?.Identifier is { } identifier ? Buckets.Of(identifier.Value) : (short)0,
            kind = filter.Reference?.Identifier?.Kind,
            value = filter.Reference?.Identifier?.Value,
            number = filter.Reference?.Id?.Number,
            start = filter.Query is null ? null : Like.StartingWith(filter.Query),
            after = page.AfterNumber,
            take = page.Limit + 1,
        };
        var rows = await Rows(where, parameters, ct);
        return page.Of(rows,
            member => member.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    async Task<IReadOnlyList<MemberView>> Rows(string where, object parameters, CancellationToken ct)
    {
        var all = new DynamicParameters(parameters);
        all.Add("now", clock.GetUtcNow());
        var rows = await session.Query<ViewRow>($"{Columns}\nwhere {where}", all, ct);
        var views = new List<MemberView>();
        foreach (var row in rows)
        {
            var view = row.ToView();
            views.Add(row.IsDue == true ? view with { Totals = await TotalsNow(row, view.Totals, ct) } : view);
        }

        return views;
    }

    /// <summary>What time has changed and nobody has stored yet is in the totals, too.</summary>
    async Task<MemberTotals> TotalsNow(ViewRow row, MemberTotals stored, CancellationToken ct)
    {
        var outcome = await accounts.Ask<MemberTotals>(
            new(new NumberedAccount(new(row.Account!.Value), Seq: null), Caller.Inside("totals")),
            account => new MemberTotals(
                account.State.Earned.ToScale(row.Scale),
                (account.State.Redeemed - account.State.Held).ToScale(row.Scale),
                account.State.Expired.ToScale(row.Scale)),
            ct);
        return outcome.Result.IsOk ? outcome.Result.Value : stored;
    }

    sealed record ViewRow : ProfileRow
    {
        public required int Number { get; init; }

        public required string Status { get; init; }

        public string? StatusReason { get; init; }

        public DateTimeOffset? StatusChangedAt { get; init; }

        public string? StatusChangedBy { get; init; }

        public required DateTimeOffset EnrolledAt { get; init; }

        public required int Scale { get; init; }

        public required decimal Earned { get; init; }

        public required decimal Redeemed { get; init; }

        public required decimal Expired { get; init; }

        public required string Identifiers { get; init; }

        public int? Account { get; init; }

        public bool? IsDue { get; init; }

        public MemberView ToView() => new MemberView
        {
            MemberId = new MemberId(Number).ToString(),
            Number = Number,
            Identifiers = IdentifiersView.Of(JsonSerializer.Deserialize<Dictionary<string, string>>(Identifiers)!),
            Status = Status,
            StatusReason = StatusReason,
            StatusChangedAt = StatusChangedAt,
            StatusChangedBy = StatusChangedBy,
            EnrolledAt = EnrolledAt,
            Totals = new(
                new Points(Earned).ToScale(Scale), new Points(Redeemed).ToScale(Scale), new Points(Expired)
                    .ToScale(Scale)),
        }.With(ToProfile());
    }
}

static class Like
{
    /// <summary>A pattern for texts that start with this one, whatever signs it has.</summary>
    public static string StartingWith(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal) + "%";
}

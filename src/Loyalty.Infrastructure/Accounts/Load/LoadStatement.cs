using System.Collections.Concurrent;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>
/// The load statement: one row for each caller, all from one snapshot. Which account it is comes from a member's
/// reference or from the account's number.
/// </summary>
/// <remarks>
/// Each look-up is a subquery of its own with "limit 1": then it uses the whole of its index, whatever the planner
/// believes about the tables. As plain joins they read an account's whole history.
/// </remarks>
sealed class LoadStatement
{
    static readonly NamedEntryPart Named = new();

    /// <summary>What callers ask for beyond the account. A part that is added has to stand here.</summary>
    static readonly IReadOnlyList<LoadPart> Parts =
    [
        new KeyPart(), new ExternalIdPart(), Named, new UsagePart(), new LotsPart(), new OpenLotsPart(),
        new TierPart(), new PromotionPart(), new OptionPart(), new EarlierRewardsPart(),
        new CodePart(),
    ];

    /// <summary>By the parts that are asked for, a bit for each.</summary>
    static readonly ConcurrentDictionary<int, LoadStatement> Statements = new();

    static readonly PointsCurrency NoCurrency = new(0, "", "", Points.MaxScale, true);

    /// <summary>The account that a caller names by its number.</summary>
    const string Given = """
        left join lateral (
            select * from account o
            where o.bucket = (q.account_number & 255) and o.account_number = q.account_number
            limit 1
        ) given on true
        """;

    /// <summary>
    /// Whether the owner has left the program; null: was never enrolled. The account's row tells it, and the enrolment
    /// of those who have none yet.
    /// </summary>
    const string HasLeft = """
        case when a.account_number is not null then a.has_left else (
            select o.left_at is not null from enrolment o
            where o.bucket = m.bucket and o.member_number = m.member_number and o.program_number = asked.program
            limit 1) end
        """;

    readonly IReadOnlyList<LoadPart> parts;
    readonly PreparedStatement<LoadQueries> statement;

    LoadStatement(IReadOnlyList<LoadPart> parts) => (this.parts, statement) = (parts, new(Text(parts)));

    /// <summary>The statement with the parts that these callers ask for.</summary>
    public static LoadStatement For(IReadOnlyList<LoadQuery> asked)
    {
        var bits = 0;
        for (var i = 0; i < Parts.Count; i++)
        {
            bits |= asked.Any(Parts[i].IsAsked) ? 1 << i : 0;
        }

        return Statements.GetOrAdd(bits, OfBits);
    }

    /// <summary>Answers each caller, in their order.</summary>
    public Task<List<LoadRow>> Query(NpgsqlConnection connection, LoadQueries queries)
    {
        var place = 0;
        ReaderValues? values = null;
        return statement.Query(connection, queries, reader =>
            Read((values ??= new(reader)).OfNextRow(), queries.All[place++]));
    }

    /// <summary>All that can be asked for, by the parts.</summary>
    internal static IEnumerable<(string Name, SqlText<LoadQueries> Text)> AllTexts() =>
        Enumerable.Range(0, 1 << Parts.Count).Select(bits => OfBits(bits).parts).Select(
            parts => (string.Join(", ", parts.Select(part => part.GetType().Name)), Text(parts)));

    static LoadStatement OfBits(int bits) => new([.. Parts.Where((_, place) => (bits & (1 << place)) != 0)]);

    /// <summary>Takes the values in the order in which <see cref="Text"/> selects them.</summary>
    LoadRow Read(ReaderValues row, LoadQuery query)
    {
        var (program, version) = (row.TextOrNull(), row.Int64OrNull());
        var (owner, status, language) = (row.Int32OrNull(), row.TextOrNull(), row.TextOrNull());
        var hasLeft = row.FlagOrNull();
        var (account, currency) = (row.Int32OrNull(), row.Int32OrNull());
        AccountRow? own = null;
        if (account is { } number)
        {
            own = AccountTable.Read(row, new(number), query.Currency ?? NoCurrency);
        }
        else
        {
            row.Skip(AccountTable.Columns.Count);
        }

        var loaded = new LoadRow
        {
            ProgramCode = program,
            ProgramVersion = version ?? 0,
            Owner = owner is null ? null : Owner.OfMember(owner.Value, status!, hasLeft == true),
            OwnerLanguage = language,
            IsEnrolled = hasLeft is not null,
            HasHolds = query.WantsHolds,
            AccountNumber = account,
            CurrencyNumber = currency,
            Account = own,
            Redemptions = row.TextOrNull(),
            IsKeyValid = row.Flag(),
            ServerTime = row.Time(),
        };
        var caller = query.NamedSeq is not null && loaded.Redemptions is { } list
            ? CallerFacts.None with { NamedRedemptions = JsonValues.Rows(list, RedemptionTable.Read) }
            : CallerFacts.None;
        return loaded with { Caller = parts.Aggregate(caller, (known, part) => part.Read(row, query, known)) };
    }

    /// <summary>
    /// Starting a statement costs by its parts, more than they do for a row: those not asked for are left out.
    /// </summary>
    static SqlText<LoadQueries> Text(IReadOnlyList<LoadPart> parts)
    {
        var hasNumbers = parts.Contains(Named);
        return $"""
            select p.code, p.version, m.member_number, m.status, m.language,
                {HasLeft},
                a.account_number, a.points_currency_number, {AccountTable.Columns.Names("a")},
                {HoldsPart.Column(hasNumbers)}, q.api_key_id is null or q.api_key_id in (
                    select o.key_id from api_key o
                    where o.key_id = any({KeysToConfirm}) and o.revoked_at is null
                        and (o.expires_at is null or o.expires_at > {Now})),
                clock_timestamp()
                {string.Concat(parts.Select(part => $", {part.Columns}"))}
            from (
                select {SqlText<LoadQueries>.Join(", ", Sent(parts))}
            ) as q
            {(hasNumbers ? Given : "")}
            cross join lateral (
                select {(hasNumbers ? "coalesce(q.program_number, given.program_number)" : "q.program_number")}
                        as program,
                    {(hasNumbers ? "coalesce(q.currency_number, given.points_currency_number)" : "q.currency_number")}
                        as currency
            ) asked
            left join lateral (
                select * from program o where o.program_number = asked.program limit 1
            ) p on true
            left join lateral (
                select * from identifier o
                where o.bucket = q.identifier_bucket and o.operator_number = q.operator_number and o.kind = q.kind
                    and o.value = q.value
                limit 1
            ) i on true
            cross join lateral (
                select coalesce(q.member_number, i.member_number{(hasNumbers ? ", given.owner_number" : "")})
                    as number
            ) owner
            left join lateral (
                select * from member o where o.bucket = (owner.number & 255) and o.member_number = owner.number limit 1
            ) m on true
            left join lateral (
                select * from account o
                where o.bucket = m.bucket and o.owner_number = m.member_number and o.owner_kind = 'member'
                    and o.points_currency_number = asked.currency
                limit 1
            ) a on true
            {string.Join("\n", parts.Select(part => part.Join))}
            order by q.place
            """;
    }

    static readonly SqlValue<LoadQueries, string[]> KeysToConfirm = new(queries => queries.KeysToConfirm);

    static readonly SqlValue<LoadQueries, DateTimeOffset> Now = new(queries => queries.Now);

    static IEnumerable<SqlText<LoadQueries>> Sent(IReadOnlyList<LoadPart> parts) =>
    [
        $"{LoadQueries.Column(query => query.Program?.Number)} as program_number",
        $"{LoadQueries.Column(query => query.Program?.OperatorNumber)} as operator_number",
        $"{LoadQueries.Column(query => query.Currency?.Number)} as currency_number",
        $"{LoadQueries.Column(
            query => query.Identifier is { } identifier ? Buckets.Of(identifier.Value)
                : (short)0)} as identifier_bucket",
        $"{LoadQueries.Column(query => query.Identifier?.Kind)} as kind",
        $"{LoadQueries.Column(query => query.Identifier?.Value)} as value",
        $"{LoadQueries.Column(query => query.Member?.Member.Id?.Number)} as member_number",
        $"{LoadQueries.Column(query => query.Numbered?.Account.Number)} as account_number",
        $"{LoadQueries.Column(query => query.NamedSeq)} as seq",
        .. parts.SelectMany(part => part.Sent),
        HoldsPart.Sent,
        $"{LoadQueries.Column(query => query.Command.KeyToConfirm)} as api_key_id",
        $"{new SqlColumn<LoadQueries, int, int>(queries => queries.Places, place => place)} as place",
    ];
}

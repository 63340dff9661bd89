using Dapper;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Sql;

/// <summary>The two forms of a statement: for lists, and for one caller's plain values.</summary>
public sealed class PreparedStatementTests
{
    readonly PreparedStatement<Asked> echo = new($"""
        select asked.number as Number, asked.text as Text, asked.bytes as Bytes,
            asked.number = any({new SqlValue<Asked, int[]>(_ => [7, 9])}) as IsKnown
        from (
            select {Column(one => one.Number)} as number, {Column(one => one.Text)} as text,
                {Column(one => one.Bytes)} as bytes, {Column(one => one.Place)} as place
        ) as asked
        order by asked.place
        """);

    NpgsqlDataSource source = null!;
    NpgsqlConnection connection = null!;

    [SetUp]
    public async Task Connect()
    {
        source = NpgsqlDataSource.Create(TestServer.ConnectionString);
        connection = await source.OpenConnectionAsync();
    }

    [TearDown]
    public async Task Disconnect()
    {
        await connection.DisposeAsync();
        await source.DisposeAsync();
    }

    [Test]
    public async Task Both_forms_answer_the_same_whatever_was_asked_before()
    {
        (int? Number, string? Text, byte[]? Bytes)[] asked =
            [(7, "a", [1, 2]), (null, null, null), (8, "", []), (int.MaxValue, "\u00e9'$1 @Numbers", [0])];
        var together = await Ask(asked);
        Assert.That(together, Is.EqualTo(asked.Select(Expected)));
        foreach (var one in asked)
        {
            Assert.That(await Ask(one), Is.EqualTo(new[] { Expected(one) }));
        }

        Assert.That(await Ask(), Is.Empty);
        Assert.That(await Ask(asked), Is.EqualTo(together));
    }

    [Test]
    public async Task Each_form_is_prepared_once_on_a_connection()
    {
        for (var i = 0; i < 3; i++)
        {
            await Ask((i, "one", []));
            await Ask((i, "one", []), (i, "two", []));
        }

        Assert.That((await Prepared()).Count(text => text.Contains("unnest", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That((await Prepared()).Count(text => text.Contains("select $2 as number", StringComparison.Ordinal)),
            Is.EqualTo(1));
        Assert.That(await Prepared(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Another_connection_has_commands_of_its_own()
    {
        await Ask((1, "one", []));
        var first = connection;
        connection = await source.OpenConnectionAsync();
        await first.DisposeAsync();
        Assert.That(await Ask((1, "one", [])), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_list_that_is_a_table_stays_one()
    {
        var sum = new PreparedStatement<int[]>(
            $"select sum(n)::int from unnest({new SqlValue<int[], int[]>(numbers => numbers)}) as q (n)");
        Assert.That(await sum.Query(connection, [5], row => row.GetInt32(0)), Is.EqualTo(new[] { 5 }));
        Assert.That(await sum.Query(connection, [5, 6], row => row.GetInt32(0)), Is.EqualTo(new[] { 11 }));
    }

    [Test]
    public void A_parameter_that_stands_twice_is_sent_once()
    {
        var number = new SqlValue<int, int>(given => given);
        var (sql, parameters) = ((SqlText<int>)$"select {number}, {number}").Render(isForOne: false);
        Assert.That((sql, parameters.Count), Is.EqualTo(("select $1, $1", 1)));
    }

    static SqlColumn<Asked, One, T> Column<T>(Func<One, T> value) => new(asked => asked.All, value);

    async Task<List<string>> Ask(params (int? Number, string? Text, byte[]? Bytes)[] asked) =>
        (await echo.Query<Row>(connection, new([.. asked.Select(
            (one, place) => new One(one.Number, one.Text, one.Bytes, place))])))
            .ConvertAll(row => Told(row.Number, row.Text, row.Bytes, row.IsKnown));

    static string Expected((int? Number, string? Text, byte[]? Bytes) one) =>
        Told(one.Number, one.Text, one.Bytes, one.Number is { } number ? number is 7 or 9 : null);

    static string Told(int? number, string? text, byte[]? bytes, bool? isKnown) =>
        $"{number}|{text ?? "null"}|{(bytes is null ? "null" : Convert.ToHexString(bytes))}|{isKnown}";

    async Task<IReadOnlyList<string>> Prepared() =>
        (await connection.QueryAsync<string>("select statement from pg_prepared_statements")).AsList();

    sealed record Asked(IReadOnlyList<One> All);

    sealed record One(int? Number, string? Text, byte[]? Bytes, int Place);

    sealed record Row
    {
        public int? Number { get; init; }

        public string? Text { get; init; }

        public byte[]? Bytes { get; init; }

        public bool? IsKnown { get; init; }
    }
}

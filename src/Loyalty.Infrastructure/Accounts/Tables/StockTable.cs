using Loyalty.Domain.Rewards;
using Loyalty.Infrastructure.Accounts.Save;
using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Table "option_stock", which accounts share: it is written as a difference, in the last part of the statement, once
/// for each option. All accounts are locked before the first of these rows, and these in order, so that two statements
/// never wait for each other. More than is left breaks a CHECK, which undoes the statement.
/// </summary>
sealed class StockTable() : WrittenTable(SoldOutBy)
{
    /// <summary>Most options give a code, and many have a stock: one form of the statement has them together.</summary>
    public static readonly RarePart OrCoupons = new(chain => chain.Coupons.Count + chain.Stock.Count > 0);

    public static readonly StockTable Rows = new();

    public override IReadOnlyList<WrittenPart> Parts { get; } =
    [
        new WrittenPart<StockChange>("stock", OrCoupons, chain => chain.Stock, Text)
        {
            Stored = "(select coalesce(sum(accounts), 0) from stock)",
        },
    ];

    static SqlText<ChainsToSave> Text(WrittenPart<StockChange> part) => $"""
        ), stock as (
            update option_stock t
            set remaining = t.remaining - n.taken, taken = t.taken + n.taken
            from (
                select s.program_number, s.option_number, sum(s.taken)::int as taken, count(*) as accounts
                from (
                    select {part.Sent(row => row.Account)} as account_number,
                        {part.Sent(row => row.Row.Program)} as program_number,
                        {part.Sent(row => row.Row.Option)} as option_number,
                        {part.Sent(row => row.Row.Taken)} as taken
                ) as s
                where {WrittenPart.HasMoved}
                group by s.program_number, s.option_number
                order by s.program_number, s.option_number
            ) n
            where t.program_number = n.program_number and t.option_number = n.option_number
            returning n.accounts
        """;

    static SoldOut? SoldOutBy(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: "option_stock_remaining" }
            ? SoldOut.Instance
            : null;
}

/// <summary>How many of an option's stock a chain takes; below zero: puts back.</summary>
sealed record StockChange(int Program, int Option, int Taken);

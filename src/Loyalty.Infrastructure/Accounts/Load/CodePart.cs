using Loyalty.Domain.Rewards;
using Loyalty.Infrastructure.Accounts.Tables;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>Brings whether a code that the caller chose is taken in the program, as <see cref="CodeLook"/>.</summary>
sealed class CodePart : LoadPart
{
    public override bool IsAsked(LoadQuery query) => query.Code is not null;

    public override IReadOnlyList<SqlText<LoadQueries>> Sent { get; } =
    [
        $"{Column(query => query.Code)} as own_code",
        $"{Column(query => query is { Code: { } code, Program.Number: var program }
            ? CouponTable.Bucket(program, code) : (short)0)} as own_code_bucket",
    ];

    public override string Join => """
        left join lateral (
            select true as is_taken from coupon o
            where o.bucket = q.own_code_bucket and o.program_number = q.program_number and o.code = q.own_code
            limit 1
        ) own_code on true
        """;

    public override string Columns => "own_code.is_taken";

    public override CallerFacts Read(RowValues row, LoadQuery query, CallerFacts known)
    {
        var isTaken = row.FlagOrNull();
        return query is not { Code: { } code, Program: not null } ? known : known with
        {
            Facts = known.Facts.With(new CodeLook(new(code), isTaken == true)),
        };
    }
}

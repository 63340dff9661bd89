using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;

namespace Loyalty.Infrastructure.Postgres.Accounts;

/// <summary>What the load statement is asked for one caller.</summary>
/// <param name="Program">Null where the account tells which one it is.</param>
sealed record LoadQuery(
    Work Work, LoyaltyProgram? Program, PointsCurrency? Currency, Periods? Periods, bool WantsLots)
{
    public static LoadQuery For(
        Work work, LoyaltyProgram program, PointsCurrency currency, DateTimeOffset now, bool isFirst) =>
        new(work, program, currency,
            program.Policy.Redemption.CountsUsage() ? Periods.Around(work.Lacking?.UsageAt ?? now, program.TimeZone)
                : null,
            isFirst);

    public static object Parameters(IReadOnlyList<LoadQuery> asked, int maxLots) => new
    {
        ProgramNumbers = asked.Select(query => query.Program?.Number).ToArray(),
        OperatorNumbers = asked.Select(query => query.Program?.OperatorNumber).ToArray(),
        CurrencyNumbers = asked.Select(query => query.Currency?.Number).ToArray(),
        IdentifierBuckets = asked.Select(
            query => query.Identifier is { } identifier ? Buckets.Of(identifier.Value) : (short)0).ToArray(),
        Kinds = asked.Select(query => query.Identifier?.Kind).ToArray(),
        Values = asked.Select(query => query.Identifier?.Value).ToArray(),
        MemberNumbers = asked.Select(query => query.Member?.Member.Id?.Number).ToArray(),
        AccountNumbers = asked.Select(query => query.Numbered?.Account.Number).ToArray(),
        Seqs = asked.Select(query => query.Numbered?.Seq).ToArray(),
        KeyNames = asked.Select(query => query.Work.Key?.KeyName).ToArray(),
        Keys = asked.Select(query => query.Work.Key?.Value).ToArray(),
        Families = asked.Select(query => query.Work.Who.ExternalId?.Family).ToArray(),
        ExternalIds = asked.Select(query => query.Work.Who.ExternalId?.Id).ToArray(),
        WantsLots = asked.Select(query => query.WantsLots).ToArray(),
        DayStarts = asked.Select(query => query.Periods?.DayStart).ToArray(),
        MonthStarts = asked.Select(query => query.Periods?.MonthStart).ToArray(),

        // One more than are kept tells whether there are more; null: all of them.
        MaxLots = WantsAllLots(asked) ? (long?)null : maxLots + 1,
    };

    /// <summary>One caller who needs all lots makes the statement read all of them for everybody.</summary>
    public static bool WantsAllLots(IReadOnlyList<LoadQuery> asked) =>
        asked.Any(query => query.Work.Lacking is { AllLots: true });

    MemberAccount? Member => Work.Who as MemberAccount;

    NumberedAccount? Numbered => Work.Who as NumberedAccount;

    Domain.Members.Identifier? Identifier => Member?.Member.Identifier;
}

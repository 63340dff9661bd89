using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Programs;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>What the load statement is asked for one caller.</summary>
/// <param name="Program">Null where the account tells which one it is.</param>
sealed record LoadQuery(Command Command, LoyaltyProgram? Program, PointsCurrency? Currency, Periods? Periods)
{
    public static LoadQuery For(Command work, LoyaltyProgram program, PointsCurrency currency, DateTimeOffset now) =>
        new(work, program, currency,
            program.Policy.Redemption.CountsUsage() ? Periods.Around(work.MissingParts?.UsageAt ?? now, program.TimeZone)
                : null);

    /// <summary>
    /// Lots are read with the first who refers to an account in one way; all of them when anybody who does needs that.
    /// </summary>
    public static object Parameters(IReadOnlyList<LoadQuery> asked, int maxLots, DateTimeOffset now)
    {
        var accounts = new Dictionary<LoadQuery, bool>(ReferenceEqualityComparer.Instance);
        foreach (var same in asked.GroupBy(query => query.Reference))
        {
            accounts[same.First()] = WantsAllLots([.. same]);
        }

        return new
        {
            ProgramNumbers = Column(asked, query => query.Program?.Number),
            OperatorNumbers = Column(asked, query => query.Program?.OperatorNumber),
            CurrencyNumbers = Column(asked, query => query.Currency?.Number),
            IdentifierBuckets = Column(
                asked, query => query.Identifier is { } identifier ? Buckets.Of(identifier.Value) : (short)0),
            Kinds = Column(asked, query => query.Identifier?.Kind),
            Values = Column(asked, query => query.Identifier?.Value),
            MemberNumbers = Column(asked, query => query.Member?.Member.Id?.Number),
            AccountNumbers = Column(asked, query => query.Numbered?.Account.Number),
            Seqs = Column(asked, query => query.Numbered?.Seq),
            KeyNames = Column(asked, query => query.Command.Key?.KeyName),
            Keys = Column(asked, query => query.Command.Key?.Value),
            Families = Column(asked, query => query.Command.Who.ExternalId?.Family),
            ExternalIds = Column(asked, query => query.Command.Who.ExternalId?.Id),
            WantsLots = Column(asked, accounts.ContainsKey),

            // One more than are kept tells whether there are more; null: all of them.
            MaxLots = Column(asked, query => accounts.GetValueOrDefault(query) ? (long?)null : maxLots + 1),
            DayStarts = Column(asked, query => query.Periods?.DayStart),
            MonthStarts = Column(asked, query => query.Periods?.MonthStart),
            ApiKeyIds = Column(asked, query => query.Command.KeyToConfirm),
            Places = Enumerable.Range(0, asked.Count).ToArray(),
            KeysToConfirm = asked.Select(query => query.Command.KeyToConfirm).OfType<string>().Distinct().ToArray(),
            Now = now,
        };
    }

    public static bool WantsAllLots(IReadOnlyList<LoadQuery> asked) =>
        asked.Any(query => query.Command.MissingParts is { AllLots: true });

    /// <summary>The same for callers who mean the same account in the same way.</summary>
    (int?, int?, Domain.Members.MemberReference?, AccountId?) Reference =>
        (Program?.Number, Currency?.Number, Member?.Member, Numbered?.Account);

    MemberAccount? Member => Command.Who as MemberAccount;

    NumberedAccount? Numbered => Command.Who as NumberedAccount;

    Domain.Members.Identifier? Identifier => Member?.Member.Identifier;

    static T[] Column<T>(IReadOnlyList<LoadQuery> asked, Func<LoadQuery, T> column)
    {
        var values = new T[asked.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = column(asked[i]);
        }

        return values;
    }
}

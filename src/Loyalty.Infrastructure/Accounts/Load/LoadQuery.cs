using Loyalty.Application.Ports;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Members;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Rewards;
using Loyalty.Domain.Tiers;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>What the load statement is asked for one caller.</summary>
/// <param name="Program">Null where the account tells which one it is.</param>
/// <param name="Periods">Around which the usage of limits is asked for; null: it is not.</param>
/// <param name="TierWindows">Before which it is asked what was earned; null: it is not.</param>
sealed record LoadQuery(Command Command, LoyaltyProgram? Program, PointsCurrency? Currency, Periods? Periods = null,
    TierWindows? TierWindows = null)
{
    public static LoadQuery For(Command command, LoyaltyProgram program, PointsCurrency currency) =>
        new(command, program, currency, command.Missing?.Find<UsageAt>() is { } wanted
            ? Periods.Around(wanted.Time, program.TimeZone)
            : null,
            command.Missing?.Find<TierAt>() is { } tier ? TierWindows.Around(tier.Time, program) : null);

    /// <summary>Whether the account's open holds come with this caller's row.</summary>
    public bool WantsHolds { get; set; }

    /// <summary>How many active lots of the table come with it at most; null: all of them.</summary>
    public long? MaxLots { get; set; }

    public LotDepth Depth => Command.Depth;

    /// <summary>The same for callers who mean the same account in the same way.</summary>
    public (int?, int?, MemberReference?, AccountId?) Reference =>
        (Program?.Number, Currency?.Number, Member?.Member, Numbered?.Account);

    public MemberAccount? Member => Command.Who as MemberAccount;

    public NumberedAccount? Numbered => Command.Who as NumberedAccount;

    /// <summary>The entry that the caller names, or that its decision turned out to be about.</summary>
    public int? NamedSeq => Numbered?.Seq ?? Command.Missing?.Find<EntryWanted>()?.Seq;

    /// <summary>The promotion whose uses are asked for; null: none.</summary>
    public PromotionUsesOf? PromotionUses => Command.Missing?.Find<PromotionUsesOf>();

    /// <summary>The options of which it is asked what is left; null: none.</summary>
    public OptionFactsOf? Options => Command.Missing?.Find<OptionFactsOf>();

    /// <summary>The earlier redemptions that are asked for; null: none.</summary>
    public RewardsOf? Rewards => Command.Missing?.Find<RewardsOf>();

    /// <summary>The code of which it is asked whether it is taken; null: none.</summary>
    public string? Code => Command.Missing?.Find<CodeLookOf>()?.Code;

    /// <summary>What the caller's own id is found by; null: it has none.</summary>
    public byte[]? ExternalIdDigest => Program is not null && Command.Who.ExternalId is { } id
        ? NewOutcome.DigestOfExternalId(Program.Number, id)
        : null;

    public Identifier? Identifier => Member?.Member.Identifier;
}

/// <summary>What the load statement is asked for all callers who share it.</summary>
sealed class LoadQueries
{
    public LoadQueries(IReadOnlyList<LoadQuery> all, int maxLots, DateTimeOffset now)
    {
        (All, Now, Places) = (all, now, [.. Enumerable.Range(0, all.Count)]);
        KeysToConfirm = [.. all.Select(query => query.Command.KeyToConfirm).OfType<string>().Distinct()];

        // When several callers refer to one account in the same way, only the first one's row carries its holds and
        // lots: as many as any of these callers needs, and one more than are kept, which tells whether there are more.
        foreach (var same in all.GroupBy(query => query.Reference))
        {
            var depth = same.Max(query => query.Depth);
            foreach (var (place, query) in same.Index())
            {
                query.WantsHolds = place == 0;
                query.MaxLots = place > 0 || depth == LotDepth.Few ? 0 : depth == LotDepth.All ? null : maxLots + 1;
            }
        }
    }

    public IReadOnlyList<LoadQuery> All { get; }

    public DateTimeOffset Now { get; }

    /// <summary>The callers' places in their order.</summary>
    public int[] Places { get; }

    /// <summary>Ids of keys that were accepted from memory.</summary>
    public string[] KeysToConfirm { get; }

    /// <summary>A list with an element for each caller.</summary>
    public static SqlColumn<LoadQueries, LoadQuery, T> Column<T>(Func<LoadQuery, T> value) =>
        new(queries => queries.All, value);
}

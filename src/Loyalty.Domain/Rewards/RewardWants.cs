using System.Globalization;
using Loyalty.Domain.Accounts;

namespace Loyalty.Domain.Rewards;

/// <summary>Asks what is left of options, and which tags the member has.</summary>
/// <param name="Options">Their numbers, with spaces between.</param>
public sealed record OptionFactsOf(string Options) : WantedFact
{
    public static OptionFactsOf One(int option) => new(option.ToString(CultureInfo.InvariantCulture));
}

/// <summary>What the catalogue does not tell of options, since redemptions change it, and of who takes them.</summary>
/// <param name="Left">By number, of those that have a stock.</param>
public sealed record OptionFacts(
    OptionFactsOf Of, IReadOnlyDictionary<int, long> Left, IReadOnlyList<string> MemberTags);

/// <summary>Asks whether a code of the program is taken.</summary>
public sealed record CodeLookOf(string Code) : WantedFact;

public sealed record CodeLook(CodeLookOf Of, bool IsTaken);

/// <summary>The option's last one went to somebody else while this was decided.</summary>
public sealed record SoldOut
{
    public static readonly SoldOut Instance = new();
}

/// <summary>
/// Another redemption got the same code while this was decided: one that was made is made anew, the caller's own is
/// taken.
/// </summary>
public sealed record CodeTaken
{
    public static readonly CodeTaken Instance = new();
}

/// <summary>Asks for the account's earlier redemptions that give something and that rules have to count.</summary>
/// <param name="Options">Those of these options; their numbers, with spaces between.</param>
/// <param name="RateType">Those by the rate of this type and currency from a time on.</param>
/// <param name="OrderRef">Those for this order.</param>
public sealed record RewardsOf(
    string Options, string? RateType = null, string? RateCurrency = null, DateTimeOffset? Since = null,
    string? OrderRef = null) : WantedFact;

/// <summary>Earlier redemptions as they are stored: those that have not given all back.</summary>
public sealed record EarlierRewards(RewardsOf Of, IReadOnlyList<Redemption> Stored)
{
    /// <summary>As the account's decisions have left them since, and with those that it made.</summary>
    public IReadOnlyList<Redemption> In(AccountState account) =>
    [
        .. Stored.Where(redemption => !account.Redemptions.ContainsKey(redemption.Id))
            .Concat(account.Redemptions.Values.Where(redemption => redemption.Reward is not null))
            .Where(redemption => redemption.Net > Points.Zero),
    ];
}

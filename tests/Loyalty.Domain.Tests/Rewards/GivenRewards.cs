using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Rewards;
using Loyalty.Domain.Tiers;

namespace Loyalty.Domain.Tests.Rewards;

/// <summary>A program that gives something for points, and requests for it.</summary>
static class GivenRewards
{
    public static readonly ConversionRate Discount = new()
    {
        Type = "purchase_discount",
        Currency = "EUR",
        PointsPerUnit = new(20),
    };

    public static readonly ConversionRate Voucher = Discount with { Type = "voucher", ValidMonths = 6 };

    public static readonly ConversionRate Cashback = Discount with { Type = "cashback", PointsPerUnit = new(25) };

    public static readonly RedemptionOption Coffee = new()
    {
        Id = 7,
        Name = "Coffee",
        Type = "free_product",
        PointsCurrency = "points",
        Points = new(200),
        Values = [new(2.50m, "EUR")],
    };

    public static readonly Tier Gold = new() { Code = "gold", Number = 1, Level = 1, MinPointsEarned = new(500) };

    public static Money Eur(decimal amount) => new(amount, "EUR");

    public static Occasion On(ConversionRate rate, RedemptionPolicy? policy = null) => On(policy, [rate]);

    public static Occasion On(RedemptionOption option, RedemptionPolicy? policy = null) => On(policy, [], option);

    public static Occasion On(
        RedemptionPolicy? policy, IReadOnlyList<ConversionRate> rates, params RedemptionOption[] options) =>
        new(Given.Program() with
        {
            Tiers = [Gold],
            Policy = new() { Redemption = policy ?? new(), Rates = rates },
            Options = options.ToDictionary(option => option.Id!.Value),
        }, Given.Noon, "till", [1, 2, 3]);

    public static RedemptionRequest Request(
        string? type, decimal? points = null, decimal? amount = null, decimal? purchase = null, string? order = null) =>
        new(points is { } given ? new Points(given) : null, type, Particulars.None with { OrderRef = order })
        {
            Amount = amount is { } money ? Eur(money) : null,
            Purchase = purchase is { } total ? Eur(total) : null,
        };

    public static RedemptionRequest Take(RedemptionOption option, decimal? points = null) =>
        Request(null, points) with { Option = option.Id };

    public static Account Rich(decimal points = 10_000) => Given.EmptyAccount().With(Given.Accrual(points));

    /// <summary>
    /// The account moved there with all that its decision turns out to want, as the store would load it: of an account
    /// that was not stored yet nothing but what it remembers itself.
    /// </summary>
    public static Decision<T> Decide<T>(
        this Account account, Occasion on, Func<Account, Decision<T>> decision, int? left = null, params string[] tags)
    {
        var decided = decision(account.At(on));
        while (decided.Missing is { } missing)
        {
            foreach (var fact in missing.Facts)
            {
                on = on.Knowing(fact switch
                {
                    OptionFactsOf asked => new OptionFacts(
                        asked, asked.Options.Split(' ').ToDictionary(
                            number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture),
                            _ => (long)(left ?? 0)), tags),
                    RewardsOf asked => new EarlierRewards(asked, []),
                    CodeLookOf asked => new CodeLook(asked, IsTaken: false),
                    UsageAt asked => UsageBefore.Nothing(Periods.Around(asked.Time, "UTC")),
                    _ => throw new InvalidOperationException($"{fact}"),
                });
            }

            decided = decision(account.At(on));
        }

        return decided;
    }

    public static Decision<Redemption> Redeem(
        this Account account, Occasion on, RedemptionRequest request, int? left = null, params string[] tags) =>
        account.Decide(on, now => now.Redeem(request), left, tags);

    public static string? Refusal(
        this Account account, Occasion on, RedemptionRequest request, int? left = null, params string[] tags) =>
        account.Fork().Redeem(on, request, left, tags).Decline?.Code;
}

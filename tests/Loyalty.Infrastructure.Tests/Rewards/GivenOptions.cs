using System.Text.Json.Nodes;
using Loyalty.Application.Programs;
using Loyalty.Application.Redemptions;
using Loyalty.Application.Rewards;
using Loyalty.Domain;
using Loyalty.Domain.Rewards;
using Loyalty.Infrastructure.Ledger;

namespace Loyalty.Infrastructure.Tests.Rewards;

/// <summary>Programs with options and rates, and what members take of them.</summary>
static class GivenOptions
{
    public static readonly RedemptionOption Coffee = new()
    {
        Name = "Coffee",
        Type = "free_product",
        Points = new(10),
        Values = [new(2.50m, "EUR")],
    };

    public static readonly ConversionRate Voucher = new()
    {
        Type = "voucher",
        Currency = "EUR",
        PointsPerUnit = new(20),
    };

    public static Task<string> NewProgram(this Instance instance, params ConversionRate[] rates) =>
        instance.NewProgram(document: new ProgramDocument { Policy = new() { Rates = rates } });

    public static async Task<int> NewOption(this Instance instance, string program, RedemptionOption option) =>
        (await instance.Send(new CreateRedemptionOption(program, option))).Value.Id!.Value;

    public static Task<Result<RedemptionOption>> Patch(
        this Instance instance, string program, int option, string patch) =>
        instance.Send(new UpdateRedemptionOption(program, option, (JsonObject)JsonNode.Parse(patch)!));

    public static RedeemPoints Take(this TestMember member, int option, int? holdSeconds = null) => new(
        member.Account,
        new()
        {
            OptionId = option,
            Hold = holdSeconds is null ? null : new() { TimeoutSeconds = holdSeconds },
        });

    public static RedeemPoints By(this TestMember member, string type, decimal points, string? order = null,
        decimal? purchase = null) => new(
        member.Account,
        new()
        {
            Type = type,
            Points = new(points),
            PurchaseAmount = purchase is { } amount ? new(amount, "EUR") : null,
            Particulars = new() { OrderRef = order },
        });

    public static async Task<long?> Left(this Instance instance, string program, int option) =>
        (await instance.Send(new GetRedemptionOption(program, option))).Value.Stock;

    /// <summary>What is taken of an option, as it is stored.</summary>
    public static Task<long> Taken(this Instance instance, string program, int option) => instance.Query<long>(
        """
        select s.taken from option_stock s join program p using (program_number)
        where p.code = @program and s.option_number = @option
        """, new { program, option });

    /// <summary>All that verify finds.</summary>
    public static async Task<IReadOnlyList<string>> AllDifferences(this Instance instance)
    {
        var found = new List<string>();
        await instance.Get<LedgerVerifier>().Verify(
            difference => found.Add(difference.ToString()), CancellationToken.None);
        return found;
    }
}

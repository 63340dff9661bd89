using Loyalty.Application.Ports;
using Loyalty.Application.Promotions;
using Loyalty.Domain.Promotions;

namespace Loyalty.Application.Tests.Promotions;

public sealed class FindPromotionTests
{
    static readonly Promotion Seven = new() { Id = "SPRING", Number = 7, Name = "Spring" };

    static async Task<string?> Found(string idOrNumber, params Promotion[] known)
    {
        var promotions = Substitute.For<IPromotions>();
        promotions.Find("demo", Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(call => known.FirstOrDefault(promotion => promotion.Id == call.ArgAt<string>(1)));
        promotions.From("demo", Arg.Any<int>(), null, 1, Arg.Any<CancellationToken>()).Returns(call =>
            new CountedPromotions(
                [.. known.Where(promotion => promotion.Number >= call.ArgAt<int>(1)).Take(1)], known.Length));
        var found = await new FindPromotionHandler(promotions).Handle(new("demo", idOrNumber), default);
        return found.IsOk ? found.Value.Id : found.Decline!.Code;
    }

    [TestCase("SPRING", "SPRING")]
    [TestCase("7", "SPRING")]
    [TestCase("6", "promotion_not_found")]
    [TestCase("8", "promotion_not_found")]
    [TestCase("-7", "promotion_not_found")]
    [TestCase("99999999999", "promotion_not_found")]
    public async Task It_is_found_by_its_id_or_its_number(string sent, string expected) =>
        Assert.That(await Found(sent, Seven), Is.EqualTo(expected));

    [Test]
    public async Task An_id_goes_before_a_number() =>
        Assert.That(await Found("7", Seven, new Promotion { Id = "7", Number = 8, Name = "x" }), Is.EqualTo("7"));
}

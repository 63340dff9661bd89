using Loyalty.Api.Refusals;
using Loyalty.Application.Redemptions;
using Loyalty.Domain.Rewards;

namespace Loyalty.Api.Redemptions;

static class SaidReceipt
{
    /// <summary>The receipt with what goes without saying, and what it says to people in the language asked for.
    /// </summary>
    public static RedemptionReceipt Said(this RedemptionReceipt receipt, HttpContext context) => receipt with
    {
        RedemptionType = receipt.RedemptionType ?? RewardType.Generic,
        Message = Messages.For(context).Redemption(receipt.Status, receipt.Points),
    };
}

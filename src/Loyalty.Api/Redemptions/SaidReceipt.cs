using Loyalty.Api.Refusals;
using Loyalty.Application.Redemptions;

namespace Loyalty.Api.Redemptions;

static class SaidReceipt
{
    /// <summary>The receipt with what it says to people, in the language asked for.</summary>
    public static RedemptionReceipt Said(this RedemptionReceipt receipt, HttpContext context) => receipt with
    {
        Message = Messages.For(context).Redemption(receipt.Status, receipt.Points),
    };
}

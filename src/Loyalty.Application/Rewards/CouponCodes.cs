using System.Text.RegularExpressions;
using FluentValidation;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Rewards;

namespace Loyalty.Application.Rewards;

/// <summary>Codes that callers choose.</summary>
static partial class CouponCodes
{
    /// <summary>Null passes.</summary>
    public static IRuleBuilderOptions<T, string?> CouponCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(IsCode).Fails(
            FieldCodes.InvalidFormat,
            $"Must be 1 to {Coupon.MaxLength} visible ASCII characters without a slash; not . or ..");

    static bool IsCode(string? code) =>
        code is null || (code is not ("." or "..") && code.Length <= Coupon.MaxLength && Form().IsMatch(code));

    [GeneratedRegex(@"\A[!-.0-~]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

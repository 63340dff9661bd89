using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Loyalty.Api.Refusals;
using Loyalty.Application.Ledger;
using Loyalty.Application.Members;
using Loyalty.Application.Rewards;
using Loyalty.Domain;

namespace Loyalty.Api.Rewards;

/// <summary>Who shows a coupon, and what for.</summary>
public sealed record CouponUseBody
{
    /// <summary>Absent: whoever has the code.</summary>
    public MemberInput? Member { get; init; }

    /// <summary>Your own id of what it is used for; kept.</summary>
    public string? OrderId { get; init; }

    /// <summary>What the purchase comes to that it is used on.</summary>
    public Money? PurchaseAmount { get; init; }

    /// <summary>Its store tells shops of one key apart.</summary>
    public LocationInput? Location { get; init; }

    internal CouponInput Input() => new()
    {
        Member = Member,
        OrderId = OrderId,
        PurchaseAmount = PurchaseAmount,
        Store = Location?.Store,
    };
}

/// <summary>Who would show a coupon, and on what.</summary>
public sealed record CouponCheckBody
{
    /// <summary>Absent: whoever has the code.</summary>
    public MemberInput? Member { get; init; }

    /// <summary>What the purchase comes to that it would be used on.</summary>
    public Money? PurchaseAmount { get; init; }

    /// <summary>Its store tells shops of one key apart.</summary>
    public LocationInput? Location { get; init; }

    internal CouponInput Input() => new() { Member = Member, PurchaseAmount = PurchaseAmount, Store = Location?.Store };
}

/// <summary>For how long a coupon is set aside, and where.</summary>
public sealed record CouponHoldBody
{
    /// <summary>1 to the program's maximum; absent: the program's default.</summary>
    public int? TimeoutSeconds { get; init; }

    public LocationInput? Location { get; init; }
}

/// <summary>Where a coupon was set aside.</summary>
public sealed record CouponReleaseBody
{
    public LocationInput? Location { get; init; }
}

/// <summary>Why a use is taken back.</summary>
public sealed record CouponUnuseBody
{
    /// <summary>Kept with the coupon; at most 255 characters; erased with the member.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Whether a coupon can be used now.</summary>
public sealed record CouponCheckView
{
    public required bool Usable { get; init; }

    /// <summary>Every reason against it; empty when there is none.</summary>
    public required IReadOnlyList<ReasonView> Reasons { get; init; }

    /// <summary>What it takes off, never more than the purchase; absent: nothing that is counted in money.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Discount { get; init; }
}

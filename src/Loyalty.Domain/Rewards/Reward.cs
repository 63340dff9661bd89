namespace Loyalty.Domain.Rewards;

/// <summary>What a redemption gives, as it stands.</summary>
/// <param name="Terms">Fixed by the redemption's first entry.</param>
/// <param name="Value">Of the points that it took, or holds, and did not give back, or of all when it gave all back;
/// null: it is not counted in money.</param>
public sealed record Reward(RewardTerms Terms, Money? Value)
{
    /// <summary>
    /// Null for a reward without one, and before it is given; but one that the caller chose is kept by a hold, and
    /// given by its commit.
    /// </summary>
    public Coupon? Coupon { get; init; }

    /// <summary>As it was given, which is what the entries tell.</summary>
    public Reward AsGiven() => this with { Coupon = Coupon?.AsGiven() };

    public Money? Fee => Value is null ? null : Terms.Fee?.Of(Value);

    /// <summary>The same for other points than before.</summary>
    public Reward For(Points points) => this with { Value = Terms.ValueOf(points) };
}

/// <summary>How what a redemption gives stands.</summary>
public static class RewardStatus
{
    /// <summary>The points are only set aside.</summary>
    public const string Pending = "pending";
    public const string Active = "active";

    /// <summary>Its code is set aside for a shop.</summary>
    public const string Held = "held";

    /// <summary>Its code was used.</summary>
    public const string Used = "used";

    /// <summary>The code's last day is over.</summary>
    public const string Expired = "expired";

    /// <summary>The points went back; or its member was erased, and nobody else may use it.</summary>
    public const string Void = "void";
}

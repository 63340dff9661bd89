using Loyalty.Domain.Redemptions;

namespace Loyalty.Domain;

/// <summary>
/// The catalogue of every expected "no": a code enters it as its decline is made. docs/errors.md has a row for each.
/// </summary>
public static class Declines
{
    static readonly HashSet<string> Made = ["validation_failed"];

    public static readonly Decline IdempotencyKeyRequired =
        Make(DeclineKind.Invalid, "idempotency_key_required") with
        {
            Errors = [FieldCodes.Required.At("Idempotency-Key")],
        };
    public static readonly Decline KeyRefused = Make(DeclineKind.Unauthorized, "unauthorized");
    public static readonly Decline Forbidden = Make(DeclineKind.Forbidden, "forbidden");
    public static readonly Decline ProgramNotFound = Make(DeclineKind.NotFound, "program_not_found");
    public static readonly Decline MemberNotFound = Make(DeclineKind.NotFound, "member_not_found");
    public static readonly Decline TransactionNotFound = Make(DeclineKind.NotFound, "transaction_not_found");
    public static readonly Decline PromotionNotFound = Make(DeclineKind.NotFound, "promotion_not_found");
    public static readonly Decline OptionNotFound = Make(DeclineKind.NotFound, "option_not_found");
    public static readonly Decline CouponNotFound = Make(DeclineKind.NotFound, "coupon_not_found");
    public static readonly Decline KeyNotFound = Make(DeclineKind.NotFound, "not_found", ("thing", "key"));
    public static readonly Decline CurrencyNotFound = Make(
        DeclineKind.NotFound, "not_found", ("thing", "points_currency"));
    public static readonly Decline ExportTaskNotFound = Make(
        DeclineKind.NotFound, "not_found", ("thing", "export_task"));
    public static readonly Decline NumberTaken = Make(DeclineKind.Conflict, "number_taken");

    /// <summary>Who comes back keeps the number of before.</summary>
    public static readonly Decline NumberFixed =
        Make(DeclineKind.Conflict, "number_taken", ("reason", "has_another"));
    public static readonly Decline CodeTaken = Make(DeclineKind.Conflict, "code_taken");
    public static readonly Decline CouponCodeTaken = Make(DeclineKind.Conflict, "code_taken", ("reason", "of_coupon"));
    public static readonly Decline TierInUse = Make(DeclineKind.Conflict, "tier_in_use");
    public static readonly Decline AmbiguousReference = Make(DeclineKind.Conflict, "ambiguous_reference");
    public static readonly Decline FieldInUse = Make(DeclineKind.Conflict, "field_in_use");
    public static readonly Decline ExternalIdTaken = Make(DeclineKind.Conflict, "external_id_taken");
    public static readonly Decline OptionIdTaken =
        Make(DeclineKind.Conflict, "external_id_taken", ("reason", "of_option"));
    public static readonly Decline AlreadyRotated = Make(DeclineKind.Conflict, "already_rotated");
    public static readonly Decline AlreadyCommitted = Make(DeclineKind.Conflict, "already_committed");
    public static readonly Decline AlreadyRolledBack = Make(DeclineKind.Conflict, "already_rolled_back");
    public static readonly Decline HoldTimedOut = Make(DeclineKind.Conflict, "hold_timed_out");
    public static readonly Decline AlreadyCancelled = Make(DeclineKind.Conflict, "already_cancelled");
    public static readonly Decline NotCancellable = Make(DeclineKind.Conflict, "not_cancellable");

    /// <summary>What the redemption gave was used.</summary>
    public static readonly Decline Delivered = Make(DeclineKind.Conflict, "not_cancellable", ("reason", "delivered"));
    public static readonly Decline CouponNotUsed =
        Make(DeclineKind.Conflict, "not_cancellable", ("reason", "coupon_not_used"));
    public static readonly Decline CouponAlreadyUsed = Make(DeclineKind.Conflict, "coupon_already_used");
    public static readonly Decline CouponHeld = Make(DeclineKind.Conflict, "coupon_held");
    public static readonly Decline CouponVoid = Make(DeclineKind.Refused, "coupon_void");
    public static readonly Decline CouponExpired = Make(DeclineKind.Refused, "coupon_expired");
    public static readonly Decline CouponNotTransferable = Make(DeclineKind.Refused, "coupon_not_transferable");
    public static readonly Decline CancellationWindowClosed =
        Make(DeclineKind.Conflict, "cancellation_window_closed");
    public static readonly Decline AccountClosed = Make(DeclineKind.Refused, "account_closed");
    public static readonly Decline PointsRequired = Make(DeclineKind.Refused, "points_required");

    public static readonly Decline PointsAndAmount =
        Make(DeclineKind.Refused, "points_mismatch", ("reason", "points_and_amount"));

    /// <summary>Of something at a fixed cost that a hold is to be committed for another.</summary>
    public static readonly Decline PointsMismatch =
        Make(DeclineKind.Refused, "points_mismatch", ("reason", "whole_only"));

    /// <summary>Nothing would be left of so few points, rounded and after the fee.</summary>
    public static readonly Decline WorthNothing =
        Make(DeclineKind.Refused, "below_minimum", ("reason", "worth_nothing"));

    /// <summary>A promotion's multiplier leaves nothing of so few points.</summary>
    public static readonly Decline RoundedToNothing =
        Make(DeclineKind.Refused, "below_minimum", ("reason", "rounded_to_nothing"));
    public static readonly Decline IdempotencyKeyReused =
        Make(DeclineKind.Refused, "idempotency_key_reused") with { IsRecorded = false };

    static readonly Decline NoValueIn = Make(DeclineKind.Refused, "currency_not_supported");
    static readonly Decline TakenIdentifier = Make(DeclineKind.Conflict, "identifier_taken");
    static readonly Decline ReachedLimit = Make(DeclineKind.Refused, "limit_reached");
    static readonly Decline TooFewPoints = Make(DeclineKind.Refused, "insufficient_points");
    static readonly Decline MoreThanHeld = Make(DeclineKind.Refused, "exceeds_hold");
    static readonly Decline MoreThanCancellable = Make(DeclineKind.Refused, "exceeds_cancellable");
    static readonly Decline SpentAccrual = Make(DeclineKind.Refused, "accrual_already_spent");

    /// <summary>All codes of this catalogue, those of the rules of redemptions among them.</summary>
    public static IReadOnlyCollection<string> Codes => Made;

    public static Decline Invalid(IReadOnlyList<FieldError> errors) =>
        new(DeclineKind.Invalid, [Reason.Of("validation_failed")], errors);

    public static Decline CurrencyNotSupported(string currency) => NoValueIn.With(("currency", currency));

    public static Decline IdentifierTaken(string kind) => TakenIdentifier.With(("kind", kind));

    /// <param name="limit">Which one, as docs/errors.md names it.</param>
    /// <param name="bounds">What its message tells besides.</param>
    public static Decline LimitReached(string limit, params (string Name, string Value)[] bounds) =>
        ReachedLimit.With([("limit", limit), .. bounds]);

    public static Decline InsufficientPoints(string available) => TooFewPoints.With(("available", available));

    public static Decline ExceedsHold(string held) => MoreThanHeld.With(("held", held));

    public static Decline ExceedsCancellable(string cancellable) =>
        MoreThanCancellable.With(("cancellable", cancellable));

    public static Decline AccrualAlreadySpent(string left) => SpentAccrual.With(("left", left));

    /// <summary>A redemption that breaks rules.</summary>
    public static Decline Refused(IReadOnlyList<Reason> reasons) => new(DeclineKind.Refused, reasons, []);

    static Decline Make(DeclineKind kind, string code, params (string Name, string Value)[] arguments)
    {
        Made.Add(code);
        return new(kind, [Reason.Of(code, arguments)], []);
    }

    static Declines() => Made.UnionWith(RedemptionRules.Codes);
}

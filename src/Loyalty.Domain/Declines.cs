namespace Loyalty.Domain;

/// <summary>The catalogue of every expected "no"; docs/errors.md has a row for each code.</summary>
public static class Declines
{
    public const string IdempotencyKeyReusedCode = "idempotency_key_reused";

    public static readonly Decline Incomplete = Make(DeclineKind.Incomplete, "incomplete");

    public static readonly Decline IdempotencyKeyRequired =
        Make(DeclineKind.Invalid, "idempotency_key_required") with
        {
            Errors = [new("Idempotency-Key", "required", "Must be given.")],
        };
    public static readonly Decline KeyRefused = Make(DeclineKind.Unauthorized, "unauthorized");
    public static readonly Decline Forbidden = Make(DeclineKind.Forbidden, "forbidden");
    public static readonly Decline ProgramNotFound = Make(DeclineKind.NotFound, "program_not_found");
    public static readonly Decline MemberNotFound = Make(DeclineKind.NotFound, "member_not_found");
    public static readonly Decline TransactionNotFound = Make(DeclineKind.NotFound, "transaction_not_found");
    public static readonly Decline KeyNotFound = Make(DeclineKind.NotFound, "not_found", ("thing", "key"));
    public static readonly Decline CurrencyNotFound = Make(
        DeclineKind.NotFound, "not_found", ("thing", "points_currency"));
    public static readonly Decline NumberTaken = Make(DeclineKind.Conflict, "number_taken");
    public static readonly Decline CodeTaken = Make(DeclineKind.Conflict, "code_taken");
    public static readonly Decline ExternalIdTaken = Make(DeclineKind.Conflict, "external_id_taken");
    public static readonly Decline AlreadyRotated = Make(DeclineKind.Conflict, "already_rotated");
    public static readonly Decline AlreadyCommitted = Make(DeclineKind.Conflict, "already_committed");
    public static readonly Decline AlreadyRolledBack = Make(DeclineKind.Conflict, "already_rolled_back");
    public static readonly Decline HoldTimedOut = Make(DeclineKind.Conflict, "hold_timed_out");
    public static readonly Decline AlreadyCancelled = Make(DeclineKind.Conflict, "already_cancelled");
    public static readonly Decline NotCancellable = Make(DeclineKind.Conflict, "not_cancellable");
    public static readonly Decline CancellationWindowClosed =
        Make(DeclineKind.Conflict, "cancellation_window_closed");
    public static readonly Decline AccountClosed = Make(DeclineKind.Refused, "account_closed");
    public static readonly Decline IdempotencyKeyReused = Make(DeclineKind.Refused, IdempotencyKeyReusedCode);

    /// <summary>The order in which the reasons of a refused redemption are named.</summary>
    public static readonly IReadOnlyList<string> RedemptionOrder =
    [
        "account_closed", "account_blocked", "insufficient_points", "below_minimum", "above_maximum", "not_a_multiple",
        "limit_reached",
    ];

    /// <summary>All codes of this catalogue.</summary>
    public static readonly IReadOnlyList<string> Codes =
    [
        .. RedemptionOrder, "validation_failed", "idempotency_key_required", "unauthorized", "forbidden", "not_found",
        "program_not_found", "member_not_found", "transaction_not_found", "number_taken", "code_taken",
        "identifier_taken", "external_id_taken", "already_rotated", "already_committed", "already_rolled_back", "hold_timed_out",
        "already_cancelled", "not_cancellable", "cancellation_window_closed", "exceeds_hold", "exceeds_cancellable",
        "accrual_already_spent", IdempotencyKeyReusedCode,
    ];

    public static Decline Invalid(string field, string code, string message) => Invalid([new(field, code, message)]);

    public static Decline Invalid(IReadOnlyList<FieldError> errors) =>
        new(DeclineKind.Invalid, [Reason.Of("validation_failed")], errors);

    public static Decline IdentifierTaken(string kind) =>
        Make(DeclineKind.Conflict, "identifier_taken", ("kind", kind));

    public static Decline LimitReached(string limit) => Make(DeclineKind.Refused, "limit_reached", ("limit", limit));

    public static Decline InsufficientPoints(string available) =>
        Make(DeclineKind.Refused, "insufficient_points", ("available", available));

    public static Decline ExceedsHold(string held) => Make(DeclineKind.Refused, "exceeds_hold", ("held", held));

    public static Decline ExceedsCancellable(string cancellable) =>
        Make(DeclineKind.Refused, "exceeds_cancellable", ("cancellable", cancellable));

    public static Decline AccrualAlreadySpent(string left) =>
        Make(DeclineKind.Refused, "accrual_already_spent", ("left", left));

    public static Decline Refused(IReadOnlyList<Reason> reasons) => new(DeclineKind.Refused, reasons, []);

    static Decline Make(DeclineKind kind, string code, params (string Name, string Value)[] arguments) =>
        new(kind, [Reason.Of(code, arguments)], []);
}

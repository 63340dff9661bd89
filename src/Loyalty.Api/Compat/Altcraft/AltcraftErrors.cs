using Loyalty.Api.Refusals;
using Loyalty.Domain;

namespace Loyalty.Api.Compat.Altcraft;

/// <summary>
/// Our codes as this dialect says them. The vendor has published 0, 400, 401, 402 and the beginning of 403; the rest is
/// our own decision ([I] in docs/compat/altcraft.md), and stands here alone.
/// </summary>
static class AltcraftErrors
{
    const int Incorrect = 400;
    const int NoToken = 401;
    const int NoAccess = 403;
    const int NotFound = 404;
    const int Conflict = 409;

    /// <summary>By our code; those that are not named here are said by their status.</summary>
    static readonly Dictionary<string, (int Error, string Text)> ByCode = new()
    {
        ["validation_failed"] = (Incorrect, "Incorrect request"),
        ["unauthorized"] = (NoToken, "API token required"),
        ["forbidden"] = (NoAccess, "No access"),
        ["program_not_found"] = (NotFound, "loyalty program not found"),
        ["member_not_found"] = (NotFound, "profile not found"),
        ["promotion_not_found"] = (NotFound, "promotion not found"),
        ["transaction_not_found"] = (NotFound, "transaction not found"),
        ["not_found"] = (NotFound, "not found"),
        ["insufficient_points"] = (Incorrect, "Not enough points"),
        ["below_minimum"] = (Incorrect, "The amount is too small"),
        ["above_maximum"] = (Incorrect, "The amount is too large"),
        ["not_a_multiple"] = (Incorrect, "The amount is not a multiple"),
        ["limit_reached"] = (Incorrect, "A limit is reached"),
        ["promotion_amount_mismatch"] = (Incorrect, "The amount is not the promotion's"),
        ["points_mismatch"] = (Incorrect, "The amount is not what it costs"),
        ["currency_not_supported"] = (Incorrect, "The currency is not supported"),
        ["exceeds_purchase_share"] = (Incorrect, "More than the purchase allows"),
        ["not_combinable"] = (Incorrect, "It can't be combined"),
        ["code_taken"] = (Conflict, "The code is in use"),
        ["out_of_stock"] = (Incorrect, "It is out of stock"),
        ["not_eligible"] = (Incorrect, "The profile is not eligible"),
        ["points_required"] = (Incorrect, "The amount is required"),
        ["account_blocked"] = (NoAccess, "The profile is blocked"),
        ["account_closed"] = (NotFound, "profile not found in the loyalty program"),
        ["accrual_already_spent"] = (Incorrect, "The points are spent already"),
        ["external_id_taken"] = (Conflict, "The transaction_eid is in use"),
        ["idempotency_key_reused"] = (Conflict, "The Idempotency-Key is in use"),
        ["ambiguous_reference"] = (Conflict, "Several transactions have this transaction_eid: send transaction_id"),
        ["already_committed"] = (Conflict, "The transaction is committed already"),
        ["already_rolled_back"] = (Conflict, "The transaction is rolled back already"),
        ["hold_timed_out"] = (Conflict, "The transaction has timed out"),
        ["already_cancelled"] = (Conflict, "The transaction is cancelled already"),
        ["not_cancellable"] = (Conflict, "The transaction can't be cancelled"),
        ["cancellation_window_closed"] = (Conflict, "It is too late to cancel the transaction"),
        ["identifier_taken"] = (Conflict, "The profile exists already"),
        ["method_not_allowed"] = (405, "Method not allowed"),
        ["request_timeout"] = (408, "The request came too slowly"),
        ["payload_too_large"] = (413, "The request is too large"),
        ["uri_too_long"] = (414, "The address is too long"),
        ["unsupported_media_type"] = (415, "The content type is not supported"),
        ["headers_too_large"] = (431, "The headers are too large"),
        ["rate_limited"] = (429, "Too many requests"),
        ["internal_error"] = (500, "Internal error"),
        ["unavailable"] = (503, "The service is unavailable, try again"),
    };

    /// <summary>Our fields as clients know them.</summary>
    static readonly Dictionary<string, string> Fields = new()
    {
        ["points"] = "amount",
        ["points_currency"] = "points_currency_eid",
        ["external_id"] = "transaction_eid",
        ["occurred_at"] = "created_at",
        ["enrolled_at"] = "registration_date",
        ["hold.timeout_seconds"] = "temp_timeout_sec",
        ["pending.timeout_seconds"] = "temp_timeout_sec",
        ["available_at"] = "activation_date",
        ["expires_at"] = "expiration_date",
        ["metadata"] = "external_data",
        ["member.email"] = "email",
        ["member.phone"] = "phone",
        ["member.custom"] = "field_name",
        ["member.external_id"] = "profile_id",
        ["member.member_id"] = "profile_id",
        ["from"] = "date_from",
        ["to"] = "date_to",
    };

    /// <summary>What is wrong with a field, where our words name another field.</summary>
    static readonly Dictionary<string, string> FieldTexts = new()
    {
        [FieldCodes.NotAfterAvailableAt.Code] = "Must lie after activation_date.",
        [FieldCodes.BeforeFrom.Code] = "Must not lie before date_from.",
    };

    /// <summary>Every code that has a row, for the tests that hold the documents to it.</summary>
    public static IReadOnlyDictionary<string, (int Error, string Text)> Table => ByCode;

    public static (int Error, string Text) Of(Refusal refusal)
    {
        var decline = refusal.Decline;
        var (error, text) = ByCode.TryGetValue(decline.Code, out var known) ? known
            : (refusal.Status, Messages.English.Title(decline.Code));
        if (decline.Reasons[0].Arguments.TryGetValue("thing", out var thing))
        {
            return (error, $"{thing.Replace('_', ' ')} not found");
        }

        if (decline.Errors.Count > 0)
        {
            var fields = decline.Errors.Select(
                wrong => $"{Fields.GetValueOrDefault(wrong.Field, wrong.Field)}: "
                    + FieldTexts.GetValueOrDefault(wrong.Code, wrong.Message));
            return (error, $"{text}: {string.Join(" ", fields)}");
        }

        return decline.Kind is DeclineKind.Refused && error == Incorrect
            ? (error, $"{text}: {Messages.English.Detail(decline.Reasons[0])}")
            : (error, text);
    }
}

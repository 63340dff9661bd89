namespace Loyalty.Domain;

/// <summary>
/// What can be wrong with one field of a request: a stable code, and the English message where one says all.
/// </summary>
public sealed record FieldCode
{
    internal FieldCode(string code, string message) => (Code, Message) = (code, message);

    public string Code { get; }

    /// <summary>What is told unless the place has something more exact to say.</summary>
    public string Message { get; }

    public FieldError At(string field, string? message = null) => new(field, Code, message ?? Message);

    /// <summary>The refusal of a request in which nothing else is wrong.</summary>
    public Decline Decline(string field, string? message = null) => Declines.Invalid([At(field, message)]);

    public override string ToString() => Code;
}

/// <summary>
/// The catalogue of codes of fields: each enters it as it is made. docs/errors.md has a row for each, and every
/// language a text.
/// </summary>
public static class FieldCodes
{
    static readonly Dictionary<string, FieldCode> ByCode = [];

    public static readonly FieldCode Required = Make("required", "Must be given.");
    public static readonly FieldCode EmptyBody = Make("empty_body", "Is empty.");
    public static readonly FieldCode InvalidJson = Make("invalid_json", "Is no valid JSON.");
    public static readonly FieldCode InvalidText = Make(
        "invalid_text", "Has U+0000, a lone surrogate, or is not UTF-8.");
    public static readonly FieldCode UnknownProperty = Make("unknown_property", "There is no such property.");
    public static readonly FieldCode DuplicateProperty = Make(
        "duplicate_property", "A property stands more than once.");
    public static readonly FieldCode UnknownParameter = Make(
        "unknown_parameter", "There is no such query parameter.");
    public static readonly FieldCode EmptyParameter = Make(
        "empty_parameter", "Has no value: leave the parameter out to ask without it.");
    public static readonly FieldCode WrongType = Make("wrong_type", "Has the wrong type.");
    public static readonly FieldCode InvalidFormat = Make("invalid_format", "Has the wrong form.");
    public static readonly FieldCode InvalidLength = Make("invalid_length", "Is too short or too long.");
    public static readonly FieldCode InvalidIdentifier = Make("invalid_identifier", "Is no valid identifier.");
    public static readonly FieldCode InvalidCursor = Make(
        "invalid_cursor", "Is no cursor of this list with these filters.");
    public static readonly FieldCode InvalidIdempotencyKey = Make(
        "invalid_idempotency_key", "Must be one value of 1 to 255 visible ASCII characters.");
    public static readonly FieldCode UnknownValue = Make("unknown_value", "Is none of the possible values.");
    public static readonly FieldCode UnknownField = Make("unknown_field", "Is no custom field of this program.");
    public static readonly FieldCode OutOfRange = Make("out_of_range", "Is too small or too large.");
    public static readonly FieldCode NotPositive = Make("not_positive", "Must be above zero.");
    public static readonly FieldCode Zero = Make("zero", "Must not be zero.");
    public static readonly FieldCode TooLarge = Make("too_large", "Is too large.");
    public static readonly FieldCode TooPrecise = Make("too_precise", "Has too many decimals.");
    public static readonly FieldCode BelowMinPoints = Make("below_min_points", "Must not lie below min_points.");
    public static readonly FieldCode ExactlyOne = Make("exactly_one", "Exactly one must be given.");
    public static readonly FieldCode MutuallyExclusive = Make(
        "mutually_exclusive", "Can't be given together with another.");
    public static readonly FieldCode Mismatch = Make("mismatch", "Differs from another that it has to agree with.");
    public static readonly FieldCode Duplicate = Make("duplicate", "Stands more than once.");
    public static readonly FieldCode Reserved = Make("reserved", "This name is reserved.");
    public static readonly FieldCode Immutable = Make("immutable", "Can't be changed.");
    public static readonly FieldCode SeveralOperators = Make(
        "several_operators", "Must all belong to the key's operator.");
    public static readonly FieldCode InTheFuture = Make("in_the_future", "Must not lie in the future.");
    public static readonly FieldCode InThePast = Make("in_the_past", "Must lie in the future.");
    public static readonly FieldCode BeforeFrom = Make("before_from", "Must not lie before from.");
    public static readonly FieldCode NotAfterStartsAt = Make(
        "not_after_starts_at", "Must lie after starts_at.");
    public static readonly FieldCode NotAfterAvailableAt = Make(
        "not_after_available_at", "Must lie after available_at.");

    public static IReadOnlyCollection<FieldCode> All => ByCode.Values;

    static FieldCode Make(string code, string message)
    {
        var made = new FieldCode(code, message);
        ByCode.Add(code, made);
        return made;
    }
}

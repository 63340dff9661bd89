using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Loyalty.Domain;

namespace Loyalty.Application.Pipeline;

/// <summary>The shapes that several commands share, each with its stable error code.</summary>
public static class Rules
{
    public const int MaxTextLength = 255;

    /// <summary>What is told when the rule before it is broken.</summary>
    public static IRuleBuilderOptions<T, TProperty> Fails<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, FieldCode code, string? message = null) =>
        rule.WithErrorCode(code.Code).WithMessage(message ?? code.Message);

    /// <summary>The same, where a validator looks by itself.</summary>
    public static void AddFailure<T>(
        this ValidationContext<T> context, FieldCode code, string field, string? message = null) =>
        context.AddFailure(new ValidationFailure(field, message ?? code.Message) { ErrorCode = code.Code });

    /// <summary>The failures with the paths that the fields have in JSON.</summary>
    public static IEnumerable<FieldError> FieldErrors(this ValidationResult result) => result.Errors.Select(
        failure => new FieldError(JsonPath(failure.PropertyName), failure.ErrorCode, failure.ErrorMessage));

    static string JsonPath(string propertyName) =>
        string.Join('.', propertyName.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));

    public static IRuleBuilderOptions<T, TProperty> Required<T, TProperty>(this IRuleBuilder<T, TProperty> rule) =>
        rule.NotEmpty().Fails(FieldCodes.Required);

    /// <summary>
    /// Zero, negative and endless amounts are no amounts; the currency's scale is checked with the account.
    /// </summary>
    public static IRuleBuilderOptions<T, Points?> AmountOfPoints<T>(this IRuleBuilder<T, Points?> rule) => rule
        .Must(points => points is null || points > Points.Zero).Fails(FieldCodes.NotPositive)
        .Must(points => points is null || points <= Points.Max)
            .Fails(FieldCodes.TooLarge, $"Must be at most {Points.Max}.");

    public static IRuleBuilderOptions<T, string?> Text<T>(
        this IRuleBuilder<T, string?> rule, int maxLength = MaxTextLength) =>
        rule.Must(text => text is null || text.Length >= 1 && text.EnumerateRunes().Count() <= maxLength)
            .Fails(FieldCodes.InvalidLength, $"Must have 1 to {maxLength} characters.");

    /// <summary>Names and ids stand in one line: no control characters, no line breaks.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(
        this IRuleBuilder<T, string?> rule, int maxLength = MaxTextLength) => rule.Text(maxLength)
        .Must(text => text is null || !text.Any(BreaksLines))
            .Fails(FieldCodes.InvalidText, "Must have no control characters or line breaks.");

    /// <summary>Of spaces alone it would look like nothing.</summary>
    public static IRuleBuilderOptions<T, string?> NotBlank<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || !IsBlank(text)).Fails(FieldCodes.InvalidText, "Must not be blank.");

    /// <summary>Spaces alone; what has no length at all is too short.</summary>
    public static bool IsBlank(string text) => text.Length > 0 && string.IsNullOrWhiteSpace(text);

    public static bool BreaksLines(char unit) => char.IsControl(unit) || unit is '\u2028' or '\u2029';

    public static IRuleBuilderOptions<T, string?> OneOf<T>(
        this IRuleBuilder<T, string?> rule, IReadOnlyList<string> values) =>
        rule.Must(value => value is null || values.Contains(value))
            .Fails(FieldCodes.UnknownValue, $"Must be one of: {string.Join(", ", values)}.");

    /// <summary>The end of a span, which may be open on either side; both ends may be the same.</summary>
    public static IRuleBuilderOptions<T, DateTimeOffset?> NotBefore<T>(
        this IRuleBuilder<T, DateTimeOffset?> rule, Func<T, DateTimeOffset?> from) =>
        rule.Must((query, to) => !(from(query) > to))
            .Fails(FieldCodes.BeforeFrom);

    /// <summary>1…2^31−1.</summary>
    public static IRuleBuilderOptions<T, int?> Number<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Must(number => number is null or > 0).Fails(FieldCodes.OutOfRange, "Must be 1 to 2147483647.");

    /// <summary>Both ends included.</summary>
    public static IRuleBuilderOptions<T, int> Within<T>(this IRuleBuilder<T, int> rule, int least, int most) =>
        rule.InclusiveBetween(least, most).Fails(FieldCodes.OutOfRange, $"Must be {least} to {most}.");

    /// <summary>Both ends included; null passes.</summary>
    public static IRuleBuilderOptions<T, int?> Within<T>(this IRuleBuilder<T, int?> rule, int least, int most) =>
        rule.InclusiveBetween(least, most).Fails(FieldCodes.OutOfRange, $"Must be {least} to {most}.");

    /// <summary>Runs a validator on a part whose members are the body's own: their names get no prefix.</summary>
    public static IRuleBuilderOptionsConditions<T, TPart> Unprefixed<T, TPart>(
        this IRuleBuilder<T, TPart> rule, IValidator<TPart> validator) => rule.Custom((part, context) =>
        validator.Validate(part).Errors.ForEach(context.AddFailure));
}

using System.Text.Json;
using Loyalty.Application.Pipeline;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Api.Refusals;

/// <summary>
/// What the service says to people, in one language; the texts are in messages.*.json beside this file.
/// </summary>
sealed class Messages
{
    public static readonly IReadOnlyDictionary<string, Messages> All =
        new[] { "en", "lt", "ru" }.ToDictionary(language => language, Load);

    public static readonly Messages English = All["en"];

    Messages(Texts texts) => Texts = texts;

    public Texts Texts { get; }

    /// <summary>The language asked for, the member's, or English, whichever is there first.</summary>
    public static Messages For(HttpContext context) =>
        Wanted(context).FirstOrDefault(All.ContainsKey) is { } language ? All[language] : English;

    /// <summary>The name of a thing in the language asked for, or the member's, or else its usual one.</summary>
    public static string NameOf(string name, IReadOnlyDictionary<string, string>? names, HttpContext context) =>
        names is null ? name : Wanted(context).Select(names.GetValueOrDefault).FirstOrDefault(own => own is not null)
            ?? name;

    static IEnumerable<string> Wanted(HttpContext context) => context.Request.GetTypedHeaders().AcceptLanguage
        .Where(range => range.Quality is null or > 0)
        .OrderByDescending(range => range.Quality ?? 1)
        .Select(range => range.Value.ToString().Split('-')[0].ToLowerInvariant())
        .Append(context.RequestServices.GetRequiredService<AnswerFacts>().OwnerLanguage)
        .OfType<string>();

    public string Title(string code) => Texts.Titles[code];

    /// <summary>
    /// The text for the code, or the more special one for one of its arguments ("limit_reached.points_per_day").
    /// </summary>
    public string Detail(Reason reason)
    {
        var special = reason.Arguments.Values.Select(value => $"{reason.Code}.{value}")
            .FirstOrDefault(Texts.Details.ContainsKey);
        return Fill(Texts.Details[special ?? reason.Code], reason.Arguments);
    }

    public FieldError Localize(FieldError error) =>
        Texts.Fields.TryGetValue(error.Code, out var message) ? error with { Message = message } : error;

    /// <summary>What has become of a redemption.</summary>
    public string Redemption(string status, Points points)
    {
        var text = status switch
        {
            RedemptionStatus.Held => Texts.Held,
            RedemptionStatus.Posted => Texts.Redeemed,
            RedemptionStatus.RolledBack or RedemptionStatus.TimedOut => Texts.Returned,
            _ => Texts.Cancelled,
        };
        return Fill(text, new Dictionary<string, string> { ["points"] = points.ToString() });
    }

    static string Fill(string text, IReadOnlyDictionary<string, string> arguments) =>
        arguments.Aggregate(text, (filled, pair) =>
            filled.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));

    static Messages Load(string language)
    {
        using var stream = typeof(Messages).Assembly.GetManifestResourceStream($"messages.{language}.json")!;
        return new(JsonSerializer.Deserialize<Texts>(stream, JsonSerializerOptions.Web)!);
    }
}

/// <param name="Titles">By code; English alone has them.</param>
/// <param name="Details">By code, or code and argument.</param>
/// <param name="Fields">By the code of a field's error; English messages come with the rule that was broken.</param>
sealed record Texts(
    IReadOnlyDictionary<string, string> Titles,
    IReadOnlyDictionary<string, string> Details,
    IReadOnlyDictionary<string, string> Fields,
    string Redeemed,
    string Held,
    string Returned,
    string Cancelled);

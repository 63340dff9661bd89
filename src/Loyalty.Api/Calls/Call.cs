using FastEndpoints;

namespace Loyalty.Api.Calls;

/// <summary>
/// A call of the API, declared once: routing, authorization, limits, the query reader, the confirmation of keys and the
/// contract's document all read it here.
/// </summary>
/// <param name="Id">Its name in the document, after the use case.</param>
public sealed record Call(Http Method, string Route, string Id)
{
    public required string Summary { get; init; }

    /// <summary>What a key must be allowed to do; null: anybody may call it.</summary>
    public string? Scope { get; init; }

    /// <summary>Enough for a part of what the call does, which the use case tells apart; null: there is none.</summary>
    public string? OtherScope { get; init; }

    /// <summary>Null: it has no body.</summary>
    public Type? Body { get; init; }

    public AnswerForm Answers { get; init; } = AnswerForm.Nothing;

    public IdempotencyRule Idempotency { get; init; }

    /// <summary>
    /// It loads an account, and that load confirms the caller's key: no look-up of its own is needed. (Where it turns
    /// out not to load one, the key is confirmed before the answer leaves.)
    /// </summary>
    public bool LoadsAccount { get; init; }

    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>Problems besides those that every call has.</summary>
    public IReadOnlyList<(int Status, string Code)> Problems { get; init; } = [];

    /// <summary>
    /// Of another vendor's contract: its body is read before the caller is known, parameters that it does not know are
    /// ignored, and who sends no idempotency key gets one of its own.
    /// </summary>
    public bool IsVendors { get; init; }

    /// <summary>False where another's documents describe it.</summary>
    public bool IsDocumented { get; init; } = true;

    public static IEnumerable<(int, string)> NotFound(params string[] codes) =>
        Of(StatusCodes.Status404NotFound, codes);

    public static IEnumerable<(int, string)> Conflict(params string[] codes) =>
        Of(StatusCodes.Status409Conflict, codes);

    public static IEnumerable<(int, string)> Refused(IEnumerable<string> codes) =>
        Of(StatusCodes.Status422UnprocessableEntity, codes);

    static IEnumerable<(int, string)> Of(int status, IEnumerable<string> codes) => codes.Select(code => (status, code));
}

/// <summary>What a call answers when all goes well.</summary>
/// <param name="Type">Null: the answer has no content.</param>
public sealed record AnswerForm(int Status, Type? Type)
{
    public static readonly AnswerForm Nothing = new(StatusCodes.Status204NoContent, null);

    /// <summary>A form that is not JSON is a text to the document.</summary>
    public IReadOnlyList<string> MediaTypes { get; init; } = ["application/json"];

    public static AnswerForm Ok<T>() => new(StatusCodes.Status200OK, typeof(T));

    public static AnswerForm Created<T>() => new(StatusCodes.Status201Created, typeof(T));
}

public enum IdempotencyRule
{
    None,
    Optional,
    Required,
}

public sealed record QueryParameter(string Name, string Description, string Type = "string", string? Format = null)
{
    /// <summary>Of every call about one account.</summary>
    public static readonly QueryParameter PointsCurrency =
        new("points_currency", "Code of the points currency; the program's default one without.");

    /// <summary>Of every list.</summary>
    public static readonly IReadOnlyList<QueryParameter> Paging =
    [
        new("limit", "How many at most: 1 to 200, 50 by default.", "integer"),
        new("cursor", "The next_cursor of the page before."),
    ];
}

namespace Loyalty.Api.Calls;

/// <summary>What the contract's document says of an endpoint; the route and the scope are the endpoint's own.</summary>
public sealed record ApiOperation
{
    /// <summary>Its name in the document, after the use case.</summary>
    public required string Id { get; init; }

    public required string Summary { get; init; }

    /// <summary>Null: anybody may call it.</summary>
    public string? Scope { get; init; }

    /// <summary>Null: it has no body.</summary>
    public Type? Body { get; init; }

    /// <summary>Null: the answer has no content.</summary>
    public Type? Answer { get; init; }

    /// <summary>A form that is not JSON is a text to the document.</summary>
    public IReadOnlyList<string> AnswerTypes { get; init; } = ["application/json"];

    public int Status { get; init; } = StatusCodes.Status200OK;

    public IdempotencyRule Idempotency { get; init; }

    /// <summary>
    /// It does nothing, and tells nothing but problems, without the load of an account, which confirms the caller's key.
    /// </summary>
    public bool LoadsAccount { get; init; }

    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>Codes of problems besides those that every operation has.</summary>
    public IReadOnlyList<(int Status, string Code)> Problems { get; init; } = [];
}

public enum IdempotencyRule
{
    None,
    Optional,
    Required,
}

public sealed record QueryParameter(string Name, string Description, string Type = "string", string? Format = null)
{
    /// <summary>Of every list.</summary>
    public static readonly IReadOnlyList<QueryParameter> Paging =
    [
        new("limit", "How many at most: 1 to 200, 50 by default.", "integer"),
        new("cursor", "The next_cursor of the page before."),
    ];
}

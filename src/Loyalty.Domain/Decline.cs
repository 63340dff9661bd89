namespace Loyalty.Domain;

/// <summary>The families of an expected "no".</summary>
public enum DeclineKind
{
    /// <summary>The request can't be understood as it is: 400, never recorded under an idempotency key.</summary>
    Invalid,

    /// <summary>Nobody with a valid key asks: 401, never recorded.</summary>
    Unauthorized,

    /// <summary>The caller may not do this: 403, never recorded.</summary>
    Forbidden,

    /// <summary>What the request names does not exist for this caller: 404, never recorded.</summary>
    NotFound,

    /// <summary>The state of a thing stands against it: 409, recorded.</summary>
    Conflict,

    /// <summary>The rules of the program stand against it: 422, recorded.</summary>
    Refused,
}

/// <summary>One reason of a decline: a stable code, and what a message about it needs to say.</summary>
public sealed record Reason(string Code, IReadOnlyDictionary<string, string> Arguments)
{
    public static Reason Of(string code, params (string Name, string Value)[] arguments) =>
        new(code, arguments.ToDictionary(argument => argument.Name, argument => argument.Value));
}

/// <summary>What is wrong with one field of a request; the path is written as in JSON ("member.email").</summary>
public sealed record FieldError(string Field, string Code, string Message);

/// <summary>Why the answer is no. <see cref="Code"/> is the first reason in the documented order.</summary>
public sealed record Decline(DeclineKind Kind, IReadOnlyList<Reason> Reasons, IReadOnlyList<FieldError> Errors)
{
    public string Code => Reasons[0].Code;

    /// <summary>True when a retry under the same idempotency key must get this decline again.</summary>
    public bool IsRecorded { get; init; } = Kind is DeclineKind.Conflict or DeclineKind.Refused;

    /// <summary>The same decline with what its message needs to say.</summary>
    public Decline With(params (string Name, string Value)[] arguments) =>
        this with { Reasons = [Reason.Of(Code, arguments)] };
}

namespace Loyalty.Application;

/// <summary>What a key may do; stored and shown by these names.</summary>
public static class Scope
{
    public const string Read = "read";
    public const string Accrue = "accrue";
    public const string Redeem = "redeem";
    public const string Cancel = "cancel";
    public const string Manage = "manage";
    public const string SkipCode = "skip_code";

    public static readonly IReadOnlyList<string> All = [Read, Accrue, Redeem, Cancel, Manage, SkipCode];
}

/// <summary>Who asks: an API key.</summary>
/// <param name="KeyName">Kept over rotation; it names who performed an entry and scopes idempotency keys.</param>
/// <param name="Operator">Code of the operator that the key belongs to; null spans all operators (the bootstrap
/// key).</param>
/// <param name="Programs">Codes of the programs that the key is bound to; null: all of its operator's.</param>
public sealed record Caller(
    string KeyName, string? Operator, IReadOnlyList<string>? Programs, IReadOnlyList<string> Scopes)
{
    /// <summary>Name of the key from the settings.</summary>
    public const string BootstrapName = "bootstrap";

    /// <summary>Whoever runs the program's own verbs: they can reach the database anyway.</summary>
    public const string CommandLineName = "command-line";

    /// <summary>No key that is made can have these.</summary>
    public static readonly IReadOnlyList<string> ReservedNames = [BootstrapName, CommandLineName];

    public bool Sees(string programOperator, string program) =>
        (Operator is null || Operator == programOperator) && (Programs is null || Programs.Contains(program));
}

/// <summary>What belongs to one request: who asks, under which key, and whether the answer was given before.</summary>
public sealed class RequestScope
{
    public Caller Caller { get; set; } = new("", "", [], []);

    /// <summary>
    /// Id of the caller's key as long as it is only remembered to have been valid: the account's load confirms it, or
    /// else whoever answers without one. Null: it is valid.
    /// </summary>
    public string? KeyToConfirm { get; set; }

    /// <summary>Code of the program that the request is about, once it is known to exist.</summary>
    public string? Program { get; set; }

    /// <summary>Language of the member that the request is about, once known: messages fall back to it.</summary>
    public string? MemberLanguage { get; set; }

    /// <summary>The path asked for: part of an idempotency key's scope where no account is involved.</summary>
    public string Path { get; set; } = "";

    /// <summary>The Idempotency-Key header's values as they came.</summary>
    public IReadOnlyList<string> IdempotencyHeader { get; set; } = [];

    /// <summary>Set by the pipeline when the request has a valid idempotency key.</summary>
    public IdempotencyKey? Idempotency { get; set; }

    /// <summary>True when the answer is a recorded one.</summary>
    public bool IsReplay { get; set; }
}

/// <summary>An idempotency key and the fingerprint of the command that came with it.</summary>
/// <param name="Operator">Names of keys are one operator's own; empty for the bootstrap key.</param>
public sealed record IdempotencyKey(string Operator, string KeyName, string Path, string Value, byte[] Fingerprint);

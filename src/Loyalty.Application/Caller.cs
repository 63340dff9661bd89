namespace Loyalty.Application;

/// <summary>What a key may do; stored and shown by these names.</summary>
public static class Scope
{
    public const string Read = "read";
    public const string Accrue = "accrue";
    public const string Redeem = "redeem";
    public const string Cancel = "cancel";

    /// <summary>Register, change, list and search members.</summary>
    public const string Members = "members";

    /// <summary>Exports and reports.</summary>
    public const string Export = "export";

    /// <summary>Programs, keys, adjustments; block and erase members.</summary>
    public const string Manage = "manage";
    public const string SkipCode = "skip_code";

    public static readonly IReadOnlyList<string> All =
        [Read, Accrue, Redeem, Cancel, Members, Export, Manage, SkipCode];
}

/// <summary>Who asks: an API key.</summary>
/// <param name="KeyName">Kept over rotation; it names who performed an entry.</param>
/// <param name="Operator">Code of the operator that the key belongs to; null spans all operators (the bootstrap
/// key).</param>
/// <param name="Programs">Codes of the programs that the key is bound to; null: all of its operator's.</param>
public sealed record Caller(
    string KeyName, string? Operator, IReadOnlyList<string>? Programs, IReadOnlyList<string> Scopes)
{
    /// <summary>
    /// The key's line of rotation, which scopes idempotency keys: two keys may bear one name.
    /// </summary>
    public string Line { get; init; } = KeyName;

    /// <summary>Whoever asks without a key: sees nothing.</summary>
    public static readonly Caller Nobody = new("", "", [], []);

    /// <summary>Name of the key from the settings.</summary>
    public const string BootstrapName = "bootstrap";

    /// <summary>Whoever runs the program's own verbs: they can reach the database anyway.</summary>
    public const string CommandLineName = "command-line";

    /// <summary>No key that is made can have these.</summary>
    public static readonly IReadOnlyList<string> ReservedNames = [BootstrapName, CommandLineName];

    /// <summary>Work of the service itself, which sees all and was asked for by nobody.</summary>
    public static Caller Inside(string name) => new(name, null, null, []);

    public bool May(string scope) => Scopes.Contains(scope);

    public bool Sees(string programOperator, string program) =>
        (Operator is null || Operator == programOperator) && (Programs is null || Programs.Contains(program));
}

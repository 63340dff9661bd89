namespace Loyalty.Domain.Accounts;

/// <summary>
/// What a decision on an account came to: its value, why the business says no, or that more has to be known first. The
/// store answers the last with a second decision on more; no caller sees it.
/// </summary>
public sealed class Decision<T>
{
    readonly Result<T>? result;

    Decision(Result<T> result) => this.result = result;

    Decision(MissingParts missing) => Missing = missing;

    /// <summary>Null when the decision was made.</summary>
    public MissingParts? Missing { get; }

    /// <exception cref="InvalidOperationException">The decision could not be made.</exception>
    public Result<T> Result =>
        result ?? throw new InvalidOperationException("The decision needs to know more, and was not made.");

    public bool IsOk => result is { IsOk: true };

    public Decline? Decline => result?.Decline;

    /// <exception cref="InvalidOperationException">The decision is a decline, or could not be made.</exception>
    public T Value => Result.Value;

    public Decision<TOther> Then<TOther>(Func<T, TOther> next) => Missing is { } missing ? missing : Result.Then(next);

    /// <summary>The same refusal, or the same lack, for another value.</summary>
    /// <exception cref="InvalidOperationException">The decision has a value.</exception>
    public Decision<TOther> Otherwise<TOther>() => Missing is { } missing ? missing
        : Decline ?? throw new InvalidOperationException("The decision has a value.");

    public static implicit operator Decision<T>(T value) => new(value);

    public static implicit operator Decision<T>(Decline decline) => new(decline);

    public static implicit operator Decision<T>(Result<T> result) => new(result);

    public static implicit operator Decision<T>(MissingParts missing) => new(missing);
}

/// <summary>What a decision found missing in what it was given.</summary>
public sealed record MissingParts
{
    public static readonly MissingParts AllLots = new() { Depth = LotDepth.All };

    public static readonly MissingParts SumsOfLots = new() { Depth = LotDepth.FirstAndSums };

    /// <summary>How much it needs to know of the account's lots.</summary>
    public LotDepth Depth { get; private init; }

    /// <summary>The facts that it needs, one of a type, in the order of the types' names.</summary>
    public IReadOnlyList<WantedFact> Facts { get; private init; } = [];

    public static MissingParts Of(params IEnumerable<WantedFact> facts) => new()
    {
        Facts = [.. facts.OrderBy(fact => fact.GetType().Name, StringComparer.Ordinal)],
    };

    public T? Find<T>()
        where T : WantedFact => Facts.OfType<T>().FirstOrDefault();

    /// <summary>
    /// Both what was asked for before and what is missing now. Who lacks lots gets the first of them, and all only when
    /// those do not do.
    /// </summary>
    public MissingParts After(MissingParts? earlier)
    {
        var known = earlier?.Depth ?? LotDepth.Few;
        var depth = Depth == LotDepth.All && known == LotDepth.Few ? LotDepth.First : Depth;
        return new()
        {
            Depth = depth > known ? depth : known,
            Facts = [.. Facts.Concat(earlier?.Facts ?? []).DistinctBy(fact => fact.GetType())
                .OrderBy(fact => fact.GetType().Name, StringComparer.Ordinal)],
        };
    }

    public bool Equals(MissingParts? other) =>
        other is not null && Depth == other.Depth && Facts.SequenceEqual(other.Facts);

    public override int GetHashCode() => HashCode.Combine(Depth, Facts.Count);
}

/// <summary>How much is known of an account's lots.</summary>
public enum LotDepth
{
    /// <summary>A few active ones, first in the order of spending, and all pending ones.</summary>
    Few,

    /// <summary>Several hundreds of them.</summary>
    First,

    /// <summary>The sums over the active ones, too: <see cref="OpenLots"/>.</summary>
    FirstAndSums,

    All,
}

/// <summary>
/// A fact that a decision names because it was not among those it was given; a part of the load brings it.
/// </summary>
public abstract record WantedFact;

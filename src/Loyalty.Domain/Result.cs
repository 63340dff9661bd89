namespace Loyalty.Domain;

/// <summary>What a use case answers: its value, or why the business says no.</summary>
public sealed class Result<T> : IResult<Result<T>>
{
    readonly T? value;

    Result(T value) => this.value = value;

    Result(Decline decline) => Decline = decline;

    public Decline? Decline { get; }

    public bool IsOk => Decline is null;

    /// <exception cref="InvalidOperationException">The result is a decline.</exception>
    public T Value => IsOk ? value! : throw new InvalidOperationException($"Declined: {Decline!.Code}");

    public Result<TOther> Then<TOther>(Func<T, TOther> next) => IsOk ? next(value!) : Decline!;

    public static implicit operator Result<T>(T value) => new(value);

    public static implicit operator Result<T>(Decline decline) => new(decline);

    static Result<T> IResult<Result<T>>.From(Decline decline) => decline;
}

/// <summary>Lets the pipeline see and make declines without knowing the value's type.</summary>
public interface IResult<TSelf>
    where TSelf : IResult<TSelf>
{
    Decline? Decline { get; }

    static abstract TSelf From(Decline decline);
}

/// <summary>A use case that answers nothing but that it is done.</summary>
public sealed record Done
{
    public static readonly Done Instance = new();
}

using Loyalty.Domain.Accounts;

namespace Loyalty.Application.Accounts;

/// <summary>How long something temporary stays open before it times out.</summary>
public sealed record TemporaryInput
{
    /// <summary>1 to the program's maximum; absent: the program's default.</summary>
    public int? TimeoutSeconds { get; init; }

    public Temporary Read() => new(TimeoutSeconds);
}

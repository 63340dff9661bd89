using Loyalty.Domain.Programs;

namespace Loyalty.Domain.Accounts;

/// <summary>
/// Everything but the account and the request that a decision may depend on: given from outside, so that a decision
/// made twice on the same occasion comes out the same.
/// </summary>
/// <param name="Program">The program as it stands in the snapshot that the account was loaded from.</param>
/// <param name="Now">Server time, to the microsecond.</param>
/// <param name="PerformedBy">Name of the API key.</param>
/// <param name="Randomness">Random bytes, for what must not be guessed: the salt of a free text's digest.</param>
public sealed record Occasion(LoyaltyProgram Program, DateTimeOffset Now, string PerformedBy, byte[] Randomness)
{
    public Facts Facts { get; init; } = Facts.None;
}

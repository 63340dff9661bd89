using Loyalty.Domain;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Rewards;

namespace Loyalty.Application.Ports;

/// <summary>
/// Redemption options of programs. They are the program's: each change makes a new version of it, so that a decision
/// uses those of its load's snapshot. How many of one are left changes with redemptions, and stands beside.
/// </summary>
public interface IRedemptionOptions
{
    /// <summary>Newest first.</summary>
    Task<Page<RedemptionOption>> Page(
        string program, bool? active, string? externalId, PageRequest page, CancellationToken ct);

    /// <summary>Null when the program has none of that number.</summary>
    Task<RedemptionOption?> Find(string program, int number, CancellationToken ct);

    /// <summary>
    /// Adds an option and assigns its number where none was given; declined when the number or its external id is
    /// taken.
    /// </summary>
    /// <param name="program">As it was read.</param>
    /// <returns>The option as it is stored; null: somebody else changed the program since it was read.</returns>
    Task<Result<RedemptionOption>?> Add(LoyaltyProgram program, RedemptionOption option, CancellationToken ct);

    /// <summary>Stores an option that was there; declined when its external id is taken.</summary>
    /// <param name="program">As it was read.</param>
    /// <param name="setsStock">Whether how many are left is set, too; what was taken stays as it is.</param>
    /// <returns>Null: somebody else changed the program since it was read.</returns>
    Task<Result<RedemptionOption>?> Replace(
        LoyaltyProgram program, RedemptionOption before, RedemptionOption after, bool setsStock, CancellationToken ct);
}

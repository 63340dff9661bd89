using Loyalty.Application.Promotions;
using Loyalty.Domain;
using Loyalty.Domain.Programs;
using Loyalty.Domain.Promotions;

namespace Loyalty.Application.Ports;

/// <summary>
/// Promotions of programs. They are the program's: each change makes a new version of it, so that a decision uses those
/// of its load's snapshot.
/// </summary>
public interface IPromotions
{
    /// <summary>Newest first.</summary>
    Task<Page<Promotion>> Page(string program, bool? active, PageRequest page, CancellationToken ct);

    /// <summary>Null when the program has none of that id.</summary>
    Task<Promotion?> Find(string program, string id, CancellationToken ct);

    /// <summary>Those from a number on, in the order of their numbers, and how many there are in all.</summary>
    Task<CountedPromotions> From(string program, int number, bool? active, int take, CancellationToken ct);

    /// <summary>Numbers by ids, of those that are there.</summary>
    Task<IReadOnlyDictionary<string, int>> Numbers(string program, IReadOnlyList<string> ids, CancellationToken ct);

    /// <summary>
    /// Adds a promotion and assigns its number where none was given; declined when the id or the number is taken.
    /// </summary>
    /// <param name="program">As it was read.</param>
    /// <returns>The promotion as it is stored; null: somebody else changed the program since it was read.</returns>
    Task<Result<Promotion>?> Add(LoyaltyProgram program, Promotion promotion, CancellationToken ct);

    /// <summary>Stores a promotion that was there.</summary>
    /// <param name="program">As it was read.</param>
    /// <returns>Null: somebody else changed the program since it was read.</returns>
    Task<Result<Promotion>?> Replace(
        LoyaltyProgram program, Promotion before, Promotion after, CancellationToken ct);
}

using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Accounts;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>
/// Whether an account's lots stand where <see cref="LotPlaces"/> puts them, and its row tells of the others what they
/// are.
/// </summary>
/// <param name="row">The account as its row alone tells it.</param>
/// <param name="table">Its lots in table "lot", each with what its column "open" says.</param>
sealed class PlacesCheck(AccountState row, IReadOnlyList<(bool IsOpen, Lot Lot)> table)
{
    public IEnumerable<Difference> Differences()
    {
        foreach (var (isOpen, lot) in table)
        {
            foreach (var difference in Compare(lot.Id, "open of the lot", lot.IsOpen, isOpen)
                .Concat(Compare(lot.Id, "places of the lot", 1, row.Lots.Find(lot.Id) is null ? 1 : 2)))
            {
                yield return difference;
            }
        }

        foreach (var lot in row.Lots)
        {
            foreach (var difference in Compare(lot.Id, "open of the lot on the row", true, lot.IsOpen))
            {
                yield return difference;
            }
        }

        var last = row.Lots.LastOrDefault(lot => !lot.Pending);
        var behind = table.Select(stored => stored.Lot).Where(lot => lot is { Pending: false, IsOpen: true }).ToList();
        foreach (var lot in behind.Where(lot => last is not null && lot.CompareTo(last) < 0))
        {
            yield return new(row.Id, lot.Id, "place of the lot", "on the row", "behind it");
        }

        var ending = behind.Where(lot => lot.ExpiresAt is { } at && at == last?.ExpiresAt).Sum(lot => lot.Free);
        foreach (var difference in row.Behind is not { } told ? []
            : Compare(null, "lots behind the row", behind.Count, told.Count)
                .Concat(Compare(null, "points behind the row that end next", ending, told.EndingAtHorizon)))
        {
            yield return difference;
        }
    }

    IEnumerable<Difference> Compare<T>(int? lot, string what, T expected, T found)
        where T : struct =>
        expected.Equals(found) ? [] : [new(row.Id, lot, what, $"{expected}", $"{found}")];
}

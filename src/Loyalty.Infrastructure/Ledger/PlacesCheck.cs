using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Tables;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>
/// Whether an account's lots stand where <see cref="LotPlaces"/> puts them, and its row tells of the others what they
/// are.
/// </summary>
/// <param name="onRow">The lots on the row, as they were unpacked.</param>
/// <param name="table">Its lots in table "lot", each with what its column "open" says.</param>
sealed class PlacesCheck(AccountRow row, LotSet onRow, IReadOnlyList<(bool IsOpen, Lot Lot)> table)
{
    public IEnumerable<Difference> Differences() => OfRow().Concat(OfTable()).Concat(OfBehind());

    IEnumerable<Difference> OfRow() =>
        Compare(null, "lots on the row, in order", Hex(PackedLots.Write([.. LotPlaces.InOrder(onRow)])), Hex(row.Lots))
            .Concat(onRow.SelectMany(lot => Compare(lot.Id, "open of the lot on the row", true, lot.IsOpen)));

    IEnumerable<Difference> OfTable() => table.SelectMany(stored =>
        Compare(stored.Lot.Id, "open of the lot", stored.Lot.IsOpen, stored.IsOpen)
            .Concat(Compare(stored.Lot.Id, "places of the lot", 1, onRow.Find(stored.Lot.Id) is null ? 1 : 2)));

    IEnumerable<Difference> OfBehind()
    {
        var last = onRow.LastOrDefault(lot => lot.IsActive);
        var lots = table.Select(stored => stored.Lot).ToList();
        var behind = LotPlaces.Known(lots, last);
        return lots.Where(lot => lot.IsActive)
            .SelectMany(lot => Compare(lot.Id, "comes before the row's last", false, lot.CompareTo(last) < 0))
            .Concat(row.Behind is not { } told ? []
                : Compare(null, "lots behind the row", behind.Count, told.Count)
                    .Concat(Compare(
                        null, "points behind the row that end next", behind.EndingAtHorizon, told.EndingAtHorizon)));
    }

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    IEnumerable<Difference> Compare<T>(int? lot, string what, T expected, T found)
        where T : notnull =>
        expected.Equals(found) ? [] : [new(row.Bare.Id, lot, what, $"{expected}", $"{found}")];
}

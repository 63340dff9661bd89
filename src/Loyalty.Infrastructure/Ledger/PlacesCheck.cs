using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;
using Loyalty.Infrastructure.Accounts;
using Loyalty.Infrastructure.Accounts.Tables;

namespace Loyalty.Infrastructure.Ledger;

/// <summary>
/// Whether an account's lots stand where <see cref="LotPlaces"/> puts them, and its row tells of the others what they
/// are.
/// </summary>
/// <param name="row">The account as its row alone tells it.</param>
/// <param name="packed">The lots as they stand there.</param>
/// <param name="table">Its lots in table "lot", each with what its column "open" says.</param>
sealed class PlacesCheck(AccountState row, byte[] packed, IReadOnlyList<(bool IsOpen, Lot Lot)> table)
{
    public IEnumerable<Difference> Differences() => OfRow().Concat(OfTable()).Concat(OfBehind());

    IEnumerable<Difference> OfRow()
    {
        var lots = PackedLots.Read(packed);
        return Compare(null, "sums of the lots on the row", Hex(PackedLots.Write(lots)), Hex(packed))
            .Concat(Compare(null, "number of lots on the row", row.Lots.Count, lots.Count))
            .Concat(lots.SelectMany(lot => Compare(lot.Id, "open of the lot on the row", true, lot.IsOpen)));
    }

    IEnumerable<Difference> OfTable() => table.SelectMany(stored =>
        Compare(stored.Lot.Id, "open of the lot", stored.Lot.IsOpen, stored.IsOpen)
            .Concat(Compare(stored.Lot.Id, "places of the lot", 1, row.Lot(stored.Lot.Id) is null ? 1 : 2)));

    IEnumerable<Difference> OfBehind()
    {
        var last = row.Lots.LastOrDefault(lot => !lot.Pending);
        var behind = table.Select(stored => stored.Lot).Where(lot => lot is { Pending: false, IsOpen: true }).ToList();
        var ending = behind.Where(lot => lot.ExpiresAt is { } at && at == last?.ExpiresAt).Sum(lot => lot.Free);
        return behind
            .SelectMany(lot => Compare(lot.Id, "lot in order before the row's last", false, lot.CompareTo(last) < 0))
            .Concat(row.Behind is not { } told ? []
                : Compare(null, "lots behind the row", behind.Count, told.Count)
                    .Concat(Compare(null, "points behind the row that end next", ending, told.EndingAtHorizon)));
    }

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    IEnumerable<Difference> Compare<T>(int? lot, string what, T expected, T found)
        where T : notnull =>
        expected.Equals(found) ? [] : [new(row.Id, lot, what, $"{expected}", $"{found}")];
}

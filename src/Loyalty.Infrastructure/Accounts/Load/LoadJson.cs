using System.Text.Json;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;
using Loyalty.Domain.Ledger;

namespace Loyalty.Infrastructure.Accounts.Load;

/// <summary>Reads the lists in a row of the load statement; each item is an array, in the statement's order.</summary>
static class LoadJson
{
    public static List<Lot> Lots(string? list) => Items(list, lot => new Lot
    {
        Id = lot[0].GetInt32(),
        Points = Amount(lot[1]),
        Remaining = Amount(lot[2]),
        Held = Amount(lot[3]),
        Pending = lot[4].GetBoolean(),
        AvailableAt = lot[5].GetDateTimeOffset(),
        ExpiresAt = Time(lot[6]),
        OriginalExpiresAt = Time(lot[7]),
        Status = lot[8].GetString()!,
        PendingUntil = Time(lot[9]),
        PostedAt = Time(lot[10]),
        Released = Amount(lot[11]),
        TakenBack = Amount(lot[12]),
    });

    public static List<Redemption> Redemptions(string? list) => Items(list, redemption => new Redemption
    {
        Id = redemption[0].GetInt32(),
        Status = redemption[1].GetString()!,
        Type = redemption[2].GetString()!,
        Points = Amount(redemption[3]),
        Committed = Amount(redemption[4]),
        Released = Amount(redemption[5]),
        Cancelled = Amount(redemption[6]),
        HoldExpiresAt = Time(redemption[7]),
        PostedAt = Time(redemption[8]),
        EndedAt = Time(redemption[9]),
        Takings = LotTaking.Of(LotsText.Read(redemption[10].GetString()!)),
        Opening = new(Amount(redemption[12]) - Amount(redemption[11]), Amount(redemption[12]),
            redemption[13].GetString(), redemption[14].GetDateTimeOffset()),
    });

    static List<T> Items<T>(string? list, Func<JsonElement, T> read)
    {
        if (list is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(list);
        return [.. document.RootElement.EnumerateArray().Select(read)];
    }

    static Points Amount(JsonElement element) => new(element.GetDecimal());

    static DateTimeOffset? Time(JsonElement element) =>
        element.ValueKind == JsonValueKind.Null ? null : element.GetDateTimeOffset();
}

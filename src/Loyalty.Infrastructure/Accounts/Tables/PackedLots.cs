using System.Buffers.Binary;
using Loyalty.Domain;
using Loyalty.Domain.Accounts;

namespace Loyalty.Infrastructure.Accounts.Tables;

/// <summary>
/// Lots as they stand on their account's row: one byte that tells the form, the sums of their active, held and pending
/// points, then each lot in <see cref="Width"/> bytes. A new member of <see cref="Lot"/> is a new form, which the
/// checks of the row and the view "every_lot" have to know.
/// </summary>
/// <remarks>
/// The database logs a row from the first byte that changed to the last: what a spend changes comes first.
/// </remarks>
static class PackedLots
{
    /// <summary>How many lots an account's row has at most.</summary>
    public const int Most = 16;

    const byte Form = 1;
    const int Head = 1 + (3 * sizeof(long));
    const int Width = 85;
    const int IsPending = 16;
    const long Unit = 10_000;
    const long MostUnits = 100_000_000_000_000 * Unit;
    const long Never = long.MinValue;
    const long Earliest = -UnixTicks / TimeSpan.TicksPerMicrosecond;
    const long Latest = (LastTicks - UnixTicks) / TimeSpan.TicksPerMicrosecond;
    const long UnixTicks = 621_355_968_000_000_000;
    const long LastTicks = 3_155_378_975_999_999_999;

    /// <summary>By the number that stands for it.</summary>
    static readonly string[] Statuses =
    [
        AccrualStatus.Pending, AccrualStatus.Posted, AccrualStatus.RolledBack, AccrualStatus.TimedOut,
        AccrualStatus.PartlyCancelled, AccrualStatus.Cancelled,
    ];

    public static byte[] Write(IReadOnlyList<Lot> lots)
    {
        var packed = new byte[Head + (lots.Count * Width)];
        packed[0] = Form;
        var rest = packed.AsSpan(1);
        Put(ref rest, lots.Where(lot => !lot.Pending).Sum(lot => lot.Remaining));
        Put(ref rest, lots.Sum(lot => lot.Held));
        Put(ref rest, lots.Where(lot => lot.Pending).Sum(lot => lot.Remaining));
        foreach (var lot in lots)
        {
            Put(ref rest, lot.Remaining);
            Put(ref rest, lot.Held);
            BinaryPrimitives.WriteInt32BigEndian(rest, lot.Id);
            rest = rest[sizeof(int)..];
            Put(ref rest, lot.Points);
            Put(ref rest, lot.Released);
            Put(ref rest, lot.Cancelled);
            Put(ref rest, lot.AvailableAt);
            Put(ref rest, lot.ExpiresAt);
            Put(ref rest, lot.OriginalExpiresAt);
            Put(ref rest, lot.PendingUntil);
            Put(ref rest, lot.PostedAt);
            rest[0] = (byte)(NumberOf(lot.Status) | (lot.Pending ? IsPending : 0));
            rest = rest[1..];
        }

        return packed;
    }

    /// <exception cref="InvalidDataException">They were not written by this version, or changed by hand.</exception>
    public static IReadOnlyList<Lot> Read(ReadOnlySpan<byte> packed)
    {
        if (packed[0] != Form)
        {
            throw new InvalidDataException($"Lots of form {packed[0]} were written by a later version.");
        }

        var lots = new Lot[(packed.Length - Head) / Width];
        var rest = packed[Head..];
        for (var i = 0; i < lots.Length; i++)
        {
            lots[i] = new()
            {
                Remaining = TakePoints(ref rest),
                Held = TakePoints(ref rest),
                Id = TakeNumber(ref rest),
                Points = TakePoints(ref rest),
                Released = TakePoints(ref rest),
                Cancelled = TakePoints(ref rest),
                AvailableAt = TakeTime(ref rest) ?? throw new InvalidDataException("A lot is available at no time."),
                ExpiresAt = TakeTime(ref rest),
                OriginalExpiresAt = TakeTime(ref rest),
                PendingUntil = TakeTime(ref rest),
                PostedAt = TakeTime(ref rest),
                Status = StatusOf(rest[0] & ~IsPending),
                Pending = (rest[0] & IsPending) != 0,
            };
            rest = rest[1..];
        }

        return lots.Sum(lot => lot.Remaining) <= Points.Max && lots.Sum(lot => lot.Held) <= Points.Max
            ? lots
            : throw new InvalidDataException("Lots have more points than a balance.");
    }

    static int NumberOf(string status) => Array.IndexOf(Statuses, status) is >= 0 and var number
        ? number
        : throw new InvalidOperationException($"A lot's status {status} has no number.");

    static string StatusOf(int number) => number < Statuses.Length
        ? Statuses[number]
        : throw new InvalidDataException($"A lot has a status of number {number}.");

    static void Put(ref Span<byte> rest, Points points) => Put(ref rest, (long)(points.Value * Unit));

    static void Put(ref Span<byte> rest, DateTimeOffset? time) => Put(
        ref rest,
        time is { } at ? (at.UtcTicks - UnixTicks) / TimeSpan.TicksPerMicrosecond : Never);

    static void Put(ref Span<byte> rest, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(rest, number);
        rest = rest[sizeof(long)..];
    }

    static int TakeNumber(ref ReadOnlySpan<byte> rest)
    {
        var number = BinaryPrimitives.ReadInt32BigEndian(rest);
        rest = rest[sizeof(int)..];
        return number;
    }

    static Points TakePoints(ref ReadOnlySpan<byte> rest)
    {
        var units = Take(ref rest);
        if (units is < 0 or > MostUnits)
        {
            throw new InvalidDataException("A lot has a number of points that there is not.");
        }

        return new(new((int)units, (int)(units >> 32), 0, isNegative: false, Points.MaxScale));
    }

    static DateTimeOffset? TakeTime(ref ReadOnlySpan<byte> rest) => Take(ref rest) switch
    {
        Never => null,
        >= Earliest and <= Latest and var micros =>
            DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond),
        _ => throw new InvalidDataException("A lot has a time that there is not."),
    };

    static long Take(ref ReadOnlySpan<byte> rest)
    {
        var number = BinaryPrimitives.ReadInt64BigEndian(rest);
        rest = rest[sizeof(long)..];
        return number;
    }
}

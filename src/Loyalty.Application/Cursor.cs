using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Loyalty.Application;

/// <summary>
/// A position in a list as opaque text. A checksum over the position and the list it belongs to makes an altered
/// cursor, or one of another list, an error instead of a wrong page; it is no secret, and need not be one.
/// </summary>
public static class Cursor
{
    const int ChecksumBytes = 6;

    public static string Write(string list, string position) =>
        Base64Url.EncodeToString([.. Checksum(list, position), .. Encoding.UTF8.GetBytes(position)]);

    /// <summary>False when the cursor was not written for this list.</summary>
    public static bool TryRead(string list, string cursor, out string position)
    {
        position = "";
        var bytes = new byte[cursor.Length];
        if (!Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            || length <= ChecksumBytes)
        {
            return false;
        }

        position = Encoding.UTF8.GetString(bytes, ChecksumBytes, length - ChecksumBytes);
        return !position.Any(char.IsControl)
            && Checksum(list, position).AsSpan().SequenceEqual(bytes.AsSpan(0, ChecksumBytes))
            && Write(list, position) == cursor;
    }

    static byte[] Checksum(string list, string position) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n{position}"))[..ChecksumBytes];
}

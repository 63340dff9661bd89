using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Loyalty.Application.Ports;
using Loyalty.Infrastructure.Accounts.Load;

namespace Loyalty.Infrastructure.Accounts;

/// <summary>An outcome to be stored under the digest of an idempotency key or of an external id.</summary>
sealed record NewOutcome
{
    /// <summary>Enough that no two meet by chance.</summary>
    const int DigestBytes = 16;

    /// <param name="told">What the command's last entry tells; null: it made none.</param>
    /// <param name="scale">Of the points currency.</param>
    public NewOutcome(byte[] digest, RecordedOutcome recorded, EntryTold? told, int scale)
    {
        (Digest, Recorded, Seq) = (digest, recorded, told?.Number.Seq);
        Fingerprint = [.. recorded.Fingerprint.Take(DigestBytes)];
        Code = OutcomeCode.Shorten(recorded.Text, told, scale);
    }

    public byte[] Digest { get; private init; }

    public RecordedOutcome Recorded { get; }

    public byte[] Fingerprint { get; }

    /// <summary>Of the command's last entry.</summary>
    public int? Seq { get; }

    public string Code { get; }

    /// <summary>The same, found by another digest.</summary>
    public NewOutcome Under(byte[] digest) => this with { Digest = digest };

    /// <summary>What a key is found by: it and its API key's line.</summary>
    public static byte[] DigestOfKey(string keyLine, string key) => DigestOf(keyLine, key);

    public static byte[] DigestOfExternalId(int program, ExternalReference id) =>
        DigestOf(program.ToString(CultureInfo.InvariantCulture), id.Family, id.Id);

    static byte[] DigestOf(params string[] parts) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)))[..DigestBytes];
}

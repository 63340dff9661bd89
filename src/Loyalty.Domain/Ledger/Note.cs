using System.Security.Cryptography;

namespace Loyalty.Domain.Ledger;

/// <summary>
/// Free text beside an entry. The entry keeps only the salted digest, so erasing it leaves the chain intact.
/// </summary>
public sealed record Note(byte[] Salt, string? Description, string? Metadata, string? Explanation = null)
{
    public static Note? For(Particulars particulars, byte[] salt) =>
        particulars.Description is null && particulars.Metadata is null && particulars.Explanation is null
            ? null
            : new(salt, particulars.Description, particulars.Metadata, particulars.Explanation);

    public byte[] Digest()
    {
        var form = new CanonicalForm();
        form.Add(Description);
        form.Add(Metadata);
        if (Explanation is not null)
        {
            form.Add(Explanation);
        }

        return SHA256.HashData([.. Salt, .. form.ToUtf8()]);
    }
}

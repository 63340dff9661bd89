using Loyalty.Application.Keys;

namespace Loyalty.Application.Ports;

/// <summary>Who changed which shared thing.</summary>
public interface IAudit
{
    /// <summary>
    /// Changes that the caller may see, newest first: those with an id below <paramref name="before"/>, at most
    /// <paramref name="take"/>. A caller bound to programs sees these, and keys that reach no further.
    /// </summary>
    Task<IReadOnlyList<AuditView>> Changes(
        Caller caller, string? thing, string? thingId, long before, int take, CancellationToken ct);
}

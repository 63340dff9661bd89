namespace Loyalty.Domain;

/// <summary>Times as the ledger knows them.</summary>
public static class Times
{
    /// <summary>As exact as the ledger keeps it: what is finer is cut off.</summary>
    public static DateTimeOffset WholeMicroseconds(this DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}

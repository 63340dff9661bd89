using Loyalty.Domain;

namespace Loyalty.Bench;

/// <summary>One load, measured once or as the median of several rounds.</summary>
/// <param name="Load">What was done: "pgbench", or a kind of call.</param>
/// <param name="Connections">How many at once, each waiting for its answer.</param>
/// <param name="MeanMs">Time of one from the client's side.</param>
/// <param name="P50Ms">Null where the tool tells only the mean.</param>
/// <param name="Refused">Answers with a status above 399, and broken connections.</param>
/// <param name="ServiceCpuUs">Processor time of the service for each, in microseconds; of pgbench for the
/// yardstick.</param>
/// <param name="ResidentMb">The service's memory at the end.</param>
sealed record Measured(
    string Load,
    int Connections,
    double PerSecond,
    double MeanMs,
    double? P50Ms,
    double? P99Ms,
    long Refused,
    double ServiceCpuUs,
    double PostgresCpuUs,
    double? ResidentMb)
{
    public static Measured Median(IReadOnlyList<Measured> rounds) => rounds[0] with
    {
        PerSecond = Middle(rounds, round => round.PerSecond),
        MeanMs = Middle(rounds, round => round.MeanMs),
        P50Ms = rounds[0].P50Ms is null ? null : Middle(rounds, round => round.P50Ms!.Value),
        P99Ms = rounds[0].P99Ms is null ? null : Middle(rounds, round => round.P99Ms!.Value),
        Refused = rounds.Sum(round => round.Refused),
        ServiceCpuUs = Middle(rounds, round => round.ServiceCpuUs),
        PostgresCpuUs = Middle(rounds, round => round.PostgresCpuUs),
        ResidentMb = rounds.Max(round => round.ResidentMb),
    };

    static double Middle(IReadOnlyList<Measured> rounds, Func<Measured, double> of) =>
        rounds.Select(of).Order().ElementAt(rounds.Count / 2);
}

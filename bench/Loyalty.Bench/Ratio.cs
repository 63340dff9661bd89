namespace Loyalty.Bench;

/// <summary>A ratio of two figures of one run, and what it is to reach.</summary>
/// <param name="IsMost">True where less is better.</param>
sealed record Ratio(string Name, double Value, double AtLeast, double Aim, bool IsMost = false)
{
    public string Verdict => Reaches(Aim) ? "aim" : Reaches(AtLeast) ? "ok" : "missed";

    public static IReadOnlyList<Ratio> Of(IReadOnlyList<Measured> figures, Extras extras)
    {
        var redeem = Figure("redeem", 64);
        return
        [
            new("redemptions at 64 connections / pgbench at 64 clients",
                redeem.PerSecond / Figure("pgbench", 64).PerSecond, 1.3, 2),
            new("best redemptions / best pgbench", Best("redeem") / Best("pgbench"), 1.3, 2),
            new("p50 at 1 connection / pgbench's mean at 1 client",
                Figure("redeem", 1).P50Ms!.Value / Figure("pgbench", 1).MeanMs, 4, 2, IsMost: true),
            new("p99 / p50 at 64 connections", redeem.P99Ms!.Value / redeem.P50Ms!.Value, 5, 3, IsMost: true),
            new("one hot account / pgbench on one row, 64 each",
                Figure("hot", 64).PerSecond / Figure("pgbench, one row", 64).PerSecond, 1, 5),
            new("balance reads / redemptions, 64 connections",
                Figure("balance", 64).PerSecond / redeem.PerSecond, 2, 4),
            new("an option with stock / a plain redemption, processor time at 64 connections",
                ProcessorTime(Figure("option", 64)) / ProcessorTime(redeem), 1.6, 1.3, IsMost: true),
            new("peak resident memory, MB", extras.PeakResidentMb, 350, 200, IsMost: true),
            new("start to ready, s", extras.StartSeconds, 3, 1, IsMost: true),
        ];

        Measured Figure(string load, int connections) =>
            figures.Single(figure => figure.Load == load && figure.Connections == connections);

        static double ProcessorTime(Measured figure) => figure.ServiceCpuUs + figure.PostgresCpuUs;

        double Best(string load) => figures.Where(figure => figure.Load == load).Max(figure => figure.PerSecond);
    }

    bool Reaches(double target) => IsMost ? Value <= target : Value >= target;
}

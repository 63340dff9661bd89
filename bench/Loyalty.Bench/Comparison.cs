namespace Loyalty.Bench;

/// <summary>Yardstick and service in turns, so that a noisy machine harms both alike.</summary>
static class Comparison
{
    static readonly int[] Clients = [1, 16, 64];
    static readonly int[] Connections = [1, 16, 64, 256];
    const int Usual = 64;
    const int Members = 100_000;

    public static async Task<int> Run(Plan plan)
    {
        await using var server = await BenchServer.Start();
        var yardstick = new Yardstick(server, Members);
        var database = await server.NewDatabase("bench");
        Report.Say($"{Members} members for the service and for pgbench");
        await yardstick.Prepare();
        var key = await Seed.Fill(database, Members, entriesEach: 1);
        await using var service = await Service.Start(database);
        var wrk = new Wrk(service, server, key, Members);
        await yardstick.Measure(Usual, plan.Warmup / 4);
        await wrk.Measure("redeem", Usual, plan.Warmup);
        await wrk.Measure("option", Usual, plan.Warmup / 4);

        var rounds = new List<Measured>();
        for (var round = 1; round <= plan.Rounds; round++)
        {
            Report.Say($"round {round} of {plan.Rounds}");
            await Turns(plan, yardstick, wrk, rounds);
        }

        Report.Say("the own client, then verify");
        var patient = await PatientClient.Run(service, database, key, Members, Usual, plan.Slice);
        var books = await Service.Verify(database);
        var figures = rounds.GroupBy(round => (round.Load, round.Connections))
            .Select(group => Measured.Median([.. group])).ToList();
        await Report.Write(plan, await server.ReadSettings(), figures, rounds, new()
        {
            StartSeconds = service.StartTime.TotalSeconds,
            PeakResidentMb = Usage.PeakMegabytes(service.ProcessId),
            Patient = patient,
            HotUpdates = await BenchServer.ReadHotUpdates(database),
            Verify = books.Report,
        });
        return books.IsClean && patient.IsTrue && figures.TrueForAll(figure => figure.Refused == 0) ? 0 : 1;
    }

    static async Task Turns(Plan plan, Yardstick yardstick, Wrk wrk, List<Measured> rounds)
    {
        foreach (var connections in Connections)
        {
            if (Clients.Contains(connections))
            {
                Keep(await yardstick.Measure(connections, plan.Slice));
            }

            Keep(await wrk.Measure("redeem", connections, plan.Slice));
        }

        Keep(await yardstick.Measure(Usual, plan.Slice, isHot: true));
        foreach (var kind in new[] { "hot", "balance", "validate", "hold", "option" })
        {
            Keep(await wrk.Measure(kind, Usual, plan.Slice));
        }

        void Keep(Measured measured)
        {
            Report.Say($"{measured.Load}, {measured.Connections}: {measured.PerSecond:F0} a second");
            rounds.Add(measured);
        }
    }
}

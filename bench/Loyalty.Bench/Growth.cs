namespace Loyalty.Bench;

/// <summary>What becomes of throughput and latency as members and ledger grow.</summary>
static class Growth
{
    const int Connections = 64;

    static readonly (int Members, int EntriesEach)[] Sizes =
        [(10_000, 1), (100_000, 1), (1_000_000, 1), (1_000_000, 10)];

    public static async Task<int> Run(Plan plan)
    {
        await using var server = await BenchServer.Start();
        var stands = new List<Stand>();
        foreach (var (members, entriesEach) in Sizes)
        {
            stands.Add(await Stand.Make(server, members, entriesEach, plan));
        }

        var rounds = new List<(Stand Stand, Measured Measured)>();
        for (var round = 1; round <= plan.Rounds; round++)
        {
            Report.Say($"round {round} of {plan.Rounds}");
            foreach (var stand in stands)
            {
                foreach (var kind in new[] { "redeem", "balance" })
                {
                    rounds.Add((stand, await stand.Wrk.Measure(kind, Connections, plan.Slice)));
                }
            }
        }

        var sizes = stands.ConvertAll(stand => new
        {
            stand.Name,
            figures = rounds.Where(round => round.Stand == stand).GroupBy(round => round.Measured.Load)
                .Select(group => Measured.Median([.. group.Select(round => round.Measured)])).ToList(),
        });
        foreach (var size in sizes)
        {
            Console.WriteLine($"\n{size.Name}");
            Report.Print(size.figures);
        }

        await Report.Save(plan.Name, new
        {
            plan,
            machine = Report.Machine(),
            postgres = await server.ReadSettings(),
            sizes,
        });
        foreach (var stand in stands)
        {
            await stand.Service.DisposeAsync();
        }

        return rounds.TrueForAll(round => round.Measured.Refused == 0) ? 0 : 1;
    }

    /// <summary>A service on a database of one size.</summary>
    sealed record Stand(string Name, Service Service, Wrk Wrk)
    {
        public static async Task<Stand> Make(BenchServer server, int members, int entriesEach, Plan plan)
        {
            var name = $"{members} members, {(long)members * entriesEach} entries";
            Report.Say(name);
            var database = await server.NewDatabase($"m{members}_{entriesEach}");
            var key = await Seed.Fill(database, members, entriesEach);
            var service = await Service.Start(database);
            var wrk = new Wrk(service, server, key, members);
            await wrk.Measure("redeem", Connections, plan.Warmup);
            return new(name, service, wrk);
        }
    }
}

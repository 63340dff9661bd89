namespace Loyalty.Bench;

/// <summary>What becomes of throughput and latency as members and ledger grow.</summary>
static class Growth
{
    const int Connections = 64;
    const int Million = 1_000_000;

    /// <summary>
    /// What is measured in turns shares a server, and with it the memory for pages: a database that is larger than that
    /// has one to itself.
    /// </summary>
    static readonly (int Members, int EntriesEach)[][] Servers =
        [[(10_000, 1), (100_000, 1), (Million, 1)], [(Million, 10)]];

    public static async Task<int> Run(Plan plan)
    {
        var sizes = new List<Size>();
        IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();
        foreach (var onServer in Servers)
        {
            await using var server = await BenchServer.Start();
            settings = await server.ReadSettings();
            sizes.AddRange(await MeasureInTurns(server, onServer, plan));
        }

        foreach (var size in sizes)
        {
            Console.WriteLine($"\n{size.Name}");
            Report.Print(size.Figures);
        }

        await Report.Save(plan.Name, new { plan, machine = Report.Machine(), postgres = settings, sizes });
        return sizes.TrueForAll(size => size.Figures.All(measured => measured.Refused == 0)) ? 0 : 1;
    }

    static async Task<IEnumerable<Size>> MeasureInTurns(
        BenchServer server, (int Members, int EntriesEach)[] sizes, Plan plan)
    {
        var stands = new List<Stand>();
        foreach (var (members, entriesEach) in sizes)
        {
            stands.Add(await Stand.Make(server, members, entriesEach));
        }

        var rounds = new List<(Stand Stand, Measured Measured)>();
        foreach (var stand in stands)
        {
            await server.Checkpoint();
            Report.Say($"{stand.Name}: first touches");
            rounds.Add((stand, await stand.Measure("redeem", plan.Warmup) with { Load = "redeem, first touches" }));
            await stand.Measure("redeem", stand.UntilTouched);
        }

        for (var round = 1; round <= plan.Rounds; round++)
        {
            Report.Say($"round {round} of {plan.Rounds}");
            foreach (var stand in stands)
            {
                rounds.Add((stand, await stand.Measure("redeem", plan.Slice)));
                rounds.Add((stand, await stand.Measure("balance", plan.Slice)));
            }
        }

        foreach (var stand in stands)
        {
            await stand.Service.DisposeAsync();
        }

        return stands.ConvertAll(stand => new Size(stand.Name, [.. rounds.Where(round => round.Stand == stand)
            .GroupBy(round => round.Measured.Load)
            .Select(group => Measured.Median([.. group.Select(round => round.Measured)]))]));
    }

    /// <summary>
    /// What was measured of one size: right after a checkpoint, and when most pages had been changed since.
    /// </summary>
    sealed record Size(string Name, IReadOnlyList<Measured> Figures);

    /// <summary>A service on a database of one size.</summary>
    /// <param name="UntilTouched"> Load until most pages have been changed since the checkpoint: the first change of a
    /// page writes all of it to the WAL.
    /// </param>
    sealed record Stand(string Name, Service Service, Wrk Wrk, TimeSpan UntilTouched)
    {
        public static async Task<Stand> Make(BenchServer server, int members, int entriesEach)
        {
            var name = $"{members} members, {(long)members * entriesEach} entries";
            Report.Say(name);
            var database = await server.NewDatabase($"m{members}_{entriesEach}");
            var key = await Seed.Fill(database, members, entriesEach);
            var service = await Service.Start(database);
            return new(name, service, new Wrk(service, server, key, members),
                TimeSpan.FromSeconds(5 + (60.0 * members / Million)));
        }

        public Task<Measured> Measure(string kind, TimeSpan length) => Wrk.Measure(kind, Connections, length);
    }
}

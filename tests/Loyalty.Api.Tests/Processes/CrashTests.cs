using Loyalty.Domain;

namespace Loyalty.Api.Tests.Processes;

/// <summary>
/// Real processes, killed under load: what was acknowledged is there once, what was not is there once or not at all,
/// and its retry gets the truth. What was taken of an option's stock and its coupons agree with the points.
/// </summary>
public sealed class CrashTests
{
    const int Workers = 8;
    const int Stock = 100_000;

    readonly string folder = Directory.CreateTempSubdirectory("loyalty-crash-").FullName;

    [TearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [TestCase(1)]
    [TestCase(10, Category = "Long")]
    public async Task Nothing_is_lost_or_doubled_when_the_service_is_killed(int kills)
    {
        var service = await Started();
        var tills = await Tills(service);
        for (var kill = 0; kill < kills; kill++)
        {
            await UnderLoad(tills, service, () => service.Kill());
            Assert.That(tills.Sum(till => till.Unacknowledged), Is.GreaterThan(0));
            service = await Started();
            await Check(tills, service);
        }

        await Verify(service);
    }

    [TestCase(1)]
    [TestCase(10, Category = "Long")]
    public async Task Nothing_is_lost_or_doubled_when_the_database_is_killed(int kills)
    {
        var service = await Started();
        var tills = await Tills(service);
        for (var kill = 0; kill < kills; kill++)
        {
            var postmaster = PostmasterPid!.Value;
            await UnderLoad(tills, service, () =>
            {
                System.Diagnostics.Process.GetProcessById(postmaster).Kill();
                return ServiceProcess.Until(async () => PostmasterPid is { } pid && pid != postmaster
                    && (await service.Client.Get("/health/ready")).Status == HttpStatusCode.OK);
            });
            await Check(tills, service);
        }

        await Verify(service);
    }

    string PidFile => Path.Combine(folder, "postgres", "data", "postmaster.pid");

    int? PostmasterPid => ServiceProcess.PidIn(PidFile);

    async Task<ServiceProcess> Started()
    {
        var service = Run("serve");
        await service.WaitUntilReady();
        return service;
    }

    ServiceProcess Run(string verb) => new(verb, new Dictionary<string, string>
    {
        ["Loyalty__DataDirectory"] = folder,
        ["Loyalty__SeedDemo"] = "false",
        ["Logging__LogLevel__Default"] = "Warning",
    });

    static async Task<IReadOnlyList<CrashTill>> Tills(ServiceProcess service)
    {
        // Pairs of tills share a member, so that chains of several commands are cut off, too.
        var program = await service.Client.NewProgram();
        var option = await service.Client.Post($"/v1/programs/{program}/redemption-options", new
        {
            name = "Coffee",
            type = "free_product",
            points = CrashTill.Cost,
            stock = Stock,
        });
        Assert.That(option.Value("id"), Is.EqualTo("1"), option.Text);
        var tills = new List<CrashTill>();
        for (var i = 0; i < Workers / 2; i++)
        {
            var email = await service.Client.NewMember(program, "1000");
            tills.Add(new(program, email, 1));
            tills.Add(new(program, email, 1));
        }

        return tills;
    }

    static async Task UnderLoad(IReadOnlyList<CrashTill> tills, ServiceProcess service, Func<Task> kill)
    {
        using var stop = new CancellationTokenSource();
        var working = tills.Select(till => Task.Run(() => till.Work(service.Client, stop.Token))).ToList();
        await ServiceProcess.Until(() => Task.FromResult(tills.All(till => till.Acknowledged >= 12)));
        await kill();
        await stop.CancelAsync();
        await Task.WhenAll(working);
    }

    static async Task Check(IReadOnlyList<CrashTill> tills, ServiceProcess service)
    {
        foreach (var till in tills)
        {
            await till.Check(service.Client);
        }

        var option = await service.Client.Get($"/v1/programs/{tills[0].Program}/redemption-options/1");
        Assert.That(option.Value("stock"), Is.EqualTo($"{Stock - tills.Sum(till => till.Taken)}"));
        foreach (var group in tills.GroupBy(till => till.Email))
        {
            var balance = await service.Client.Get(
                $"/v1/programs/{group.First().Program}/members/email:{group.Key}/balance");
            Assert.That((balance.Value("balance"), balance.Value("held")), Is.EqualTo(
                ($"{1000 + group.Sum(till => till.Moved)}.00", $"{group.Sum(till => till.Held)}.00")));
        }
    }

    async Task Verify(ServiceProcess service)
    {
        Assert.That(await service.Terminate(), Is.Zero);
        await using var verify = Run("verify");
        Assert.That((await verify.Exit(), verify.Output.Contains(" 0 differences", StringComparison.Ordinal)),
            Is.EqualTo((0, true)), verify.Output);
    }
}

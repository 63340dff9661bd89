using System.Text;
using System.Text.Json;
using Dapper;
using Loyalty.Domain;
using Loyalty.Infrastructure.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Loyalty.Api.Tests.Processes;

/// <summary>More callers than the service serves, and instances that are replaced under load.</summary>
public sealed class OverloadTests
{
    const int Callers = 4000;
    const int RequestsEach = 2;
    const long MaxMegabytes = 600;

    EmbeddedPostgres server = null!;

    [SetUp]
    public async Task Start() => server = await EmbeddedPostgres.Start(
        Directory.CreateTempSubdirectory("loyalty-overload-").FullName, NullLogger.Instance, CancellationToken.None,
        isThrowAway: true);

    [TearDown]
    public async Task Stop() => await server.DisposeAsync();

    ServiceProcess Instance() => new(
        "serve", new Dictionary<string, string> { ["ConnectionStrings__Loyalty"] = server.ConnectionString });

    async Task<long> Redemptions()
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand("select count(*) from entry where kind = 'redemption'");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    [Test]
    public async Task Beyond_capacity_callers_are_refused_and_what_was_acknowledged_is_true()
    {
        await using var service = Instance();
        await service.WaitUntilReady();
        var program = await service.Client.NewProgram();
        var members = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => service.Client.NewMember(program, "100000")));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Callers })
        {
            BaseAddress = service.Address,
            Timeout = TimeSpan.FromMinutes(2),
        };

        // The database stands still, and more callers come than may wait.
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var standstill = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("lock table account in access exclusive mode");
        var calls = Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            var statuses = new List<(HttpStatusCode Status, bool SaysWhen)>();
            for (var i = 0; i < RequestsEach; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/programs/{program}/redemptions")
                {
                    Content = new StringContent(
                        JsonSerializer.Serialize(new { member = new { email = members[caller % 100] }, points = 1 }),
                        Encoding.UTF8, "application/json"),
                };
                request.Headers.Authorization = new("Bearer", ApiHost.AdminKey);
                request.Headers.Add("Idempotency-Key", $"{caller}-{i}");
                using var answer = await http.SendAsync(request);
                statuses.Add((answer.StatusCode, answer.Headers.RetryAfter is not null));
            }

            return statuses;
        }));
        await Task.Delay(TimeSpan.FromSeconds(4));
        await standstill.RollbackAsync();
        var answers = (await calls).SelectMany(statuses => statuses).ToList();

        Assert.That(answers.Select(answer => answer.Status).Distinct(),
            Is.EquivalentTo(new[] { HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable }));
        Assert.That(answers.Where(answer => answer.Status == HttpStatusCode.ServiceUnavailable)
            .Select(answer => answer.SaysWhen), Has.All.True);
        Assert.That(await Redemptions(), Is.EqualTo(answers.Count(answer => answer.Status == HttpStatusCode.Created)));
        Assert.That(service.PeakMegabytes, Is.LessThan(MaxMegabytes));
        Assert.That((await service.Client.Get("/health/ready")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Replacing_one_instance_after_the_other_under_load_loses_no_request()
    {
        var (one, two) = (Instance(), Instance());
        await one.WaitUntilReady();
        await two.WaitUntilReady();
        var program = await one.Client.NewProgram();
        var email = await one.Client.NewMember(program, "100000");
        var balancer = new Balancer(one, two);
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var sent = 0;
            for (; !stop.IsCancellationRequested; sent++)
            {
                var answer = await balancer.Post(
                    $"/v1/programs/{program}/redemptions", new { member = new { email }, points = 1 });
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Text);
            }

            return sent;
        })).ToList();
        for (var i = 0; i < 2; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            Assert.That(await balancer.Instances[i].Terminate(), Is.Zero);
            await balancer.Instances[i].DisposeAsync();
            balancer.Instances[i] = Instance();
            await balancer.Instances[i].WaitUntilReady();
        }

        await stop.CancelAsync();
        var sent = (await Task.WhenAll(callers)).Sum();
        Assert.That((sent, await Redemptions()), Is.EqualTo((sent, (long)sent)));
        Assert.That(sent, Is.GreaterThan(100));
        foreach (var instance in balancer.Instances)
        {
            await instance.DisposeAsync();
        }
    }

    /// <summary>
    /// Takes the instances in turn; what one does not answer, or not yet, goes to the other, under the same key.
    /// </summary>
    sealed class Balancer(params ServiceProcess[] instances)
    {
        int turn;

        public ServiceProcess[] Instances => instances;

        public async Task<ApiAnswer> Post(string path, object body)
        {
            var key = Guid.NewGuid().ToString();
            for (; ; )
            {
                var instance = instances[(uint)Interlocked.Increment(ref turn) % instances.Length];
                try
                {
                    var answer = await instance.Client.Post(path, body, key);
                    if (answer.Status != HttpStatusCode.ServiceUnavailable)
                    {
                        return answer;
                    }
                }
                catch (HttpRequestException)
                {
                    // It is being replaced: the other one answers.
                }

                await Task.Delay(10);
            }
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Dapper;
using Npgsql;

namespace Loyalty.Bench;

/// <summary>
/// The bench's own client: it waits for each answer and counts what it was told, so that afterwards the ledger can be
/// asked for exactly that.
/// </summary>
static class PatientClient
{
    /// <summary>A redemption under an external id of its own each, from that many callers.</summary>
    public static async Task<Checked> Run(
        Service service, string connectionString, string key, int members, int callers, TimeSpan slice)
    {
        var mark = $"patient-{Guid.NewGuid():N}";
        var acknowledged = 0L;
        var refused = 0L;
        using var client = service.Client(key);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(started) < slice; i++)
            {
                using var request = Redemption(Random.Shared.Next(1, members + 1), $"{mark}-{caller}-{i}");
                using var answer = await client.SendAsync(request);
                Interlocked.Increment(ref answer.StatusCode == HttpStatusCode.Created ? ref acknowledged : ref refused);
            }
        }));

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new(acknowledged, refused, acknowledged / seconds, await Entries(connectionString, mark));
    }

    static readonly Uri Path = new($"/v1/programs/{Seed.Program}/redemptions", UriKind.Relative);

    static HttpRequestMessage Redemption(int member, string id)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = JsonContent.Create(new
            {
                member = new { external_id = Seed.ExternalId(member) },
                points = 1,
                external_id = id,
            }),
        };
        request.Headers.Add("Idempotency-Key", id);
        return request;
    }

    static async Task<long> Entries(string connectionString, string mark)
    {
        const string sql = "select count(*) from entry where external_id like @pattern";
        await using var connection = new NpgsqlConnection(connectionString);
        return await connection.ExecuteScalarAsync<long>(sql, new { pattern = $"{mark}-%" }, commandTimeout: 600);
    }
}

/// <summary>What a client that waits for each answer was told, and what the ledger has of it.</summary>
sealed record Checked(long Acknowledged, long Refused, double PerSecond, long Entries)
{
    public bool IsTrue => Acknowledged == Entries && Refused == 0;
}

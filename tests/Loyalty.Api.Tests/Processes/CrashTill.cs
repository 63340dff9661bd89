using Loyalty.Domain;

namespace Loyalty.Api.Tests.Processes;

/// <summary>A till that works until its service or its database is gone, and remembers what it was told.</summary>
/// <param name="option">Number of an option with stock that costs <see cref="Cost"/>.</param>
sealed class CrashTill(string program, string email, int option)
{
    public const int Cost = 5;

    readonly List<Attempt> attempts = [];
    int checkedUpTo;
    volatile int acknowledged;

    public string Program => program;

    public string Email => email;

    /// <summary>How much was acknowledged since the last check.</summary>
    public int Acknowledged => acknowledged;

    public int Unacknowledged => attempts.Skip(checkedUpTo).Count(attempt => attempt.Answer is null);

    /// <summary>What all attempts, each made once, do to the balance.</summary>
    public int Moved => attempts.Sum(attempt => attempt.Moves);

    /// <summary>What they leave set aside.</summary>
    public int Held => attempts.Sum(attempt => attempt.Holds);

    /// <summary>What they leave taken of the option's stock.</summary>
    public int Taken => attempts.Sum(attempt => attempt.Takes);

    /// <summary>Works until an answer is missing, or until it is told to stop.</summary>
    public async Task Work(ApiClient client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await TryAll(client))
        {
        }
    }

    /// <summary>
    /// The same keys again: what was acknowledged brings the same answer, what was not is carried out now or was; each
    /// is there once.
    /// </summary>
    public async Task Check(ApiClient client)
    {
        foreach (var attempt in attempts.Skip(checkedUpTo))
        {
            if (attempt.Answer is null && attempt.ExternalId is not null)
            {
                Assert.That(await Count(client, attempt), Is.LessThanOrEqualTo(1));
            }

            var again = await client.Post(attempt.Path, attempt.Body, attempt.Key);
            if (attempt.Answer is { } first)
            {
                Assert.That((again.Status, again.Text, again.Replayed), Is.EqualTo((first.Status, first.Text, "true")));
            }
            else
            {
                Assert.That((int)again.Status, Is.InRange(200, 201), again.Text);
                attempt.Answer = again;
            }

            if (attempt.ExternalId is not null)
            {
                Assert.That(await Count(client, attempt), Is.EqualTo(1));
            }
        }

        checkedUpTo = attempts.Count;
        acknowledged = 0;
    }

    async Task<bool> TryAll(ApiClient client)
    {
        return await Try(client, $"/v1/programs/{program}/accruals", 10, 10, 0) is not null
            && await Try(client, $"/v1/programs/{program}/redemptions", 3, -3, 0) is { } redeemed
            && await Try(client, $"/v1/transactions/{redeemed}/cancel", 1, 1, 0) is not null
            && await Hold(client) is { } taken
            && await Try(client, $"/v1/redemptions/{taken}/commit", 2, -2, -4) is not null
            && await Hold(client) is { } given
            && await Try(client, $"/v1/redemptions/{given}/rollback", null, 0, -4) is not null
            && await Take(client, 0) is { } sold
            && await Try(client, $"/v1/transactions/{sold}/cancel", null, Cost, 0, takes: -1) is not null
            && await Take(client, Cost) is { } kept
            && await Try(client, $"/v1/redemptions/{kept}/commit", null, -Cost, -Cost) is not null
            && await Take(client, Cost) is { } left
            && await Try(client, $"/v1/redemptions/{left}/rollback", null, 0, -Cost, takes: -1) is not null;

        Task<string?> Hold(ApiClient client) => Try(client, $"/v1/programs/{program}/redemptions", 4, 0, 4);

        Task<string?> Take(ApiClient client, int holds) => Try(
            client, $"/v1/programs/{program}/redemptions", null, holds - Cost, holds, takes: 1);
    }

    /// <param name="takes">Of the option's stock.</param>
    async Task<string?> Try(ApiClient client, string path, int? points, int moves, int holds, int takes = 0)
    {
        var isNew = path.StartsWith("/v1/programs", StringComparison.Ordinal);
        var externalId = isNew ? Guid.NewGuid().ToString() : null;
        var body = new Dictionary<string, object>();
        if (points is { } given)
        {
            body["points"] = given;
        }

        if (isNew)
        {
            body["member"] = new { email };
            body["external_id"] = externalId!;
        }

        if (takes > 0)
        {
            body["option_id"] = option;
        }

        if (path.EndsWith("/cancel", StringComparison.Ordinal))
        {
            body["reason"] = "returned";
        }

        if (holds > 0)
        {
            body["hold"] = new { timeout_seconds = 86_400 };
        }

        var attempt = new Attempt(path, body, Guid.NewGuid().ToString(), externalId, moves, holds, takes);
        attempts.Add(attempt);
        try
        {
            var answer = await client.Post(path, body, attempt.Key);
            if (answer.Status == HttpStatusCode.ServiceUnavailable)
            {
                return null;
            }

            Assert.That((int)answer.Status, Is.InRange(200, 201), answer.Text);
            attempt.Answer = answer;
            acknowledged++;
            return answer.Value("transaction_id");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // The service is gone, and nobody knows how far it came.
            return null;
        }
    }

    async Task<int> Count(ApiClient client, Attempt attempt) => (await client.Get(
        $"/v1/programs/{program}/members/email:{email}/transactions?external_id={attempt.ExternalId}"))
        .At("data").GetArrayLength();

    sealed record Attempt(
        string Path, object Body, string Key, string? ExternalId, int Moves, int Holds, int Takes)
    {
        public ApiAnswer? Answer { get; set; }
    }
}

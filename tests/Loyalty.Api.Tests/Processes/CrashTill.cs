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
    /// is there once, and each coupon is what its last change made it.
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

        foreach (var (code, status) in attempts.Skip(checkedUpTo).Where(attempt => attempt.Becomes is not null)
            .GroupBy(attempt => attempt.Code, attempt => attempt.Becomes)
            .Select(changes => (changes.Key, changes.Last())))
        {
            var coupon = await client.Get($"/v1/programs/{program}/coupons/{code}");
            Assert.That(coupon.Value("status"), Is.EqualTo(status), coupon.Text);
        }

        checkedUpTo = attempts.Count;
        acknowledged = 0;
    }

    async Task<bool> TryAll(ApiClient client)
    {
        var (sold, kept, left) = (NewCode(), NewCode(), NewCode());
        return await Try(client, new(Accruals, Moves: 10) { Points = 10 }) is not null
            && await Try(client, new(Redemptions, Moves: -3) { Points = 3 }) is { } redeemed
            && await Try(client, new($"/v1/transactions/{redeemed}/cancel", Moves: 1) { Points = 1 }) is not null
            && await Try(client, new(Redemptions, Holds: 4) { Points = 4 }) is { } taken
            && await Try(client, new($"/v1/redemptions/{taken}/commit", -2, -4) { Points = 2 }) is not null
            && await Try(client, new(Redemptions, Holds: 4) { Points = 4 }) is { } given
            && await Try(client, new($"/v1/redemptions/{given}/rollback", Holds: -4)) is not null
            && await Try(client, new(Redemptions, Moves: -Cost) { Takes = 1, Code = sold }) is { } sale
            && await Try(client, new($"/v1/transactions/{sale}/cancel", Cost)
            { Takes = -1, Code = sold, Becomes = "void" }) is not null
            && await Try(client, new(Redemptions, Holds: Cost) { Takes = 1, Code = kept }) is { } hold
            && await Try(client, new($"/v1/redemptions/{hold}/commit", -Cost, -Cost)
            { Code = kept, Becomes = "active" }) is not null
            && await Try(client, new($"/v1/programs/{program}/coupons/{kept}/use")
            { Code = kept, Becomes = "used" }) is not null
            && await Try(client, new(Redemptions, Holds: Cost) { Takes = 1, Code = left }) is { } open
            && await Try(client, new($"/v1/redemptions/{open}/rollback", Holds: -Cost) { Takes = -1 }) is not null;
    }

    string Accruals => $"/v1/programs/{program}/accruals";

    string Redemptions => $"/v1/programs/{program}/redemptions";

    static string NewCode() => Guid.NewGuid().ToString("N");

    async Task<string?> Try(ApiClient client, Attempt attempt)
    {
        attempt.Body = Body(attempt);
        attempts.Add(attempt);
        try
        {
            var answer = await client.Post(attempt.Path, attempt.Body, attempt.Key);
            if (answer.Status == HttpStatusCode.ServiceUnavailable)
            {
                return null;
            }

            Assert.That((int)answer.Status, Is.InRange(200, 201), answer.Text);
            attempt.Answer = answer;
            acknowledged++;
            return answer.Value(attempt.Becomes == "used" ? "redemption_id" : "transaction_id");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // The service is gone, and nobody knows how far it came.
            return null;
        }
    }

    Dictionary<string, object> Body(Attempt attempt)
    {
        var body = new Dictionary<string, object>();
        if (attempt.Points is { } points)
        {
            body["points"] = points;
        }

        if (attempt.Path == Accruals || attempt.Path == Redemptions)
        {
            body["member"] = new { email };
            body["external_id"] = attempt.ExternalId = Guid.NewGuid().ToString();
        }

        if (attempt.Takes > 0)
        {
            body["option_id"] = option;
            body["code"] = attempt.Code!;
        }

        if (attempt.Path.EndsWith("/cancel", StringComparison.Ordinal))
        {
            body["reason"] = "returned";
        }

        if (attempt.Holds > 0)
        {
            body["hold"] = new { timeout_seconds = 86_400 };
        }

        return body;
    }

    async Task<int> Count(ApiClient client, Attempt attempt) => (await client.Get(
        $"/v1/programs/{program}/members/email:{email}/transactions?external_id={attempt.ExternalId}"))
        .At("data").GetArrayLength();

    /// <param name="Moves">What it does to the balance.</param>
    /// <param name="Holds">What it sets aside.</param>
    sealed record Attempt(string Path, int Moves = 0, int Holds = 0)
    {
        public string Key { get; } = Guid.NewGuid().ToString();

        public int? Points { get; init; }

        /// <summary>Of the option's stock.</summary>
        public int Takes { get; init; }

        /// <summary>Of the coupon that it gives, or changes.</summary>
        public string? Code { get; init; }

        /// <summary>The coupon's status thereafter; null: it is not looked at.</summary>
        public string? Becomes { get; init; }

        public object Body { get; set; } = new { };

        public string? ExternalId { get; set; }

        public ApiAnswer? Answer { get; set; }
    }
}

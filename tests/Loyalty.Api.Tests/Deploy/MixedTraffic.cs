namespace Loyalty.Api.Tests.Deploy;

/// <summary>A bit of everything that tills, shops and staff do, mistakes included.</summary>
sealed class MixedTraffic(ApiClient one, ApiClient two)
{
    public string Program { get; } = $"p{Guid.NewGuid():N}";

    string Path => $"/v1/programs/{Program}";

    public async Task Run(CancellationToken ct)
    {
        await one.Post("/v1/programs", new
        {
            code = Program,
            name = "Mixed",
            policy = new { cancellation = new { allow_negative_correction = true } },
        });
        while (!ct.IsCancellationRequested)
        {
            await Round($"{Guid.NewGuid():N}@example.com");
        }
    }

    async Task Round(string email)
    {
        var member = new { email };
        var id = $"{Guid.NewGuid():N}";
        await one.Post($"{Path}/members", member);
        var accrual = await one.Post($"{Path}/accruals", new { member, points = 100, external_id = id });
        await Forget($"{Guid.NewGuid():N}@example.com");
        await two.Post($"{Path}/accruals", new { member, points = 7, external_id = id });
        await one.Post($"{Path}/redemptions/validate", new { member, points = 5 });
        await one.Post($"{Path}/redemptions", new { member, points = 5 }, id);
        await two.Post($"{Path}/redemptions", new { member, points = 5 }, id);
        await two.Post($"{Path}/redemptions", new { member, points = 6 }, id);
        await one.Post($"{Path}/redemptions", new { member, points = 100000 });
        await End(await one.Post($"{Path}/redemptions", new { member, points = 5, hold = new { } }), "commit");
        await End(await one.Post($"{Path}/redemptions", new { member, points = 5, hold = new { } }), "rollback");
        var redemption = await one.Post($"{Path}/redemptions", new { member, points = 5 });
        await Cancel(redemption);

        // Its points are spent by then: what is taken back is owed.
        await one.Post($"{Path}/redemptions", new { member, points = 90 });
        await Cancel(accrual);
        await two.Get($"{Path}/members/email:{email}/balance");
        await Altcraft(two, email);
        await Altcraft(two, "nobody@example.com");
    }

    /// <summary>A client of another contract, of whose calls half are refused.</summary>
    async Task Altcraft(ApiClient client, string email)
    {
        var number = (await client.Get(Path)).Value("number");
        await client.Post("/api/v1.1/loyalty/account/balance",
            new { loyalty_program_id = number, matching = "email", email });
    }

    /// <summary>Somebody who does not come back before their points expire.</summary>
    async Task Forget(string email)
    {
        await two.Post($"{Path}/members", new { email });
        await two.Post($"{Path}/accruals",
            new { member = new { email }, points = 50, expires_at = DateTimeOffset.UtcNow.AddSeconds(2) });
    }

    async Task End(ApiAnswer held, string how)
    {
        if (held.Status == HttpStatusCode.Created)
        {
            await two.Post($"/v1/redemptions/{held.Value("transaction_id")}/{how}", new { });
        }
    }

    async Task Cancel(ApiAnswer transaction)
    {
        if (transaction.Status == HttpStatusCode.Created)
        {
            await two.Post($"/v1/transactions/{transaction.Value("transaction_id")}/cancel",
                new { reason = "returned" });
        }
    }
}

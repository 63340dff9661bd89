using Npgsql;

namespace Loyalty.Infrastructure.Tests.Migrations;

/// <summary>What no statement can store, the service's or one written by hand.</summary>
public sealed class SchemaTests
{
    readonly Instance instance = TestServer.Instances[0];

    [TestCase("account", "bucket = (bucket + 1) % 256")]
    [TestCase("account", "account_number = -256 + bucket")]
    [TestCase("account", "owner_kind = 'nobody'")]
    [TestCase("account", "version = -1")]
    [TestCase("account", "seq = -1")]
    [TestCase("account", "seq = 2097152")]
    [TestCase("account", "balance = -1, held = -1")]
    [TestCase("account", "balance = 100000000000000.01")]
    [TestCase("account", "held = -1")]
    [TestCase("account", "held = balance + 1")]
    [TestCase("account", "pending = -0.0001")]
    [TestCase("account", "debt = -1")]
    [TestCase("account", "redeemed_total = -1")]
    [TestCase("account", "redeemed_count = -1")]
    [TestCase("account", "expired_total = -1")]
    [TestCase("account", "last_hash = '\\x00'")]
    [TestCase("account", "lots_behind = -1")]
    [TestCase("account", "ending_behind = -1")]
    [TestCase("account", "lots = set_byte(lots, 0, 2)")]
    [TestCase("account", "lots = lots || '\\x00'")]
    [TestCase("account", "lots = lots || decode(repeat('00', 16 * 85), 'hex')")]
    [TestCase("account", "balance = balance + 1")]
    [TestCase("account", "balance = balance - 1")]
    [TestCase("account", "held = held - 1")]
    [TestCase("account", "lots = set_byte(lots, 24, 1)")] // says that something is pending
    [TestCase("lot", "bucket = (bucket + 1) % 256")]
    [TestCase("lot", "points = 0, remaining = 0")]
    [TestCase("lot", "remaining = points + 1")]
    [TestCase("lot", "held = -1")]
    [TestCase("lot", "held = remaining + 1")]
    [TestCase("lot", "status = 'lost'")]
    [TestCase("lot", "released = -1")]
    [TestCase("lot", "released = points + 1")]
    [TestCase("lot", "taken_back = -1")]
    [TestCase("lot", "taken_back = points + 1")]
    [TestCase("redemption", "bucket = (bucket + 1) % 256")]
    [TestCase("redemption", "status = 'lost'")]
    [TestCase("redemption", "points = 0, committed = 0, released = 0, cancelled = 0")]
    [TestCase("redemption", "committed = -1")]
    [TestCase("redemption", "committed = points + 1")]
    [TestCase("redemption", "released = -1")]
    [TestCase("redemption", "released = points - committed + 1")]
    [TestCase("redemption", "cancelled = -1")]
    [TestCase("redemption", "cancelled = committed + 1")]
    [TestCase("entry", "bucket = (bucket + 1) % 256")]
    [TestCase("entry", "seq = seq - 10")]
    [TestCase("entry", "kind = 'gift'")]
    [TestCase("entry", "balance_after = -1, available_after = -1")]
    [TestCase("entry", "available_after = -1")]
    [TestCase("entry", "available_after = balance_after + 1")]
    [TestCase("entry", "hash = '\\x00'")]
    [TestCase("note", "bucket = (bucket + 1) % 256")]
    [TestCase("outcome", "bucket = (bucket + 1) % 256")]
    [TestCase("external_id", "bucket = (bucket + 1) % 256")]
    [TestCase("due", "bucket = (bucket + 1) % 256")]
    public async Task What_can_not_be_is_refused_by_the_database(string table, string change)
    {
        var member = await instance.NewMember();
        await instance.Send(member.Accrue(1));
        await instance.Send(member.Redeem(1));
        await instance.Send(member.Accrue(
            10, new() { Description = "x", ExternalId = "a-1" }, DateTimeOffset.UtcNow.AddDays(1)));
        await instance.Send(member.Hold(5));
        var account = await instance.Account(member);
        Assert.That(await instance.Query<long>(
            $"select count(*) from {table} where account_number = @account", new { account }), Is.Positive);
        Assert.That(
            () => instance.Execute($"update {table} set {change} where account_number = @account", new { account }),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(
                PostgresErrorCodes.CheckViolation));
    }
}

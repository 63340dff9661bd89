using Loyalty.Infrastructure.Sql;
using Npgsql;

namespace Loyalty.Infrastructure.Tests.Sql;

public sealed class ConnectionSettingsTests
{
    [Test]
    public void A_URL_is_read_as_other_programs_read_it()
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionSettings.Read(
            "postgres://till%40shop:p%3Ass@db.example.com:6432/loyalty?sslmode=require"));
        Assert.That((settings.Host, settings.Port, settings.Username, settings.Password, settings.Database),
            Is.EqualTo(("db.example.com", 6432, "till@shop", "p:ss", "loyalty")));
        Assert.That(settings.SslMode, Is.EqualTo(SslMode.Require));
    }

    [TestCase("Host here")]
    [TestCase("Host=x;Prot=5432;Password=secret")]
    [TestCase("Host=x;Port=secret")]
    [TestCase("postgres://u:secret@h/d?unknown=secret")]
    public void What_can_not_be_read_is_not_repeated(string text) => Assert.That(
        Assert.Throws<InvalidOperationException>(() => ConnectionSettings.Read(text))!.Message,
        Does.Contain("ConnectionStrings__Loyalty").And.Not.Contain("secret"));
}

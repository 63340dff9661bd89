using Npgsql;

namespace Loyalty.Infrastructure.Sql;

/// <summary>Reads how to reach the database: Npgsql's own form, or a URL.</summary>
public static class ConnectionSettings
{
    /// <exception cref="InvalidOperationException">It is neither; the message repeats nothing of it.</exception>
    public static string Read(string text)
    {
        try
        {
            return text.StartsWith("postgres://", StringComparison.Ordinal)
                || text.StartsWith("postgresql://", StringComparison.Ordinal)
                    ? OfUrl(new(text))
                    : new NpgsqlConnectionStringBuilder(text).ConnectionString;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException
            or InvalidCastException or NotSupportedException or OverflowException)
        {
            throw new InvalidOperationException(
                "ConnectionStrings__Loyalty is no connection string: write it as "
                + "Host=…;Database=…;Username=…;Password=…, or as postgres://user:password@host:5432/database.");
        }
    }

    static string OfUrl(Uri url)
    {
        var settings = new NpgsqlConnectionStringBuilder { Host = Uri.UnescapeDataString(url.Host) };
        if (!url.IsDefaultPort && url.Port > 0)
        {
            settings.Port = url.Port;
        }

        var who = url.UserInfo.Split(':', 2);
        settings.Username = who[0].Length > 0 ? Uri.UnescapeDataString(who[0]) : null;
        settings.Password = who.Length > 1 ? Uri.UnescapeDataString(who[1]) : null;
        settings.Database = url.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(url.AbsolutePath[1..]) : null;
        foreach (var part in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var key, var given] ? (key, given) : (part, "");
            settings[name == "sslmode" ? "SSL Mode" : Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(value);
        }

        return settings.ConnectionString;
    }
}

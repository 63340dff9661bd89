using System.Globalization;
using Loyalty.Api.Compat;
using Loyalty.Infrastructure.Sql;

namespace Loyalty.Api.Hosting;

/// <summary>Settings under "Loyalty", checked at start; docs/operations.md lists them.</summary>
sealed record LoyaltyOptions
{
    const string Section = "Loyalty";
    const int MinAdminKeyLength = 16;
    const int MaxPort = 65535;
    const int MaxRetentionDays = 3650;

    /// <summary>The key that "make run" prints; only in Development, and only where no other is set.</summary>
    public const string DemoKey = "demo-key-for-development-only";

    /// <summary>All there are: another name is a typo, and stops the start.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "Loyalty:AdminKey", "Loyalty:AllowedOrigins", "Loyalty:DataDirectory", "Loyalty:IdempotencyRetentionDays",
        "Loyalty:Metrics:Enabled", "Loyalty:Metrics:Port", "Loyalty:RateLimit:PermitsPerSecond",
        "Loyalty:SecretsDirectory", "Loyalty:SeedDemo",
        "Loyalty:Compat:Altcraft:Enabled", "Loyalty:Compat:Altcraft:Prefix",
        "Loyalty:Compat:Altcraft:StatusFromError",
    ];

    /// <summary>How Altcraft's contract is spoken.</summary>
    public CompatOptions Altcraft { get; init; } = new();

    /// <summary>A key with every scope on all operators; null: there is none.</summary>
    public string? AdminKey { get; init; }

    public bool SeedDemo { get; init; }

    /// <summary>Whose pages' scripts may call the API.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public required Retention Retention { get; init; }

    /// <summary>How many requests a second each key may make; null: as many as it likes.</summary>
    public int? PermitsPerSecond { get; init; }

    public bool HasMetrics { get; init; }

    /// <summary>Where metrics are served; null: where everything else is.</summary>
    public int? MetricsPort { get; init; }

    /// <exception cref="InvalidOperationException">A setting is unknown, or its value impossible.</exception>
    public static LoyaltyOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var unknown = configuration.GetSection(Section).AsEnumerable().Where(setting => setting.Value is not null)
            .Select(setting => setting.Key)
                .FirstOrDefault(name => !Names.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            throw new InvalidOperationException($"There is no setting {Environment(unknown)}.");
        }

        var given = configuration["Loyalty:AdminKey"];
        var key = given is { Length: > 0 } ? given : environment.IsDevelopment() ? DemoKey : null;
        if (key is { Length: < MinAdminKeyLength })
        {
            throw new InvalidOperationException(
                $"{Environment("Loyalty:AdminKey")} must have at least {MinAdminKeyLength} characters.");
        }

        return new()
        {
            AdminKey = key,
            AllowedOrigins = [.. (configuration["Loyalty:AllowedOrigins"] ?? "").Split(
                [';', ',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Origin)],
            Retention = Number("Loyalty:IdempotencyRetentionDays", MaxRetentionDays) is { } days
                ? new(TimeSpan.FromDays(days))
                : Retention.Usual,
            SeedDemo = Flag("Loyalty:SeedDemo") ?? environment.IsDevelopment(),
            PermitsPerSecond = Number("Loyalty:RateLimit:PermitsPerSecond", int.MaxValue),
            HasMetrics = Flag("Loyalty:Metrics:Enabled") ?? true,
            MetricsPort = Number("Loyalty:Metrics:Port", MaxPort),
            Altcraft = Compat("Altcraft") with
            {
                HasStatusFromError = Flag("Loyalty:Compat:Altcraft:StatusFromError") ?? false,
            },
        };

        CompatOptions Compat(string vendor) => new()
        {
            IsEnabled = Flag($"Loyalty:Compat:{vendor}:Enabled") ?? true,
            Prefix = configuration[$"Loyalty:Compat:{vendor}:Prefix"] is not { Length: > 0 } text ? PathString.Empty
                : text.StartsWith('/') && text.Length > 1 && !text.EndsWith('/') ? new(text)
                : throw new InvalidOperationException(
                    $"{Environment($"Loyalty:Compat:{vendor}:Prefix")} must be the start of a path, as in /altcraft."),
        };

        string Origin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/') ? text.TrimEnd('/')
            : throw new InvalidOperationException(
                $"{Environment("Loyalty:AllowedOrigins")} must be origins, as in https://shop.example.com.");

        bool? Flag(string name) => configuration[name] is not { Length: > 0 } text ? null
            : bool.TryParse(text, out var flag) ? flag
            : throw new InvalidOperationException($"{Environment(name)} must be true or false.");

        int? Number(string name, int most) => configuration[name] is not { Length: > 0 } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= 1 && number <= most ? number
            : throw new InvalidOperationException($"{Environment(name)} must be 1 to {most}.");
    }

    /// <summary>A setting's name as an environment variable has it.</summary>
    public static string Environment(string name) => name.Replace(":", "__", StringComparison.Ordinal);
}

namespace Loyalty.Api.Hosting;

/// <summary>Settings under "Loyalty", checked at start.</summary>
sealed record LoyaltyOptions
{
    const int MinAdminKeyLength = 16;

    /// <summary>The key that "make run" prints; only in Development, and only where no other is set.</summary>
    public const string DemoKey = "demo-key-for-development-only";

    /// <summary>A key with every scope on all operators; null: there is none.</summary>
    public string? AdminKey { get; init; }

    public bool SeedDemo { get; init; }

    public static LoyaltyOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("Loyalty");
        var key = section["AdminKey"] is { Length: > 0 } given ? given : environment.IsDevelopment() ? DemoKey : null;
        if (key is { Length: < MinAdminKeyLength })
        {
            throw new InvalidOperationException(
                $"Loyalty__AdminKey must have at least {MinAdminKeyLength} characters.");
        }

        var seed = section["SeedDemo"];
        return bool.TryParse(seed ?? bool.FalseString, out var seedDemo)
            ? new() { AdminKey = key, SeedDemo = seed is null ? environment.IsDevelopment() : seedDemo }
            : throw new InvalidOperationException("Loyalty__SeedDemo must be true or false.");
    }
}

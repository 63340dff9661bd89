namespace Loyalty.Api.Hosting;

/// <summary>Which web pages' scripts may call the API; none, unless a setting names their origins.</summary>
static class Origins
{
    public static IServiceCollection AddOrigins(this IServiceCollection services, LoyaltyOptions options) =>
        options.AllowedOrigins.Count == 0 ? services : services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.AllowedOrigins])
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders("Idempotency-Replayed", "Request-Id", "Retry-After")));

    public static void UseOrigins(this WebApplication app, LoyaltyOptions options)
    {
        if (options.AllowedOrigins.Count > 0)
        {
            app.UseCors();
        }
    }
}

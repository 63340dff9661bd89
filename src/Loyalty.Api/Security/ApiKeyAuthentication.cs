using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Loyalty.Api.Calls;
using Loyalty.Api.Hosting;
using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Loyalty.Api.Security;

/// <summary>
/// Tells who asks by "Authorization: Bearer …" or "X-Api-Key". The database is asked each time, here or by the load of
/// the account that the request is about, so that a revoked key is refused on the very next request.
/// </summary>
sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    LoyaltyOptions settings,
    IKeyUsage usage)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    /// <summary>The claim that FastEndpoints checks scopes by.</summary>
    const string ScopeClaim = "permissions";

    const string Bearer = "Bearer ";

    RequestScope Current => Context.RequestServices.GetRequiredService<RequestScope>();

    /// <summary>
    /// What has to be said instead of anything else, when the request's key was only remembered and no load has confirmed
    /// it: that it is valid no longer, or that nobody can tell. Null when it is valid.
    /// </summary>
    public static async Task<Problem.PendingProblem?> Refusal(HttpContext context)
    {
        var scope = context.RequestServices.GetRequiredService<RequestScope>();
        if (scope.KeyToConfirm is not { } id)
        {
            return null;
        }

        scope.KeyToConfirm = null;
        var services = context.RequestServices;
        try
        {
            var isValid = await services.GetRequiredService<IApiKeys>().IsValid(id, context.RequestAborted);
            return isValid ? null : Problem.Of(Declines.KeyRefused);
        }
        catch (StoreUnavailableException error)
        {
            return services.GetRequiredService<Faults>().Describe(error);
        }
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // What anybody may call asks no database, whatever key comes along.
        var isOpen = Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (isOpen || Key() is not { } key)
        {
            return AuthenticateResult.NoResult();
        }

        if (await Find(key) is not { } caller)
        {
            return AuthenticateResult.Fail("unknown key");
        }

        Current.Caller = caller;
        var identity = new ClaimsIdentity(caller.Scopes.Select(scope => new Claim(ScopeClaim, scope)), SchemeName);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Problem.Of(Declines.KeyRefused).Write(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Of(Declines.Forbidden).Write(Context);

    /// <summary>One key in one place: two headers that say different things are no key.</summary>
    string? Key()
    {
        var given = Request.Headers.Authorization.Where(
            value => value?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true)
            .Select(value => value![Bearer.Length..].Trim())
            .Concat(Request.Headers["X-Api-Key"].OfType<string>())
            .Distinct().ToList();
        return given.Count == 1 ? given[0] : null;
    }

    async Task<Caller?> Find(string key)
    {
        if (settings.AdminKey is { } adminKey && CryptographicOperations.FixedTimeEquals(Hash(key), Hash(adminKey)))
        {
            return new(Caller.BootstrapName, null, null, Scope.All);
        }

        var keys = Context.RequestServices.GetRequiredService<IApiKeys>();
        if (LoadsAccount && keys.Recall(key) is var (known, itsCaller))
        {
            Current.KeyToConfirm = known;
            usage.Used(known);
            return itsCaller;
        }

        if (await keys.Authenticate(key, Context.RequestAborted) is not var (id, caller))
        {
            return null;
        }

        usage.Used(id);
        return caller;
    }

    bool LoadsAccount =>
        Context.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>() is { LoadsAccount: true };

    /// <summary>Of one length, whatever was sent.</summary>
    static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

static class ApiKeyServices
{
    public static IServiceCollection AddApiKeyAuthentication(this IServiceCollection services)
    {
        // The core alone: AddAuthentication would bring data protection, which keeps keys on disk for cookies we have
        // not.
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = ApiKeyAuthentication.SchemeName;
            options.AddScheme<ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        });
        return services.AddWebEncoders().AddTransient<ApiKeyAuthentication>().AddAuthorization();
    }
}

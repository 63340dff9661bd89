using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Loyalty.Api.Calls;
using Loyalty.Api.Hosting;
using Loyalty.Api.Refusals;
using Loyalty.Api.Telemetry;
using Loyalty.Application;
using Loyalty.Application.Ports;
using Loyalty.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Loyalty.Api.Security;

/// <summary>
/// Tells who asks by the API key that the request's dialect finds. The database is asked each time, here or by the load
/// of the account that the request is about, so that a revoked key is refused on the very next request.
/// </summary>
sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    LoyaltyOptions settings,
    IKeyAuthentication keys,
    IKeyUsage usage)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    /// <summary>The claim that FastEndpoints checks scopes by.</summary>
    const string ScopeClaim = "permissions";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // What anybody may call asks no database, whatever key comes along.
        var isOpen = Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (isOpen || Context.Dialect().KeyOf(Request) is not { } sent)
        {
            return AuthenticateResult.NoResult();
        }

        if (await Find(sent) is not { } key)
        {
            return AuthenticateResult.Fail("unknown key");
        }

        Context.Features.Set(key);
        if (Context.Features.Get<RequestScope>() is { } scope)
        {
            scope.Key = key;
        }

        var identity = new ClaimsIdentity(
            key.Caller.Scopes.Select(scope => new Claim(ScopeClaim, scope)), SchemeName);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Context.Refuse(Refusal.Of(Declines.KeyRefused));

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Context.Refuse(Refusal.Of(Declines.Forbidden));

    async Task<AuthenticatedKey?> Find(string sent)
    {
        if (settings.AdminKey is { } adminKey && CryptographicOperations.FixedTimeEquals(Hash(sent), Hash(adminKey)))
        {
            return new(
                Caller.BootstrapName, new(Caller.BootstrapName, null, null, Scope.All), ToConfirm: null);
        }

        if (LoadsAccount && keys.Recall(sent) is var (known, itsCaller))
        {
            usage.Used(known);
            return new(known, itsCaller, ToConfirm: known);
        }

        if (await keys.Authenticate(sent, Context.RequestAborted) is not var (id, caller))
        {
            return null;
        }

        usage.Used(id);
        return new(id, caller, ToConfirm: null);
    }

    bool LoadsAccount => Context.GetEndpoint()?.Metadata.GetMetadata<Call>() is { LoadsAccount: true };

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

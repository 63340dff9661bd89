using Loyalty.Api.Refusals;
using Loyalty.Application;
using Loyalty.Application.Pipeline;
using Loyalty.Application.Ports;
using Loyalty.Domain;

namespace Loyalty.Api.Security;

/// <summary>Whose key a request came with.</summary>
/// <param name="Id">The key's; the bootstrap key has its name.</param>
/// <param name="ToConfirm">Id of a key that was accepted from memory; null: the database has confirmed it.</param>
sealed record AuthenticatedKey(string Id, Caller Caller, string? ToConfirm);

/// <summary>
/// Nothing leaves before the caller's key is confirmed: by the load of an account, or else here, once whatever the
/// endpoint did is over. What declares to load an account, and does not, is a slow call, never an open one.
/// </summary>
static class KeyConfirmation
{
    /// <summary>
    /// What has to be said instead of the answer: that the key is valid no longer, or that nobody can tell. Null when
    /// it is valid, or none was needed.
    /// </summary>
    public static async Task<Refusal?> Check(HttpContext context)
    {
        if (context.Features.Get<AuthenticatedKey>() is not { ToConfirm: { } id } key)
        {
            return null;
        }

        var services = context.RequestServices;
        try
        {
            if (!services.GetRequiredService<AnswerFacts>().HasConfirmedKey
                && !await services.GetRequiredService<IKeyAuthentication>().IsValid(id, context.RequestAborted))
            {
                return Refusal.Of(Declines.KeyRefused);
            }
        }
        catch (StoreUnavailableException error)
        {
            return services.GetRequiredService<Faults>().Describe(error);
        }

        context.Features.Set(key with { ToConfirm = null });
        return null;
    }
}

using Loyalty.Api.Calls;
using Loyalty.Api.Hosting;
using Loyalty.Api.Refusals;
using Loyalty.Api.Telemetry;
using Loyalty.Domain;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Compat;

/// <summary>
/// Reads the bodies of vendors' calls before anybody knows who asks: their credentials may stand there.
/// </summary>
static class VendorBodies
{
    public static void UseVendorBodies(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Call>() is { IsVendors: true } call)
        {
            Note(context, call);
            if (await Read(context) is { } refusal)
            {
                await context.Refuse(refusal);
                return;
            }
        }

        await next(context);
    });

    /// <summary>For the request's log lines.</summary>
    static void Note(HttpContext context, Call call)
    {
        if (context.Features.Get<RequestScope>() is { } scope
            && context.Dialect() is CompatDialect dialect)
        {
            scope.Vendors = (dialect.Name, call.Id);
        }
    }

    public static VendorMessage Of(HttpContext context) => context.Features.GetRequiredFeature<VendorMessage>();

    /// <summary>Null when it was read.</summary>
    static async Task<Refusal?> Read(HttpContext context)
    {
        var request = context.Request;
        if (JsonBody.IsAbsent(request))
        {
            context.Features.Set(new VendorMessage([]));
            return null;
        }

        if (VendorForms.OfBody(request) is not { } form || JsonBody.IsEncoded(request))
        {
            return Refusal.Of(StatusCodes.Status415UnsupportedMediaType);
        }

        var (bytes, refusal) = await JsonBody.ReadBytes(request, Limits.MaxBodyBytes, context.RequestAborted);
        if (bytes is null)
        {
            return refusal;
        }

        try
        {
            context.Features.Set(new VendorMessage(form == VendorForm.Xml
                ? XmlMessage.Read(bytes, request.GetTypedHeaders().ContentType?.Charset.Value?.Trim('"'))
                : JsonMessage.Read(bytes)));
            return null;
        }
        catch (FormatException)
        {
            return Refusal.Of(Declines.Invalid([FieldCodes.InvalidFormat.At("body")]));
        }
    }
}

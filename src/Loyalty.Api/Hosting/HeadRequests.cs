namespace Loyalty.Api.Hosting;

/// <summary>HEAD is answered as GET is; the web server, which knows what was asked, leaves out the body.</summary>
static class HeadRequests
{
    public static void UseHeadAsGet(this WebApplication app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });
}

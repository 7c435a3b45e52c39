namespace Geo.Server.Web;

/// <summary>What every answer tells browsers not to do with it. Whoever sets a stricter or fitter policy before keeps it.</summary>
public static class SecurityHeaders
{
    // Data: if a browser is ever made to open it as a page, nothing in it runs, loads or is framed.
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // Our pages without script: their one style sheet, and nothing else.
    private const string PagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    private const string Unused = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // When the answer starts, because a failure on the way there empties the headers.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            // Basemaps of other servers may ask where they are shown; nobody needs to know which place was looked at.
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Permissions-Policy"] = Unused;
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true ? PagePolicy : DataPolicy;
            return Task.CompletedTask;
        });
        return next(context);
    });
}

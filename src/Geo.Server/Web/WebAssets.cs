using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Geo.Server.Web;

/// <summary>
/// Serves the built front end. Assets carry a hash in their name and lie beside their own .br and .gz, so they are sent
/// as they lie and kept by browsers for ever; every other path is the page itself, which finds its way by the URL.
/// </summary>
public static class WebAssets
{
    private static readonly FileExtensionContentTypeProvider Types = new();
    private static readonly (string Name, string Extension)[] Encodings = [("br", ".br"), ("gzip", ".gz")];

    private static readonly string[] NotScreens = ["/api/", "/ogc/", "/assets/"];

    // Nothing from anywhere but here, except basemap tiles that the configuration names.
    private const string Policy =
        "default-src 'self'; img-src 'self' data: blob: {basemaps}; style-src 'self'; object-src 'none'; connect-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'";

    public static void MapWebAssets(this WebApplication app)
    {
        var root = app.Configuration["Web:Root"] ?? "";
        if (!File.Exists(Path.Combine(root, "index.html")))
        {
            app.Logger.LogWarning("No built front end at '{Root}': the map is not served. Build it with `npm run build` in web/.", root);
            return;
        }
        var basemaps = app.Configuration.GetSection("Map:Basemaps").Get<Basemap[]>() ?? [];
        var policy = Policy.Replace("{basemaps}", string.Join(' ', basemaps.Select(Origin)), StringComparison.Ordinal);
        // Looks at the disk each time, and only under the root: a new build is served at once.
        var files = new PhysicalFileProvider(root);

        // The default pattern leaves out paths with a dot, which assets have; and without its methods named, the fallback would
        // take what other routes refuse.
        app.MapFallback("{*path}", async context =>
        {
            var path = context.Request.Path.Value ?? "/";
            var isAsset = path != "/index.html" && files.GetFileInfo(path) is { Exists: true, IsDirectory: false };
            // A missing file is missing; only a path that could be a screen is the page.
            if (!isAsset && path != "/index.html" && (Path.HasExtension(path) || NotScreens.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal))))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            var headers = context.Response.Headers;
            headers.CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
            if (!isAsset) headers.ContentSecurityPolicy = policy;
            await SendAsync(context, files, isAsset ? path : "/index.html");
        }).WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }

    private static async Task SendAsync(HttpContext context, PhysicalFileProvider files, string path)
    {
        context.Response.ContentType = Types.TryGetContentType(path, out var type) ? type : "application/octet-stream";
        if (type is "text/html" or "text/css" or "text/javascript") context.Response.ContentType = $"{type}; charset=utf-8";
        context.Response.Headers.Vary = "Accept-Encoding";
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        foreach (var (name, extension) in Encodings)
            if (accepted.Any(encoding => encoding.Value == name && encoding.Quality is not 0) && files.GetFileInfo(path + extension).Exists)
            {
                context.Response.Headers.ContentEncoding = name;
                path += extension;
                break;
            }
        var file = files.GetFileInfo(path);
        var tag = $"\"{file.LastModified.Ticks:x}-{file.Length:x}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentLength = file.Length;
        if (HttpMethods.IsGet(context.Request.Method)) await context.Response.SendFileAsync(file, context.RequestAborted);
    }

    private static string Origin(Basemap basemap) =>
        Uri.TryCreate(basemap.Template.Replace("{s}", "*", StringComparison.Ordinal), UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{uri.Authority}" : "";
}

using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks.Serve;

/// <summary>SQL statements by request, counted on a server in this process, where the driver tells of each.</summary>
internal static class StatementCosts
{
    public static async Task PrintAsync(TestDatabase database, long version, string box)
    {
        await using var server = await TestServer.StartSharedAsync(database);
        var tile = "/ogc/collections/5g/tiles/WebMercatorQuad/12/1603/3379";
        (string Case, string Path, bool Held)[] requests =
        [
            ("tile-cold", $"{tile}?version={version}", false), ("tile-warm", $"{tile}?version={version}", false), ("tile-304", $"{tile}?version={version}", true),
            ("tile-warm-current", tile, false), ("bbox-1000", $"/ogc/collections/5g/items?f=json&bbox={box}&limit=1000", false), ("export", "/ogc/collections/5g/export.geojson", false),
        ];
        using var count = new StatementCount(database);
        string? tag = null;
        foreach (var (name, path, held) in requests)
        {
            count.Take();
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (held) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            using var response = await server.Http.SendAsync(request);
            await response.Content.CopyToAsync(Stream.Null);
            tag = response.Headers.ETag?.ToString();
            new Measurement("serve", $"{name}-sql", count.Take().Count, "statements").Print();
        }
    }
}

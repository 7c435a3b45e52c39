using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks.Serve;

/// <summary>GeoJSON: a thousand features in a box, and the page at the end against the first.</summary>
internal sealed class ItemCases(ServerProcess server, PlainServer plain, MapServer? mapServer, string box)
{
    private const int Limit = 1000;
    private const int Users = 10;

    public async Task RunAsync()
    {
        var own = $"/ogc/collections/5g/items?f=json&bbox={box}&limit={Limit}";
        var sql = $"/sql-json?bbox={box}&limit={Limit}";
        using var bare = new HttpClient { BaseAddress = plain.Address };
        var features = await FeaturesAsync(server.Http, own);
        Require(features, await FeaturesAsync(bare, sql), "sql-json");
        var load = (await Wrk.RunAsync("bbox-1000", "geo", ServeBench.AddressOf(server), Users, [own])).Print();
        load.Against((await Wrk.RunAsync("bbox-1000", "sql-json", plain.Address, Users, [sql])).Print());
        if (mapServer is not null)
        {
            using var rival = new HttpClient { BaseAddress = mapServer.Address };
            // MapServer may give another thousand of the box, and its attributes as text: that it gives as many features is all that can be compared.
            var theirs = await FeaturesAsync(rival, MapServer.Items(box, Limit));
            if (theirs.Count != features.Count) await Console.Error.WriteLineAsync($"bbox-1000: MapServer gives {theirs.Count} features, not {features.Count}, and does not count.");
            else load.Against((await Wrk.RunAsync("bbox-1000", "mapserver", mapServer.Address, Users, [MapServer.Items(box, Limit)])).Print());
        }
        await DeepPageAsync();
    }

    private async Task DeepPageAsync()
    {
        var first = $"/ogc/collections/5g/items?f=json&limit={Limit}";
        var (next, deep, pages) = (first, first, 0);
        while (true)
        {
            using var page = JsonDocument.Parse(await server.Http.GetStringAsync(next));
            var link = page.RootElement.GetProperty("links").EnumerateArray().FirstOrDefault(link => link.GetProperty("rel").GetString() == "next");
            // The last full page is as long as the first.
            if (page.RootElement.GetProperty("numberReturned").GetInt32() == Limit) deep = next;
            if (link.ValueKind == JsonValueKind.Undefined) break;
            next = new Uri(link.GetProperty("href").GetString()!).PathAndQuery;
            pages++;
        }
        var begin = (await Wrk.RunAsync("first-page", "geo", ServeBench.AddressOf(server), Users, [first])).Print();
        var end = (await Wrk.RunAsync("deep-page", "geo", ServeBench.AddressOf(server), Users, [deep])).Print();
        new Measurement("serve", "deep-page", end.RequestsPerSecond, "requests/s").AgainstRate($"the first of {pages + 1} pages", begin.RequestsPerSecond).Print();
    }

    private static async Task<IReadOnlyList<JsonElement>> FeaturesAsync(HttpClient http, string path) =>
        [.. JsonDocument.Parse(await http.GetStringAsync(path)).RootElement.GetProperty("features").EnumerateArray()];

    private static void Require(IReadOnlyList<JsonElement> own, IReadOnlyList<JsonElement> other, string peer)
    {
        if (own.Count != Limit || own.Count != other.Count) throw new InvalidOperationException($"{own.Count} features, {other.Count} of {peer}.");
        for (var i = 0; i < own.Count; i++)
            if (!System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(own[i].GetRawText()), System.Text.Json.Nodes.JsonNode.Parse(other[i].GetRawText())))
                throw new InvalidOperationException($"Feature {i} differs: {own[i]} against {other[i]} of {peer}.");
    }
}

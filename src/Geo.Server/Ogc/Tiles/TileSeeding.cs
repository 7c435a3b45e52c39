using System.Net;
using System.Text.Json;

namespace Geo.Server.Ogc.Tiles;

/// <summary>Walks down the tiles of each layer, as a visitor would: below an empty tile there is nothing, so nothing is asked there.</summary>
internal static class TileSeeding
{
    // Fewer than the service lets in, so that visitors find room beside the seeding.
    private const int AtOnce = 4;

    public static async Task<IReadOnlyList<Seeded>> RunAsync(HttpClient http, string? layerId, int firstZoom, int lastZoom, CancellationToken cancel)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync("/ogc/collections?f=json", cancel));
        var layers = document.RootElement.GetProperty("collections").EnumerateArray()
            // Outlines of coverage are no layers and have no tiles.
            .Where(collection => collection.TryGetProperty("geo", out _))
            .Select(collection => (Id: collection.GetProperty("id").GetString()!, Geo: collection.GetProperty("geo")))
            .Where(layer => layerId is null ? layer.Geo.GetProperty("count").GetInt64() > 0 : layer.Id == layerId)
            .Select(layer => (layer.Id, Version: layer.Geo.GetProperty("dataVersion").GetInt64())).ToList();
        if (layers is []) throw new InvalidOperationException(layerId is null ? "Nothing is published yet." : $"The service has no layer '{layerId}'.");
        List<Seeded> seeded = [];
        foreach (var (id, version) in layers) seeded.Add(await SeedAsync(http, id, version, firstZoom, lastZoom, cancel));
        return seeded;
    }

    private static async Task<Seeded> SeedAsync(HttpClient http, string layer, long version, int firstZoom, int lastZoom, CancellationToken cancel)
    {
        var (firstRow, lastRow, firstColumn, lastColumn) = TileGrid.Limits(firstZoom);
        List<(int Row, int Column)> level = [.. from row in Enumerable.Range(firstRow, lastRow - firstRow + 1)
                                                from column in Enumerable.Range(firstColumn, lastColumn - firstColumn + 1)
                                                select (row, column)];
        var (filled, empty) = (0, 0);
        for (var zoom = firstZoom; zoom <= lastZoom; zoom++)
        {
            var below = new System.Collections.Concurrent.ConcurrentBag<(int Row, int Column)>();
            await Parallel.ForEachAsync(level, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (tile, token) =>
            {
                if (!await AskAsync(http, $"/ogc/collections/{layer}/tiles/{TileGrid.Id}/{zoom}/{tile.Row}/{tile.Column}?version={version}", token))
                {
                    Interlocked.Increment(ref empty);
                    return;
                }
                Interlocked.Increment(ref filled);
                for (var child = 0; child < 4; child++)
                    if ((2 * tile.Row + child / 2, 2 * tile.Column + child % 2) is var (row, column) && TileGrid.Contains(zoom + 1, row, column)) below.Add((row, column));
            });
            level = [.. below];
        }
        return new Seeded(layer, version, filled, empty);
    }

    /// <summary>True where something is. Brotli, which the service makes from the gzip: both are kept then.</summary>
    private static async Task<bool> AskAsync(HttpClient http, string path, CancellationToken cancel)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "br" } } };
            using var response = await http.SendAsync(request, cancel);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter?.Delta is { } wait)
            {
                await Task.Delay(wait, cancel);
                continue;
            }
            response.EnsureSuccessStatusCode();
            return response.StatusCode == HttpStatusCode.OK;
        }
    }
}

/// <summary>What was asked for of a layer.</summary>
internal sealed record Seeded(string Layer, long Version, int Filled, int Empty);

using System.Text.Json;
using Geo.Core.Coverage;
using Geo.Core.Crs;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Hybrid;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>
/// The coverage of a layer as a collection of outlines, one feature a class of the legend, generalised by zoom: at most zooms a
/// block of cells belongs to the class that its cells have on average, when at least half of it is covered.
/// </summary>
internal static class CoverageOutlines
{
    private const string Suffix = "-coverage";
    private const int DefaultZoom = 8;
    private static readonly HybridCacheEntryOptions Cached = new() { Expiration = TimeSpan.FromHours(12), LocalCacheExpiration = TimeSpan.FromHours(12) };

    public static void MapCoverageOutlines(this IEndpointRouteBuilder app)
    {
        var collections = app.MapGroup("/ogc/collections").WithTags("Coverage");
        collections.MapGet($"/{{layerId}}{Suffix}", GetCollectionAsync).WithName("getCoverageCollection").WithSummary("The collection of a coverage's outlines").ProducesProblem(404);
        collections.MapGet($"/{{layerId}}{Suffix}/items", GetItemsAsync).WithName("getCoverageOutlines").WithSummary("Coverage outlines by class, generalised for a zoom (5 to 10)")
            .Produces<Stream>(200, Negotiation.GeoJson).ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Ok<OutlineCollection>> GetCollectionAsync(HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        var version = await CoverageVersion.ResolveAsync(layerId, catalog, null, database, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-cache";
        var (title, path) = (catalog.Find(layerId)!.Definition.Title, $"/ogc/collections/{layerId}{Suffix}");
        return TypedResults.Ok(new OutlineCollection($"{layerId}{Suffix}", $"{title.In(context.Request.LanguageOf())} · {new Title("覆盖", "coverage").In(context.Request.LanguageOf())}", "feature",
            [Collection.Crs84], version.Number,
            [
                new(Link.To(context.Request, path), "self", Negotiation.Json, title.En),
                new(Link.To(context.Request, $"{path}/items"), "items", Negotiation.GeoJson, title.En),
            ]));
    }

    private static async Task<Results<FileContentHttpResult, EmptyHttpResult>> GetItemsAsync(
        HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database, PlaneStore planes, HybridCache cache)
    {
        var parameters = new QueryParameters(context.Request, "zoom", "version", "f");
        var zoom = parameters.WholeNumber("zoom", 5) ?? DefaultZoom;
        if (zoom > 10) throw ProblemException.BadRequest("invalid-zoom", "'zoom' is 5 to 10; nearer, the tiles show every cell.");
        if (parameters["f"] is not (null or "json")) throw ProblemException.BadRequest("invalid-f", "Outlines come as 'json'.");
        var cancel = context.RequestAborted;
        var version = (await CoverageVersion.ResolveAsync(layerId, catalog, parameters.WholeNumber("version", 0), database, cancel)).WithPlanes();
        if (CoverageAnswer.IsFresh(context, $"outlines.{layerId}.{version.Number}.{zoom}")) return TypedResults.Empty;
        var answer = await cache.GetOrCreateAsync($"outlines/{layerId}/{version.Number}/{zoom}", async token => Write(version, (int)zoom, (await planes.StateAsync(version, token)).Overviews), Cached, cancellationToken: cancel);
        return TypedResults.Bytes(answer, Negotiation.GeoJson);
    }

    private static byte[] Write(CoverageVersion version, int zoom, IReadOnlyDictionary<int, Overview> overviews)
    {
        var (grid, model) = (version.Model.Grid, version.Model);
        var level = Math.Max(Overview.FirstKept, new PlanePicture(model, "level", zoom).Level);
        var side = CoverageGrid.TileSize >> level;
        int columns = grid.TileColumns * side, rows = grid.TileRows * side;
        var classes = new byte[rows * columns];
        foreach (var (tile, overview) in overviews)
            for (var i = 0; i < side * side; i++)
            {
                var block = overview.At(level, i / side, i % side);
                // Below the threshold the share is that of weaker classes: no coverage.
                if (block.LevelShare < 128 || block.LevelCode < model.CoveredCode) continue;
                classes[(tile / grid.TileColumns * side + i / side) * columns + tile % grid.TileColumns * side + i % side] = (byte)(1 + LegendClass(model, block.LevelCode));
            }
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            var returned = 0;
            for (var i = 0; i < model.Rule.Legend.Count; i++)
            {
                var outlines = MaskOutlines.Trace(classes, columns, (byte)(i + 1));
                if (outlines.Count == 0) continue;
                returned++;
                WriteFeature(json, version, i, outlines, (grid.CellM * (1 << level), grid));
            }
            json.WriteEndArray();
            json.WriteNumber("numberReturned", returned);
            json.WriteNumber("numberMatched", returned);
            json.WriteString("timeStamp", version.PublishedAt);
            json.WriteEndObject();
        }
        return output.ToArray();
    }

    private static void WriteFeature(Utf8JsonWriter json, CoverageVersion version, int number, IReadOnlyList<MaskOutline> outlines, (double BlockM, CoverageGrid Grid) on)
    {
        var kind = version.Model.Rule.Legend[number];
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteNumber("id", number + 1);
        json.WriteStartObject("properties");
        json.WriteString("layer", version.LayerId);
        json.WriteString("titleZh", kind.Title.Zh);
        json.WriteString("titleEn", kind.Title.En);
        json.WriteString("colour", kind.Colour);
        if (kind.FromDbm is { } dbm) json.WriteNumber("fromDbm", dbm);
        if (kind.WithinM is { } metres) json.WriteNumber("withinM", metres);
        if (kind.WithinMs is { } milliseconds) json.WriteNumber("withinMs", milliseconds);
        json.WriteNumber("version", version.Number);
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", "MultiPolygon");
        json.WriteStartArray("coordinates");
        foreach (var outline in outlines)
        {
            json.WriteStartArray();
            WriteRing(json, outline.Shell, on);
            foreach (var hole in outline.Holes) WriteRing(json, hole, on);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRing(Utf8JsonWriter json, IReadOnlyList<(int Row, int Column)> ring, (double BlockM, CoverageGrid Grid) on)
    {
        json.WriteStartArray();
        for (var i = 0; i <= ring.Count; i++)
        {
            var (row, column) = ring[i % ring.Count];
            var at = Albers.Shandong.Inverse(new(on.Grid.WestM + column * on.BlockM, on.Grid.NorthM - row * on.BlockM));
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(at.LonDeg, 6));
            json.WriteNumberValue(Math.Round(at.LatDeg, 6));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static int LegendClass(CoverageModel model, byte code)
    {
        for (var i = 0; i < model.LegendCodes.Count; i++)
            if (code >= model.LegendCodes[i]) return i;
        return model.LegendCodes.Count - 1;
    }
}

public sealed record OutlineCollection(string Id, string Title, string ItemType, IReadOnlyList<string> Crs, long Version, IReadOnlyList<Link> Links);

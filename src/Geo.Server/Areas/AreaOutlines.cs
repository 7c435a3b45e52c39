using System.Globalization;
using System.Text;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Memory;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Areas;

/// <summary>
/// The areas of a level as outlines for small maps, print and the wall: Web Mercator in whole steps, written as SVG paths, so
/// that they are drawn sharp at any size without tiles. Neighbours share their edges exactly.
/// </summary>
public static class AreaOutlines
{
    /// <summary>Metres of Web Mercator to a step: half a pixel of zoom 8, finer than an A3 sheet at 150 dpi shows.</summary>
    public const int StepM = 300;

    private const string Select = """
        select s.adcode, s.geom, st_transform(f.label, 3857)
        from geo.area_shape s join geo.area f using (adcode, level, valid_from)
        where f.level = $1 and {valid} and s.zoom_from <= $2 and s.zoom_to >= $2
        order by s.adcode
        """;

    private const int Zoom = 8;

    public static void MapAreaOutlines(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/areas/outlines", GetOutlinesAsync).WithName("getAreaOutlines").WithTags("Areas")
            .WithSummary("Outlines of all areas of a level as SVG paths in Web Mercator").ProducesProblem(400);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "A constant with a predicate of constants put in.")]
    private static async Task<Results<Ok<Outlines>, EmptyHttpResult>> GetOutlinesAsync(HttpContext context, LayerCatalog catalog, NpgsqlDataSource database, IMemoryCache cache)
    {
        var parameters = new QueryParameters(context.Request, "level", "version");
        var level = parameters["level"] ?? "county";
        var layer = catalog.Layers.FirstOrDefault(layer => layer.Role == LayerRole.Area && layer.Definition.Level == level)
            ?? throw ProblemException.BadRequest("invalid-level", $"'level' must be county, city, circle or province, not '{level}'.");
        var cancel = context.RequestAborted;
        var version = await LayerVersion.ResolveAsync(layer, parameters.WholeNumber("version", 0), database, cancel);
        if (Revalidation.IsFresh(context, layer, version)) return TypedResults.Empty;
        var key = $"outlines:{level}:{version.Number}";
        if (cache.TryGetValue(key, out Outlines? outlines)) return TypedResults.Ok(outlines!);

        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version.Number, cancel);
        await using var command = new NpgsqlCommand { Connection = snapshot.Connection, Parameters = { new() { Value = level }, new() { Value = Zoom } } };
        command.CommandText = Select.Replace("{valid}", LayerVersion.Predicate(snapshot.PublicationId, command), StringComparison.Ordinal);
        var areas = new List<(string Adcode, Geometry Shape, Point Label)>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel)) areas.Add((rows.GetString(0), rows.GetFieldValue<Geometry>(1), rows.GetFieldValue<Point>(2)));
        outlines = Of(level, version.Number, areas);
        cache.Set(key, outlines, new MemoryCacheEntryOptions { Size = outlines.Areas.Sum(area => 2L * area.Path.Length) + 1 });
        return TypedResults.Ok(outlines);
    }

    private static Outlines Of(string level, long version, List<(string Adcode, Geometry Shape, Point Label)> areas)
    {
        var box = new Envelope();
        foreach (var area in areas) box.ExpandToInclude(area.Shape.EnvelopeInternal);
        // On the grid of all levels, so that maps of two levels lie exactly on each other.
        var (west, north) = (Step(box.MinX), -Step(box.MaxY));
        return new Outlines(level, version, StepM, areas.Count == 0 ? [0, 0, 0, 0] : [west, north, Step(box.MaxX) - west, -Step(box.MinY) - north],
            [.. areas.Select(area => new Outline(area.Adcode, Path(area.Shape), [Step(area.Label.X), -Step(area.Label.Y)]))]);
    }

    private static string Path(Geometry shape)
    {
        var path = new StringBuilder();
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            var polygon = (Polygon)shape.GetGeometryN(i);
            Ring(polygon.ExteriorRing.Coordinates, path);
            foreach (var hole in polygon.InteriorRings) Ring(hole.Coordinates, path);
        }
        return path.ToString();
    }

    /// <summary>Moves from step to step; points on the same step are one, and a ring of fewer than three steps is nothing.</summary>
    private static void Ring(Coordinate[] ring, StringBuilder path)
    {
        var steps = new List<(int X, int Y)>();
        foreach (var point in ring)
        {
            var step = (Step(point.X), -Step(point.Y));
            if (steps.Count == 0 || steps[^1] != step) steps.Add(step);
        }
        if (steps.Count < 4) return;
        path.Append(CultureInfo.InvariantCulture, $"M{steps[0].X} {steps[0].Y}l");
        for (var i = 1; i < steps.Count - 1; i++)
        {
            if (i > 1) path.Append(' ');
            path.Append(CultureInfo.InvariantCulture, $"{steps[i].X - steps[i - 1].X} {steps[i].Y - steps[i - 1].Y}");
        }
        path.Append('z');
    }

    private static int Step(double metres) => (int)Math.Round(metres / StepM);
}

/// <param name="Box">West, north, width, height in steps: an SVG viewBox.</param>
public sealed record Outlines(string Level, long DataVersion, int StepM, IReadOnlyList<int> Box, IReadOnlyList<Outline> Areas);

/// <param name="Path">SVG path data in steps, south positive.</param>
/// <param name="Label">Where a name sits well.</param>
public sealed record Outline(string Adcode, string Path, IReadOnlyList<int> Label);

using System.Text.Json;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using NetTopologySuite.Operation.Valid;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>The same figures as an area's for a polygon that someone has drawn.</summary>
internal static class CoverageStatistics
{
    public const int MostVertices = 10_000;
    private const int MostBytes = 2 << 20;

    private static readonly JsonSerializerOptions GeoJson = new() { Converters = { new GeoJsonConverterFactory() } };

    public static void MapCoverageStatistics(this RouteGroupBuilder coverage) =>
        coverage.MapPost("/{layerId}/statistics", PostAsync).WithName("postCoverageStatistics").WithSummary("Area and people covered within a posted GeoJSON polygon")
            .Accepts<JsonElement>("application/json", "application/geo+json").ProducesProblem(400).ProducesProblem(404).ProducesProblem(413);

    private static async Task<Ok<DrawnStatistics>> PostAsync(
        HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database, PlaneStore planes, CoverageGround grounds)
    {
        var parameters = new QueryParameters(context.Request, "version");
        var cancel = context.RequestAborted;
        var version = (await CoverageVersion.ResolveAsync(layerId, catalog, parameters.WholeNumber("version", 0), database, cancel)).WithPlanes();
        var shape = await ReadAsync(context.Request, cancel);
        var ground = await grounds.OfAsync(version.Model, cancel);
        var figures = (await ShapeFigures.OfAsync(version, [shape], planes, ground.People, cancel))[0];
        return TypedResults.Ok(new DrawnStatistics(version.Number, version.AssumptionsId, CoverageArea.Of("", new("", ""), figures, version.Model, null, null)));
    }

    private static async Task<Geometry> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MostBytes) throw new ProblemException(413, "too-large", $"A polygon has at most {MostVertices} vertices.");
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MostBytes) throw new ProblemException(413, "too-large", $"A polygon has at most {MostVertices} vertices.");
        }
        Geometry? shape;
        try
        {
            shape = JsonSerializer.Deserialize<Geometry>(body.GetBuffer().AsSpan(0, (int)body.Length), GeoJson);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw ProblemException.BadRequest("invalid-geometry", "The body must be a GeoJSON Polygon or MultiPolygon.");
        }
        if (shape is not (Polygon or MultiPolygon) || shape.IsEmpty) throw ProblemException.BadRequest("invalid-geometry", "The body must be a GeoJSON Polygon or MultiPolygon.");
        if (shape.NumPoints > MostVertices) throw new ProblemException(413, "too-large", $"A polygon has at most {MostVertices} vertices, not {shape.NumPoints}.");
        if (shape.Coordinates.Any(at => !(Math.Abs(at.X - 118.75) < 30 && Math.Abs(at.Y - 36.35) < 30))) throw ProblemException.BadRequest("outside-grid", "The polygon lies far outside the province.");
        if (new IsValidOp(shape).ValidationError is { } error) throw ProblemException.BadRequest("invalid-geometry", $"The polygon is not valid: {error.Message} at {error.Coordinate.X:0.######}, {error.Coordinate.Y:0.######}.");
        return shape;
    }
}

public sealed record DrawnStatistics(long Version, string AssumptionsId, CoverageArea Area);

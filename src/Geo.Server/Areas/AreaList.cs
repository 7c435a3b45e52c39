using System.Diagnostics.CodeAnalysis;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Areas;

/// <summary>The areas with their figures and where they are, without their geometry: what lists, labels and panels need.</summary>
public static class AreaList
{
    private const string Select = """
        select f.adcode, f.level, f.name, name_en, parent_adcode, city_adcode, circle, population_2020, urban_population_2020, rural_population_2020,
          area_km2::float8, label, st_envelope(geom)
        from geo.area f
        where f.level = $1 and {valid}
        order by adcode
        """;

    public static void MapAreas(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/areas", GetAreasAsync).WithName("getAreas").WithTags("Areas")
            .WithSummary("Areas with census, label point and box").ProducesProblem(400);

    [SuppressMessage("Security", "CA2100", Justification = "A constant with a predicate of constants put in.")]
    private static async Task<Results<Ok<Areas>, EmptyHttpResult>> GetAreasAsync(
        HttpContext context, LayerCatalog catalog, NpgsqlDataSource database)
    {
        var parameters = new QueryParameters(context.Request, "level", "version");
        var level = parameters["level"] ?? "county";
        var layer = catalog.Layers.FirstOrDefault(layer => layer.Role == LayerRole.Area && layer.Definition.Level == level)
            ?? throw ProblemException.BadRequest("invalid-level", $"'level' must be county, city, circle or province, not '{level}'.");
        var cancel = context.RequestAborted;
        var version = await LayerVersion.ResolveAsync(layer, parameters.WholeNumber("version", 0), database, cancel);
        if (Revalidation.IsFresh(context, layer, version)) return TypedResults.Empty;

        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version.Number, cancel);
        await using var command = new NpgsqlCommand { Connection = snapshot.Connection, Parameters = { new() { Value = level } } };
        command.CommandText = Select.Replace("{valid}", LayerVersion.Predicate(snapshot.PublicationId, command), StringComparison.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var areas = new List<Area>();
        while (await rows.ReadAsync(cancel))
        {
            var (label, box) = (rows.GetFieldValue<Point>(11), rows.GetFieldValue<Geometry>(12).EnvelopeInternal);
            areas.Add(new Area(
                rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), Text(4), Text(5), Text(6),
                Number(7), Number(8), Number(9), rows.GetDouble(10), [label.X, label.Y], [box.MinX, box.MinY, box.MaxX, box.MaxY]));
        }
        return TypedResults.Ok(new Areas(level, version.Number, areas));

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
        long? Number(int column) => rows.IsDBNull(column) ? null : rows.GetInt64(column);
    }
}

public sealed record Areas(string Level, long DataVersion, [property: System.Text.Json.Serialization.JsonPropertyName("areas")] IReadOnlyList<Area> List);

/// <param name="Circle">The adcode of its economic circle.</param>
/// <param name="Label">Longitude and latitude of a place inside it where its name sits well.</param>
/// <param name="Bbox">West, south, east, north in degrees.</param>
public sealed record Area(
    string Adcode, string Level, string Name, string NameEn, string? ParentAdcode, string? CityAdcode, string? Circle,
    long? Population2020, long? UrbanPopulation2020, long? RuralPopulation2020, double AreaKm2,
    IReadOnlyList<double> Label, IReadOnlyList<double> Bbox);

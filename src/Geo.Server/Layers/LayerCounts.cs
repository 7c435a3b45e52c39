using System.Diagnostics.CodeAnalysis;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Layers;

/// <summary>
/// How many sites of a layer each area has, by class: enough for the map to show any indicator under any filter and at
/// any time without asking again.
/// </summary>
public static class LayerCounts
{
    private static readonly string[] Levels = ["county", "city", "circle", "province"];

    private const string Counts = """
        with class as (
          select f.county_adcode, {key} as class, count(*) as n
          from geo.site f
          where f.layer_id = $1 and {valid}
          group by 1, 2
        ), placed as (
          select case $2 when 'county' then county.adcode when 'city' then county.city_adcode
            when 'circle' then county.circle else province.adcode end as adcode, class, sum(n) as n
          from class
          join geo.area county on county.level = 'county' and county.adcode = class.county_adcode and county.valid_to is null
          left join geo.area province on province.level = 'province' and province.valid_to is null
          group by 1, 2
        )
        select adcode, string_agg(class || ':' || n, ',' order by class) from placed group by adcode order by adcode
        """;

    public static void MapLayerCounts(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/layers/{layerId}/counts", GetCountsAsync).WithName("getLayerCounts").WithTags("Layers")
            .WithSummary("Sites of a layer in each area, by class").ProducesProblem(400).ProducesProblem(404);

    [SuppressMessage("Security", "CA2100", Justification = "A constant with the class key put in, itself constants and checked field names.")]
    private static async Task<Results<Ok<AreaCounts>, EmptyHttpResult>> GetCountsAsync(
        HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database)
    {
        var layer = catalog.Find(layerId) is { Role: LayerRole.Site } found
            ? found
            : throw ProblemException.NotFound("unknown-layer", $"There is no layer of sites '{layerId}'.");
        var parameters = new QueryParameters(context.Request, "level", "version");
        var level = parameters["level"] ?? "county";
        if (!Levels.Contains(level)) throw ProblemException.BadRequest("invalid-level", $"'level' must be one of {string.Join(", ", Levels)}, not '{level}'.");

        var cancel = context.RequestAborted;
        var version = await LayerVersion.ResolveAsync(layer, parameters.WholeNumber("version", 0), database, cancel);
        if (Revalidation.IsFresh(context, layer, version)) return TypedResults.Empty;
        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version.Number, cancel);
        await using var command = new NpgsqlCommand { Connection = snapshot.Connection, Parameters = { new() { Value = layer.Id }, new() { Value = level } } };
        command.CommandText = Counts
            .Replace("{key}", ClassKey.Sql(layer, command), StringComparison.Ordinal)
            .Replace("{valid}", LayerVersion.Predicate(snapshot.PublicationId, command), StringComparison.Ordinal);
        var areas = new List<AreaCount>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) areas.Add(new AreaCount(rows.GetString(0), rows.GetString(1)));
        return TypedResults.Ok(new AreaCounts(layer.Id, level, version.Number,
            [.. layer.Facets.Select(facet => new FacetDescription(facet.Field.Name, facet.Radix))], areas));
    }
}

/// <summary>Counts by area. <see cref="AreaCount.Classes"/> is sparse: <c>key:count</c> for each class that occurs.</summary>
public sealed record AreaCounts(string Layer, string Level, long DataVersion, IReadOnlyList<FacetDescription> Facets, IReadOnlyList<AreaCount> Areas);

public sealed record AreaCount(string Adcode, string Classes);

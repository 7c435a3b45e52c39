using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Search;

/// <summary>Finds areas, zones and sites by name, code or adcode.</summary>
public static class SearchApi
{
    private const int DefaultLimit = 10;
    private const int MaximumLimit = 50;
    private const int LongestQuery = 100;

    // Areas first, then what begins with the words, then what holds them. Names of features go through the trigram index.
    private const string Find = """
        with hit as (
          select 'area' as type, level as collection, adcode as id, name, name_en, parent_adcode as parent, geom,
            case when name = $1 or adcode = $1 then 0 when name like $2 || '%' or name_en ilike $2 || '%' or adcode like $2 || '%' then 1 else 2 end as rank
          from geo.area
          where valid_to is null and (name like '%' || $2 || '%' or name_en ilike '%' || $2 || '%' or adcode like $2 || '%')
          union all
          select 'feature', layer_id, key::text, name, null, county_adcode, geom, case when name = $1 or code = $1 then 3 else 4 end
          from geo.zone where valid_to is null and (name ilike '%' || $2 || '%' or code = $1)
          union all
          (select 'feature', layer_id, key::text, name, null, county_adcode, case when layer_id = any ($4) then geo.coarse(geom) else geom end, case when name = $1 or code = $1 then 3 else 5 end
          from geo.site where valid_to is null and (name ilike '%' || $2 || '%' or code = $1)
          order by (name = $1 or code = $1) desc limit 200)
        )
        select hit.type, hit.collection, hit.id, hit.name, hit.name_en, parent.name, parent.name_en, st_envelope(hit.geom)
        from hit left join geo.area parent on parent.adcode = hit.parent and parent.valid_to is null
        order by hit.rank, length(hit.name), hit.id
        limit $3
        """;

    public static void MapSearch(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/search", SearchAsync).WithName("search").WithTags("Search")
            .WithSummary("Areas, zones and sites by name, code or adcode").ProducesProblem(400);

    private static async Task<Ok<SearchResults>> SearchAsync(HttpContext context, LayerCatalog catalog, NpgsqlDataSource database)
    {
        var parameters = new QueryParameters(context.Request, "q", "limit");
        var words = parameters["q"]?.Trim() ?? "";
        if (words.Length is 0 or > LongestQuery)
            throw ProblemException.BadRequest("invalid-q", $"'q' must have 1 to {LongestQuery} characters.");
        var limit = Math.Min(parameters.WholeNumber("limit", 1) ?? DefaultLimit, MaximumLimit);

        var collectionOfLevel = catalog.Layers.Where(layer => layer.Role == LayerRole.Area).ToDictionary(layer => layer.Definition.Level!, layer => layer.Id);
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(new() { Value = words });
        command.Parameters.Add(new() { Value = EscapeLike(words) });
        command.Parameters.Add(new() { Value = limit });
        var coarse = catalog.Layers.Where(layer => layer.ExactFrom is not null && !Positions.MaySee(layer, context)).Select(layer => layer.Id).ToArray();
        command.Parameters.Add(new() { Value = coarse });
        var results = new List<SearchResult>();
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        while (await rows.ReadAsync(context.RequestAborted))
        {
            var type = rows.GetString(0);
            var box = rows.GetFieldValue<Geometry>(7).EnvelopeInternal;
            results.Add(new SearchResult(
                type, type == "area" ? collectionOfLevel.GetValueOrDefault(rows.GetString(1), rows.GetString(1)) : rows.GetString(1),
                rows.GetString(2), rows.GetString(3), Text(4), Text(5), Text(6), [box.MinX, box.MinY, box.MaxX, box.MaxY]));
        }
        return TypedResults.Ok(new SearchResults(results));

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    private static string EscapeLike(string text) => text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}

public sealed record SearchResults(IReadOnlyList<SearchResult> Results);

/// <param name="Type"><c>area</c> or <c>feature</c>.</param>
/// <param name="Context">The area that it lies in.</param>
/// <param name="Bbox">West, south, east, north in degrees.</param>
public sealed record SearchResult(
    string Type, string Collection, string Id, string Name, string? NameEn, string? Context, string? ContextEn, IReadOnlyList<double> Bbox);

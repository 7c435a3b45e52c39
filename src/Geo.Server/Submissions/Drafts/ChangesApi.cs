using System.Text.Json;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>What publishing a draft would do: in numbers, by county, and feature by feature for the map.</summary>
public static class ChangesApi
{
    private const int MostItems = 20_000;

    private const string Before = """
        select f.county_adcode, count(*)::bigint from {relation} f
        where f.layer_id = $1 and f.valid_to is null and not f.synthetic and ($2::text is null or f.city_adcode = $2 or f.county_adcode = $2) group by 1
        """;

    private const string ByCounty = $$"""
        with before as ({{Before}}), delta as (
          select county_adcode, sum(n)::bigint as n from (
            select r.county_adcode, 1 as n from geo.submission_row r where r.submission_id = $3 and r.change <> 'unchanged'
            union all
            select f.county_adcode, -1 from geo.submission_row r join {relation} f on f.key = r.key and f.valid_from = r.began
            where r.submission_id = $3 and r.change = 'changed'
            union all
            select f.county_adcode, -1 from geo.submission_removal d join {relation} f on f.key = d.key and f.valid_from = d.began where d.submission_id = $3
          ) change group by 1
        )
        select county_adcode, a.name, a.name_en, coalesce(before.count, 0), coalesce(before.count, 0) + coalesce(delta.n, 0)
        from before full join delta using (county_adcode)
        join geo.area a on a.level = 'county' and a.adcode = county_adcode and a.valid_to is null
        order by county_adcode
        """;

    // What disappears and what is altered first: these are what people must see.
    private const string Items = """
        select * from (
          select 'removed' as change, 0 as rank, f.code, f.name, st_asgeojson(f.geom, 7) as geometry, null::text[] as fields
          from geo.submission_removal d join {relation} f on f.key = d.key and f.valid_from = d.began where d.submission_id = $1
          union all
          select r.change, case r.change when 'changed' then 1 else 2 end, r.code, r.name, st_asgeojson(r.geom, 7),
            case when r.change = 'changed' then array_remove(array[
              case when r.name <> f.name then 'name' end, case when r.status <> f.status then 'status' end,
              case when r.in_service_date is distinct from f.in_service_date then 'inServiceDate' end,
              case when st_asbinary(r.geom) <> st_asbinary(f.geom) then 'geometry' end], null)
              || array(select k from jsonb_object_keys(r.attributes || f.attributes) k where r.attributes -> k is distinct from f.attributes -> k order by k) end
          from geo.submission_row r left join {relation} f on f.key = r.key and f.valid_from = r.began
          where r.submission_id = $1 and r.change <> 'unchanged'
        ) item
        order by rank, code limit $2
        """;

    public static void MapChanges(this RouteGroupBuilder drafts)
    {
        drafts.MapGet("/{submissionId:long}/changes", GetChangesAsync).WithName("getSubmissionChanges").WithSummary("What publishing would add, change and remove, by county").ProducesProblem(404).ProducesProblem(409);
        drafts.MapGet("/{submissionId:long}/changes/items", GetItemsAsync).WithName("getSubmissionChangeItems").WithSummary("The features that publishing would add, change and remove, as GeoJSON").Produces<JsonElement>(200, Negotiation.GeoJson).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Ok<ChangesView>> GetChangesAsync(HttpContext context, long submissionId, NpgsqlDataSource database, LayerCatalog catalog)
    {
        _ = new QueryParameters(context.Request);
        var cancel = context.RequestAborted;
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var (draft, layer, changes) = await ComparedAsync(session, submissionId, catalog, cancel);
        var area = draft.AreaAdcode == Comparison.Province ? null : draft.AreaAdcode;
        await using var command = session.Command(ByCounty.For(layer), layer.Id, area, submissionId);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var counties = new List<CountyChange>();
        while (await rows.ReadAsync(cancel)) counties.Add(new CountyChange(rows.GetString(0), new Title(rows.GetString(1), rows.GetString(2)), rows.GetInt64(3), rows.GetInt64(4)));
        context.Response.Headers.ETag = draft.Tag;
        return TypedResults.Ok(new ChangesView(changes.Added, changes.Changed, changes.Removed, changes.Unchanged, changes.Current, changes.RemovedShare, changes.BaseVersion, counties));
    }

    private static async Task<PushStreamHttpResult> GetItemsAsync(HttpContext context, long submissionId, NpgsqlDataSource database, LayerCatalog catalog)
    {
        var parameters = new QueryParameters(context.Request, "limit");
        var limit = Math.Min(parameters.WholeNumber("limit", 1) ?? 5_000, MostItems);
        DraftChanges changes;
        Layer layer;
        await using (var session = await DatabaseSession.OpenAsync(database, context)) (_, layer, changes) = await ComparedAsync(session, submissionId, catalog, context.RequestAborted);
        await context.BecomeDownloadAsync();
        return TypedResults.Stream(async body =>
        {
            await using var session = await DatabaseSession.OpenAsync(database, context);
            await WriteAsync(session, layer, submissionId, limit, changes.Added + changes.Changed + changes.Removed, body, context.RequestAborted);
        }, Negotiation.GeoJson);
    }

    private static async Task WriteAsync(DatabaseSession session, Layer layer, long id, long limit, long matched, Stream body, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteNumber("numberMatched", matched);
        json.WriteStartArray("features");
        await using var command = session.Command(Items.For(layer), id, limit);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WritePropertyName("geometry");
            json.WriteRawValue(rows.GetString(4));
            json.WriteStartObject("properties");
            json.WriteString("change", rows.GetString(0));
            json.WriteString("code", rows.GetString(2));
            json.WriteString("name", rows.GetString(3));
            if (!rows.IsDBNull(5))
            {
                json.WriteStartArray("fields");
                foreach (var field in rows.GetFieldValue<string[]>(5)) json.WriteStringValue(field);
                json.WriteEndArray();
            }
            json.WriteEndObject();
            json.WriteEndObject();
            if (json.BytesPending > 1 << 16) await json.FlushAsync(cancel);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancel);
    }

    private static async Task<(Draft Draft, Layer Layer, DraftChanges Changes)> ComparedAsync(DatabaseSession session, long id, LayerCatalog catalog, CancellationToken cancel)
    {
        var draft = await Draft.FindAsync(session, id, cancel);
        if (draft is not { HasReport: true, Outcome.IsAccepted: true, Problem: null, Changes: { } changes } || draft.State == DraftState.Published)
            throw new ProblemException(409, "not-compared", "There is nothing of this submission that could be published.");
        return (draft, catalog.Find(draft.LayerId) ?? throw ProblemException.NotFound("unknown-layer", $"The layer {draft.LayerId} is gone."), changes);
    }
}

public sealed record ChangesView(
    long Added, long Changed, long Removed, long Unchanged, long Current, double RemovedShare, long BaseVersion, IReadOnlyList<CountyChange> ByCounty);

/// <summary>Features of the layer in a county, before and after.</summary>
public sealed record CountyChange(string Adcode, Title Name, long Before, long After);

using System.Text.Json;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Submissions;

/// <summary>The history of what was published, for everyone; and taking a publication back, for those who may write its area.</summary>
public static class PublicationsApi
{
    private const int LongestPage = 200;

    public static void MapPublications(this IEndpointRouteBuilder app)
    {
        var publications = app.MapGroup("/api/publications").WithTags("Publications").Uncached();
        publications.MapGet("/", ListAsync).WithName("getPublications").WithSummary("What was published, the newest first").ProducesProblem(400);
        publications.MapGet("/{publicationId:long}", GetAsync).WithName("getPublication").WithSummary("A publication").ProducesProblem(404);
        publications.MapPost("/{publicationId:long}/reversal", ReverseAsync).WithName("reversePublication").WithSummary("Take a publication back with a new one")
            .RequireAuthorization().Produces<PublicationView>(201).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Ok<PublicationList>> ListAsync(HttpContext context, LayerCatalog catalog, NpgsqlDataSource database)
    {
        var parameters = new QueryParameters(context.Request, "layer", "area", "before", "limit");
        if (parameters["layer"] is { } layer && catalog.Find(layer) is null) throw ProblemException.BadRequest("unknown-layer", $"There is no layer '{layer}'.");
        var limit = (int)Math.Min(parameters.WholeNumber("limit", 1) ?? 50, LongestPage);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var found = await PublicationView.ListAsync(session, parameters["layer"], parameters["area"], parameters.WholeNumber("before", 1), limit + 1, context.RequestAborted);
        return TypedResults.Ok(new PublicationList([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null));
    }

    private static async Task<Ok<PublicationView>> GetAsync(HttpContext context, long publicationId, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        return TypedResults.Ok(await PublicationView.FindAsync(session, publicationId, context.RequestAborted));
    }

    // Not cancelled when the asker goes away: a reversal that has begun is finished.
    private static async Task<IResult> ReverseAsync(HttpContext context, long publicationId, LayerCatalog catalog, NpgsqlDataSource database)
    {
        var cancel = CancellationToken.None;
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var once = Idempotency.Of(context.Request);
        if (once is not null && await once.ReplayAsync(session, cancel) is { } first) return first;
        var publication = await PublicationView.FindAsync(session, publicationId, cancel);
        if (!publication.MayReverse && publication.ReversedBy is null)
            return Refusal.Of(403, "not-allowed", "Your account may not take this publication back.");
        var layer = catalog.Find(publication.Layer) ?? throw ProblemException.NotFound("unknown-layer", $"The layer {publication.Layer} is gone.");
        await session.ExecuteAsync("set local statement_timeout = '10min'", [], cancel);
        try
        {
            var result = await Reversal.ReverseInsideAsync(session.Connection, layer, publicationId, session.Actor.Name, cancel);
            var answer = new FirstAnswer(201, $"/api/publications/{result.Id}", JsonSerializer.Serialize(await PublicationView.FindAsync(session, result.Id!.Value, cancel), Report.Json));
            if (once is not null) await once.RecordAsync(session, answer, cancel);
            await session.CommitAsync(cancel);
            return answer;
        }
        catch (PublicationException refused)
        {
            return Refusal.Of(409, refused.Code, refused.Message);
        }
    }
}

/// <summary>A publication as the service answers with it.</summary>
/// <param name="Actor">Who made it; told to those who are signed in.</param>
/// <param name="MayReverse">Whether the asker may take it back, as far as rights go and nobody has yet.</param>
public sealed record PublicationView(
    long Id, string Layer, long DataVersion, string Kind, string? Actor, string Source, string? Area, long? SubmissionId, long Added, long Changed, long Removed,
    long? Reverses, long? ReversedBy, DateTime PublishedAt, bool MayReverse)
{
    private const string Select = """
        select p.id, p.layer_id, p.data_version, p.kind, p.actor, p.source, p.area_adcode, p.submission_id, p.added, p.changed, p.removed, p.reverses, r.id, p.published_at,
          p.kind <> 'definition' and r.id is null and l.role <> 'area' and coalesce(geo.may_write(coalesce(city.city_adcode, p.area_adcode), p.area_adcode), geo.may_write('', ''))
        from geo.publication p join geo.layer l on l.id = p.layer_id
        left join geo.publication r on r.reverses = p.id
        left join geo.area city on city.adcode = p.area_adcode and city.valid_to is null
        """;

    /// <exception cref="ProblemException">There is none.</exception>
    public static async Task<PublicationView> FindAsync(DatabaseSession session, long id, CancellationToken cancel)
    {
        await using var command = session.Command($"{Select} where p.id = $1", id);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? Read(row, session.Actor) : throw ProblemException.NotFound("unknown-publication", $"There is no publication {id}.");
    }

    public static async Task<IReadOnlyList<PublicationView>> ListAsync(DatabaseSession session, string? layer, string? area, long? before, int limit, CancellationToken cancel)
    {
        await using var command = session.Command($"""
            {Select} where ($1::text is null or p.layer_id = $1) and ($2::text is null or p.area_adcode = $2) and ($3::bigint is null or p.id < $3) order by p.id desc limit $4
            """, layer, area, before, limit);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<PublicationView>();
        while (await rows.ReadAsync(cancel)) found.Add(Read(rows, session.Actor));
        return found;
    }

    private static PublicationView Read(NpgsqlDataReader row, Actor actor) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), actor.Name.Length > 0 ? row.GetString(4) : null, row.GetString(5),
        row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10),
        row.IsDBNull(11) ? null : row.GetInt64(11), row.IsDBNull(12) ? null : row.GetInt64(12), row.GetDateTime(13), row.GetBoolean(14));
}

public sealed record PublicationList(IReadOnlyList<PublicationView> Publications, long? Next);

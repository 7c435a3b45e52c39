using System.Text.Json;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Submissions.Drafts;

/// <summary>What the check said: as JSON, as the city's own table with remarks, and the rows as they were read.</summary>
public static class DraftReports
{
    private const int LongestPage = 200;

    public static void MapReports(this RouteGroupBuilder drafts)
    {
        drafts.MapEvents();
        drafts.MapGet("/{submissionId:long}/report", GetReportAsync).WithName("getSubmissionReport").WithSummary("What the check found").Produces<Report>().ProducesProblem(404).ProducesProblem(409);
        foreach (var extension in (string[])["xlsx", "csv"])
            drafts.MapGet($"/{{submissionId:long}}/remarks.{extension}", (HttpContext context, long submissionId, NpgsqlDataSource database, LayerCatalog catalog, DraftCheck check) =>
                    GetRemarksAsync(context, submissionId, extension, database, catalog, check))
                .WithName($"getSubmissionRemarks{char.ToUpperInvariant(extension[0])}{extension[1..]}").WithSummary("The file's own table with a column of remarks").Produces<byte[]>(200, TypeOf(extension)).ProducesProblem(404).ProducesProblem(409);
        drafts.MapGet("/{submissionId:long}/rows", GetRowsAsync).WithName("getSubmissionRows").WithSummary("Rows of the file as they were read").Produces<JsonElement>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> GetReportAsync(HttpContext context, long submissionId, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var draft = await CheckedAsync(session, submissionId, context.RequestAborted);
        context.Response.Headers.ETag = draft.Tag;
        // Kept, and asked for again each time: the rest of the answer is no-store.
        context.Response.Headers.CacheControl = "private, no-cache";
        if (context.Request.Headers.IfNoneMatch == draft.Tag) return TypedResults.StatusCode(304);
        await using var command = session.Command("select report from geo.submission where id = $1", submissionId);
        return TypedResults.Content((string)(await command.ExecuteScalarAsync(context.RequestAborted))!, "application/json; charset=utf-8");
    }

    private static async Task<FileStreamHttpResult> GetRemarksAsync(
        HttpContext context, long submissionId, string extension, NpgsqlDataSource database, LayerCatalog catalog, DraftCheck check)
    {
        _ = new QueryParameters(context.Request);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var draft = await CheckedAsync(session, submissionId, context.RequestAborted);
        var layer = catalog.Find(draft.LayerId) ?? throw UnknownLayer(draft);
        var file = await check.RemarksAsync(session, draft, layer, extension, context.RequestAborted)
            ?? throw new ProblemException(409, "no-table", "The file could not be read as a table, so there is none to give back.");
        return TypedResults.File(file, TypeOf(extension), $"{Path.GetFileNameWithoutExtension(draft.FileName)}-校核结果.{extension}");
    }

    private static async Task<ContentHttpResult> GetRowsAsync(HttpContext context, long submissionId, NpgsqlDataSource database, LayerCatalog catalog, DraftCheck check)
    {
        var parameters = new QueryParameters(context.Request, "offset", "limit", "rejected");
        var (offset, limit) = (parameters.WholeNumber("offset", 0) ?? 0, Math.Min(parameters.WholeNumber("limit", 1) ?? 50, LongestPage));
        if (offset > int.MaxValue) throw ProblemException.BadRequest("invalid-offset", "'offset' is larger than any file.");
        if (parameters["rejected"] is not (null or "true" or "false")) throw ProblemException.BadRequest("invalid-rejected", "'rejected' is true or false.");
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var draft = await CheckedAsync(session, submissionId, context.RequestAborted);
        var layer = catalog.Find(draft.LayerId) ?? throw UnknownLayer(draft);
        return TypedResults.Content(await check.RowsAsync(session, draft, layer, (int)offset, (int)limit, parameters["rejected"] == "true", context.RequestAborted)
            ?? throw new ProblemException(409, "no-table", "The file could not be read as a table, so there are no rows to show."), "application/json; charset=utf-8");
    }

    private static string TypeOf(string extension) => extension == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static async Task<Draft> CheckedAsync(DatabaseSession session, long id, CancellationToken cancel)
    {
        var draft = await Draft.FindAsync(session, id, cancel);
        return draft.HasReport ? draft : throw new ProblemException(409, "not-checked", "The file is not checked yet.");
    }

    private static ProblemException UnknownLayer(Draft draft) => ProblemException.NotFound("unknown-layer", $"The layer {draft.LayerId} is gone.");
}

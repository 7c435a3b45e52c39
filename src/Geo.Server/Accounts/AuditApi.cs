using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geo.Server.Database;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Accounts;

/// <summary>The log of who did what, for administrators: newest first, page by page, as a table, and whether it is whole.</summary>
public static class AuditApi
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1000;

    private static readonly string[] Columns = ["id", "at", "actor", "action", "subject", "address", "detail", "sha256"];

    // Chinese as it is; what a page would draw, the cell escapes.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapAuditLog(this IEndpointRouteBuilder app)
    {
        var audit = app.MapGroup("/api").WithTags("Audit").Uncached().RequireAuthorization(AccountsApi.AdministratorPolicy);
        audit.MapGet("/audit", ListAsync).WithName("getAudit").WithSummary("The audit log, newest first").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        audit.MapGet("/audit.csv", ExportAsync).WithName("exportAudit").WithSummary("The audit log as a table").Produces<string>(200, "text/csv").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        audit.MapGet("/audit/integrity", CheckAsync).WithName("checkAudit").WithSummary("Whether no entry was changed, taken out or put in").ProducesProblem(401).ProducesProblem(403);
    }

    private static async Task<Ok<AuditPage>> ListAsync(HttpContext context, NpgsqlDataSource database)
    {
        var parameters = new QueryParameters(context.Request, [.. AuditQuery.Names, "limit", "before"]);
        var limit = (int)Math.Min(parameters.WholeNumber("limit", 1) ?? DefaultLimit, MaximumLimit);
        await using var session = await DatabaseSession.OpenAsync(database, context);
        await using var command = AuditQuery.Command(session, parameters, parameters.WholeNumber("before", 1), limit + 1);
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        var entries = new List<AuditEntry>();
        while (await rows.ReadAsync(context.RequestAborted)) entries.Add(AuditQuery.Read(rows));
        // One more than asked for tells whether there is a next page.
        if (entries.Count <= limit) return TypedResults.Ok(new AuditPage(entries, null));
        entries.RemoveAt(limit);
        return TypedResults.Ok(new AuditPage(entries, entries[^1].Id));
    }

    private static async Task<EmptyHttpResult> ExportAsync(HttpContext context, NpgsqlDataSource database, TimeProvider clock)
    {
        var cancel = context.RequestAborted;
        var parameters = new QueryParameters(context.Request, AuditQuery.Names);
        await context.BecomeDownloadAsync();
        await using var session = await DatabaseSession.OpenAsync(database, context);
        await using var command = AuditQuery.Command(session, parameters, null, null);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"audit-{clock.GetUtcNow():yyyyMMdd-HHmmss}.csv\"";
        // The mark by which Excel knows UTF-8.
        await using var file = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = "\r\n" };
        await file.WriteLineAsync(CsvLine.Of(Columns).AsMemory(), cancel);
        while (await rows.ReadAsync(cancel))
        {
            var entry = AuditQuery.Read(rows);
            await file.WriteLineAsync(CsvLine.Of(entry.Id.ToString(CultureInfo.InvariantCulture), entry.At.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
                entry.Actor, entry.Action, entry.Subject, entry.Address ?? "", entry.Detail.ToJsonString(Plain), entry.Sha256).AsMemory(), cancel);
        }
        return TypedResults.Empty;
    }

    private static async Task<Ok<AuditIntegrity>> CheckAsync(HttpContext context, NpgsqlDataSource database)
    {
        var head = new QueryParameters(context.Request, "head")["head"] ?? "";
        await using var session = await DatabaseSession.OpenAsync(database, context);
        return TypedResults.Ok(await AuditIntegrity.ReadAsync(session, head, context.RequestAborted));
    }
}

/// <param name="Next">Give it as <c>before</c> for the next page; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long? Next);

/// <param name="Address">From where; null is the command line.</param>
/// <param name="Sha256">The hash that chains the entry to the one before.</param>
public sealed record AuditEntry(long Id, DateTime At, string Actor, string Action, string Subject, JsonNode Detail, string? Address, string Sha256);

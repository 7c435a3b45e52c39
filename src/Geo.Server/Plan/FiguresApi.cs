using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Ogc.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>Figures that cities and the province report: checked, published in one transaction, taken back.</summary>
public static class FiguresApi
{
    private const string List = """
        select p.id, p.kind, p.actor, p.source, p.added, p.changed, p.removed, p.published_at, p.reverses, r.id
        from geo.figure_publication p left join geo.figure_publication r on r.reverses = p.id order by p.id desc limit 200
        """;

    public static void MapFigures(this IEndpointRouteBuilder app)
    {
        var figures = app.MapGroup("/api/figures").WithTags("Plan").Uncached();
        figures.MapGet("/publications", ListAsync).WithName("getFigurePublications").WithSummary("Publications of reported figures, newest first");
        figures.MapPost("/check", CheckAsync).WithName("checkFigures").RequireAuthorization().Accepts<FigureUpload>("application/json", "text/csv", FigureWorkbook.MediaType)
            .WithSummary("Check figures without publishing them").ProducesProblem(400).ProducesProblem(401).ProducesProblem(413).ProducesProblem(415);
        figures.MapPost("/", PublishAsync).WithName("publishFigures").RequireAuthorization().Accepts<FigureUpload>("application/json", "text/csv", FigureWorkbook.MediaType)
            .WithSummary("Publish figures, all or none").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415);
        figures.MapPost("/publications/{publicationId:long}/reversal", ReverseAsync).WithName("reverseFigures").RequireAuthorization()
            .WithSummary("Take a publication of figures back").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Ok<FigurePublicationList>> ListAsync(HttpContext context, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        await using var command = database.CreateCommand(List);
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        var list = new List<FigurePublicationView>();
        while (await rows.ReadAsync(context.RequestAborted))
            list.Add(new FigurePublicationView(rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetInt64(4), rows.GetInt64(5), rows.GetInt64(6), rows.GetDateTime(7),
                rows.IsDBNull(8) ? null : rows.GetInt64(8), rows.IsDBNull(9) ? null : rows.GetInt64(9)));
        return TypedResults.Ok(new FigurePublicationList(list));
    }

    private static async Task<Ok<FigureReport>> CheckAsync(HttpContext context, NpgsqlDataSource database)
    {
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var (_, _, report) = await ReadAsync(session, context);
        return TypedResults.Ok(report);
    }

    private static async Task<Results<Ok<FigureReport>, UnprocessableEntity<FigureReport>, ProblemHttpResult>> PublishAsync(HttpContext context, NpgsqlDataSource database)
    {
        await using var session = await DatabaseSession.OpenAsync(database, context);
        if (session.Actor.Role == Roles.Viewer) return Refusal.Of(403, "not-allowed", "Figures are reported by editors.");
        var (source, checkedFigures, report) = await ReadAsync(session, context);
        if (report.Remarks.Count > 0) return TypedResults.UnprocessableEntity(report);
        var result = await FigurePublication.PublishAsync(session, checkedFigures, source, context.RequestAborted);
        await session.CommitAsync(context.RequestAborted);
        return TypedResults.Ok(report with { Publication = result });
    }

    private static async Task<Results<Ok<FigurePublicationResult>, ProblemHttpResult>> ReverseAsync(long publicationId, HttpContext context, NpgsqlDataSource database)
    {
        await using var session = await DatabaseSession.OpenAsync(database, context);
        if (session.Actor.Role == Roles.Viewer) return Refusal.Of(403, "not-allowed", "Figures are taken back by editors.");
        try
        {
            var result = await FigurePublication.ReverseAsync(session, publicationId, context.RequestAborted);
            await session.CommitAsync(context.RequestAborted);
            return TypedResults.Ok(result);
        }
        catch (FigureException refused)
        {
            return Refusal.Of(refused.Status, refused.Code, refused.Message);
        }
    }

    private static async Task<(string Source, IReadOnlyList<CheckedFigure> Figures, FigureReport Report)> ReadAsync(DatabaseSession session, HttpContext context)
    {
        var cancel = context.RequestAborted;
        var (source, rows) = await FigureTableReading.ReadAsync(context.Request, cancel);
        var version = await PlanVersion.ReadAsync(session.Connection, null, cancel);
        var areas = await PlanAreas.ReadAsync(session.Connection, null, cancel);
        var (figures, remarks) = FigureCheck.Of(rows, version, areas, session.Actor);
        return (source, figures, new FigureReport(rows.Count, figures.Count(figure => figure.Value is null), remarks, rows, null));
    }
}

/// <param name="Blank">Rows without a value: nothing is reported there.</param>
/// <param name="Figures">The rows as they were read, so that a person can mend them and hand them in again.</param>
/// <param name="Publication">What was published; null when nothing was.</param>
public sealed record FigureReport(int Rows, int Blank, IReadOnlyList<FigureRemark> Remarks, IReadOnlyList<FigureRow> Figures, FigurePublicationResult? Publication);

public sealed record FigurePublicationList(IReadOnlyList<FigurePublicationView> Publications);

public sealed record FigurePublicationView(
    long Id, string Kind, string Actor, string Source, long Added, long Changed, long Removed, DateTime PublishedAt, long? Reverses, long? ReversedBy);

using System.Text.Json;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Ogc.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>Targets, years and weights as province editors change them: every change is a version, and every version stays.</summary>
public static class PlanVersionsApi
{
    private const string List = "select version, kind, actor, note, created_at from geo.plan_version order by version desc";

    private const string Insert = """
        insert into geo.plan_version (kind, definitions, edits, actor, note)
        select 'edit', definitions, $2::jsonb, $3, $4 from geo.plan_version where version = $1
        returning version, created_at
        """;

    public static void MapPlanVersions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/plan/versions", ListAsync).WithName("getPlanVersions").WithTags("Plan").WithSummary("Versions of the plan's definitions, newest first");
        app.MapPost("/api/plan/versions", EditAsync).WithName("editPlan").WithTags("Plan").RequireAuthorization()
            .WithSummary("Change targets, years or weights: a new version, the old ones stay").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409);
    }

    private static async Task<Ok<PlanVersionList>> ListAsync(HttpContext context, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        context.Response.Headers.CacheControl = "no-cache";
        await using var command = database.CreateCommand(List);
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        var versions = new List<PlanVersionView>();
        while (await rows.ReadAsync(context.RequestAborted))
            versions.Add(new PlanVersionView(rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetDateTime(4), $"/api/plan?version={rows.GetInt64(0)}"));
        return TypedResults.Ok(new PlanVersionList(versions));
    }

    private static async Task<Results<Created<PlanVersionView>, ProblemHttpResult>> EditAsync(PlanEdit given, HttpContext context, NpgsqlDataSource database)
    {
        var cancel = context.RequestAborted;
        await using var session = await DatabaseSession.OpenAsync(database, context);
        if (session.Actor.Role is not (Roles.ProvinceEditor or Roles.Administrator))
            return Refusal.Of(403, "not-allowed", "Targets and weights are changed by province editors.");
        if (given.Note is not { Length: > 0 and <= 500 }) return Refusal.Of(400, "invalid-note", "'note' says why, in 1 to 500 characters.");
        // One editor at a time, so that nobody changes what they have not seen.
        await session.ExecuteAsync("select pg_advisory_xact_lock(hashtext('geo.plan_version'))", [], cancel);
        var current = await PlanVersion.ReadAsync(session.Connection, null, cancel);
        if (given.BasedOn != current.Number) return Refusal.Of(409, "changed-since", $"The plan is at version {current.Number}; you have seen {given.BasedOn}.");
        var before = given.Restore is { } restored ? (await PlanVersion.ReadAsync(session.Connection, restored, cancel)).Edits.Within(current.Declared) : current.Edits;
        if (Problem(given, current) is { } problem) return Refusal.Of(400, "invalid-edit", problem);
        var edits = Merged(before, given);
        await using var insert = session.Command(Insert, current.Number, JsonSerializer.Serialize(edits, PlanCatalog.Json), session.Actor.Name, given.Note);
        PlanVersionView made;
        await using (var row = await insert.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            made = new PlanVersionView(row.GetInt64(0), "edit", session.Actor.Name, given.Note, row.GetDateTime(1), $"/api/plan?version={row.GetInt64(0)}");
        }
        await session.CommitAsync(cancel);
        return TypedResults.Created(made.Href, made);
    }

    private static string? Problem(PlanEdit given, PlanVersion current)
    {
        foreach (var (id, edit) in given.Indicators ?? new Dictionary<string, IndicatorEdit>())
        {
            if (current.Plan.Find(id) is not { } indicator) return $"The plan has no indicator '{id}'.";
            if (edit is null) return $"'{id}' says nothing.";
            if (edit.Target is { } target && !(target > 0 && double.IsFinite(target))) return $"The target of '{id}' must be above 0, not {target}.";
            if (edit.Year is < 2000 or > 2100) return $"The year of '{id}' must be from 2000 to 2100, not {edit.Year}.";
            foreach (var (part, weight) in edit.Weights ?? new Dictionary<string, double>())
            {
                if (indicator.Components.All(component => component.Indicator != part)) return $"'{id}' has no component '{part}'.";
                if (!(weight >= 0 && double.IsFinite(weight))) return $"The weight of '{part}' must be at least 0, not {weight}.";
            }
            if (edit.Weights is { } weights && indicator.Components.All(component => (weights.TryGetValue(component.Indicator, out var weight) ? weight : component.Weight) == 0))
                return $"At least one weight of '{id}' must be above 0.";
        }
        foreach (var (id, weight) in given.DomainWeights ?? new Dictionary<string, double>())
        {
            if (current.Plan.Standard.Domains.All(domain => domain.Id != id)) return $"The rating has no domain '{id}'.";
            if (!(weight >= 0 && double.IsFinite(weight))) return $"The weight of '{id}' must be at least 0, not {weight}.";
        }
        return given.DomainWeights is { } all && current.Plan.Standard.Domains.All(domain => (all.TryGetValue(domain.Id, out var weight) ? weight : domain.Weight) == 0)
            ? "At least one domain must have a weight."
            : null;
    }

    private static PlanEdits Merged(PlanEdits before, PlanEdit given)
    {
        var indicators = before.Indicators.ToDictionary();
        foreach (var (id, edit) in given.Indicators ?? new Dictionary<string, IndicatorEdit>())
        {
            var old = indicators.GetValueOrDefault(id);
            indicators[id] = new IndicatorEdit(edit.Target ?? old?.Target, edit.Year ?? old?.Year, Over(old?.Weights, edit.Weights));
        }
        return new PlanEdits(indicators, Over(before.DomainWeights, given.DomainWeights)!);
    }

    private static IReadOnlyDictionary<string, double>? Over(IReadOnlyDictionary<string, double>? old, IReadOnlyDictionary<string, double>? given)
    {
        if (given is null) return old;
        var merged = old?.ToDictionary() ?? [];
        foreach (var (key, value) in given) merged[key] = value;
        return merged;
    }
}

/// <param name="BasedOn">The version that the editor has seen.</param>
/// <param name="Restore">Begin from this version's edits instead of the current ones.</param>
/// <param name="DomainWeights">Of the rating's domains.</param>
public sealed record PlanEdit(
    long BasedOn, string? Note, long? Restore, IReadOnlyDictionary<string, IndicatorEdit>? Indicators, IReadOnlyDictionary<string, double>? DomainWeights);

public sealed record PlanVersionList(IReadOnlyList<PlanVersionView> Versions);

public sealed record PlanVersionView(long Version, string Kind, string Actor, string Note, DateTime CreatedAt, string Href);

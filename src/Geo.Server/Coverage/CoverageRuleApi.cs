using System.Text.Json;
using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>The rule of a coverage: read by everyone, replaced by the province. A changed rule is a new version, with everything computed anew.</summary>
internal static class CoverageRuleApi
{
    private const string Insert = "insert into geo.coverage_rule (layer_id, rule, actor) values ($1, $2::jsonb, $3)";

    private const string Lock = "select data_version from geo.layer where id = $1 for update";

    public static void MapCoverageRule(this RouteGroupBuilder coverage)
    {
        coverage.MapGet("/{layerId}/rule", GetAsync).WithName("getCoverageRule").WithSummary("What coverage is computed with").ProducesProblem(404);
        coverage.MapPut("/{layerId}/rule", PutAsync).WithName("putCoverageRule").WithSummary("Replace the rule: a new version, computed anew")
            .RequireAuthorization(policy => policy.RequireRole("province-editor", "administrator"))
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        coverage.MapDelete("/{layerId}/rule", DeleteAsync).WithName("deleteCoverageRule").WithSummary("Go back to the layer's own rule: a new version, computed anew")
            .RequireAuthorization(policy => policy.RequireRole("province-editor", "administrator"))
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<Ok<JsonElement>> GetAsync(HttpContext context, string layerId, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        context.Response.Headers.CacheControl = "no-cache";
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        var rule = await EffectiveRule.ReadAsync(connection, layerId, context.RequestAborted)
            ?? throw ProblemException.NotFound("unknown-coverage", $"There is no coverage of '{layerId}'; /api/coverage lists them.");
        return TypedResults.Ok(JsonSerializer.Deserialize<JsonElement>(rule.Json));
    }

    private static async Task<Results<Ok<RuleChange>, ProblemHttpResult>> PutAsync(
        JsonElement given, string layerId, HttpContext context, LayerCatalog catalog, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        var layer = Find(catalog, layerId);
        try
        {
            if (CoverageRuleCheck.Problems(EffectiveRule.Parse(given.GetRawText()), layer.Definition.Fields).FirstOrDefault() is { Problem: { } problem } wrong)
                return Refusal.Of(400, "invalid-rule", $"{wrong.Place}: {problem}");
        }
        catch (JsonException e)
        {
            return Refusal.Of(400, "invalid-rule", $"{e.Path}: {e.Message}");
        }
        return TypedResults.Ok(await ChangeAsync(context, layerId, given.GetRawText(), database));
    }

    private static async Task<Ok<RuleChange>> DeleteAsync(string layerId, HttpContext context, LayerCatalog catalog, NpgsqlDataSource database)
    {
        _ = new QueryParameters(context.Request);
        return TypedResults.Ok(await ChangeAsync(context, Find(catalog, layerId).Id, null, database));
    }

    private static async Task<RuleChange> ChangeAsync(HttpContext context, string layerId, string? rule, NpgsqlDataSource database)
    {
        var cancel = context.RequestAborted;
        await using var session = await DatabaseSession.OpenAsync(database, context);
        await using (var take = session.Command(Lock, layerId)) await take.ExecuteScalarAsync(cancel);
        await session.ExecuteAsync(Insert, [layerId, rule, session.Actor.Name], cancel);
        var version = await CoverageUpdate.RebaseAsync(session.Connection, layerId, session.Actor.Name, "rule changed", cancel);
        await session.CommitAsync(cancel);
        return new RuleChange(version);
    }

    private static Layer Find(LayerCatalog catalog, string layerId) => catalog.Find(layerId) is { Definition.Coverage: not null } found
        ? found
        : throw ProblemException.NotFound("unknown-coverage", $"There is no coverage of '{layerId}'; /api/coverage lists them.");
}

public sealed record RuleChange(long Version);

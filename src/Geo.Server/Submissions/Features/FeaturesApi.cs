using System.Text.Json.Nodes;
using Geo.Server.Accounts;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Geo.Server.Submissions.Drafts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Geo.Server.Submissions.Features;

/// <summary>OGC API - Features Part 4: one feature is created, replaced, changed or removed; each a publication by the rules of an upload.</summary>
public static class FeaturesApi
{
    public static void AddFeatureWrites(this IServiceCollection services)
    {
        services.AddSingleton<CheckedAreas>();
        services.AddSingleton<FeatureCheck>();
        services.AddSingleton<FeatureDoor>();
    }

    public static void MapFeatureWrites(this IEndpointRouteBuilder app)
    {
        var limit = new RequestSizeLimitAttribute(app.ServiceProvider.GetRequiredService<IOptions<SubmissionOptions>>().Value.FeatureBytes);
        var items = app.MapGroup("/ogc/collections/{collectionId}/items").WithTags("Features");
        items.MapPost("", CreateAsync).WithName("createItem").WithSummary("Add a feature").RequireAuthorization().WithMetadata(limit)
            .Produces<JsonObject>(201, Negotiation.GeoJson).Produces<DraftView>(202).Refuses(400, 401, 403, 404, 405, 409, 413, 415, 422);
        items.MapPut("/{featureId}", ReplaceAsync).WithName("replaceItem").WithSummary("Replace a feature").RequireAuthorization().WithMetadata(limit)
            .Produces<JsonObject>(200, Negotiation.GeoJson).Produces<DraftView>(202).Refuses(400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428);
        items.MapPatch("/{featureId}", UpdateAsync).WithName("updateItem").WithSummary("Change parts of a feature (JSON Merge Patch)").RequireAuthorization().WithMetadata(limit)
            .Produces<JsonObject>(200, Negotiation.GeoJson).Produces<DraftView>(202).Refuses(400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428);
        items.MapDelete("/{featureId}", DeleteAsync).WithName("deleteItem").WithSummary("Remove a feature").RequireAuthorization()
            .Produces(204).Produces<DraftView>(202).Refuses(400, 401, 403, 404, 405, 409, 412, 422, 428);
        // The document would have to say that they answer nothing; what they say is in their headers.
        items.MapMethods("", ["OPTIONS"], async (HttpContext context, string collectionId, FeatureDoor door) =>
            Say(context, await door.MethodsAsync(context, collectionId))).ExcludeFromDescription();
        items.MapMethods("/{featureId}", ["OPTIONS"], async (HttpContext context, string collectionId, string featureId, FeatureDoor door) =>
            Say(context, await door.MethodsAsync(context, collectionId, featureId))).ExcludeFromDescription();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, string collectionId, FeatureDoor door, FeatureCheck check)
    {
        var (layer, refusal) = await door.OpenAsync(context, collectionId);
        if ((refusal ?? FeatureBody.TypeRefused(context, FeatureBody.Features)) is { } refused) return refused;
        var body = await FeatureBody.ReadAsync(context.Request, door.Options.Limits);
        await using var write = await door.BeginAsync(context, layer, body.Sha256);
        if (write.First is { } first) return first;
        var given = GivenFeature.Of(layer, body.Json, current: null);
        return await write.PublishAsync(await check.RunAsync(write.Session.Actor, layer, given, body.Crs, before: null, CancellationToken.None), stored: null);
    }

    private static Task<IResult> ReplaceAsync(HttpContext context, string collectionId, string featureId, FeatureDoor door, FeatureCheck check) =>
        ChangeAsync(context, collectionId, featureId, door, check, FeatureBody.Features, (layer, body, current) =>
            // Whoever reads the centre of a cell would write it back as the place.
            layer.IsCoarse ? throw Limited(layer) : GivenFeature.Of(layer, body, current));

    private static Task<IResult> UpdateAsync(HttpContext context, string collectionId, string featureId, FeatureDoor door, FeatureCheck check) =>
        ChangeAsync(context, collectionId, featureId, door, check, FeatureBody.Patches, (layer, patch, current) =>
            layer.IsCoarse && GivenFeature.NamesPlace(patch) ? throw Limited(layer) : GivenFeature.Patched(layer, patch, current));

    private static async Task<IResult> ChangeAsync(
        HttpContext context, string collectionId, string featureId, FeatureDoor door, FeatureCheck check, IReadOnlyList<string> types, Func<Layer, JsonObject, JsonObject, GivenFeature> read)
    {
        var (layer, refusal) = await door.OpenAsync(context, collectionId);
        if ((refusal ?? FeatureBody.TypeRefused(context, types)) is { } refused) return refused;
        var body = await FeatureBody.ReadAsync(context.Request, door.Options.Limits);
        await using var write = await door.BeginAsync(context, layer, body.Sha256);
        if (write.First is { } first) return first;
        var stored = await write.FindAsync(featureId);
        var current = await stored.ReadAsync(write.Session, context, layer, body.Crs, CancellationToken.None);
        var given = read(layer, body.Json, current);
        return await write.PublishAsync(await check.RunAsync(write.Session.Actor, layer, given, body.Crs, (JsonObject)current["properties"]!, CancellationToken.None), stored);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string collectionId, string featureId, FeatureDoor door)
    {
        var (layer, refusal) = await door.OpenAsync(context, collectionId);
        if (refusal is not null) return refusal;
        await using var write = await door.BeginAsync(context, layer);
        return write.First ?? await write.PublishAsync(null, await write.FindAsync(featureId));
    }

    private static IResult Say(HttpContext context, IReadOnlyList<string> methods)
    {
        var headers = context.Response.Headers;
        headers.Allow = string.Join(", ", methods);
        headers.CacheControl = "no-store";
        if (methods.Contains("POST")) headers["Accept-Post"] = string.Join(", ", FeatureBody.Features);
        if (methods.Contains("PATCH")) headers["Accept-Patch"] = string.Join(", ", FeatureBody.Patches);
        return Results.Ok();
    }

    private static ProblemException Limited(Layer layer) => new(403, "positions-limited", $"Your account sees positions of {layer.Id} to {Positions.CellDegrees}° only, so it does not replace them. Change other properties with PATCH.");

    private static void Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) endpoint.ProducesProblem(status);
    }
}

using System.Text.Json.Nodes;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Common.Pages;
using Geo.Server.Ogc.Features.Exports;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Ogc.Features;

/// <summary>OGC API - Features Part 1: the items of a collection, one item, and the whole collection as a download.</summary>
public static class Items
{
    public static void MapItems(this RouteGroupBuilder collections)
    {
        collections.MapGet("/{collectionId}/items", GetItemsAsync).WithName("getItems")
            .WithSummary("Features of a collection, page by page").WithTags("Features")
            .Produces<JsonObject>(200, Negotiation.GeoJson).ProducesProblem(400).ProducesProblem(404);
        collections.MapGet("/{collectionId}/items/{featureId}", GetItemAsync).WithName("getItem")
            .WithSummary("One feature").WithTags("Features")
            .Produces<JsonObject>(200, Negotiation.GeoJson).ProducesProblem(404);
        collections.MapGet("/{collectionId}/export.geojson", ExportAsync).WithName("exportItems")
            .WithSummary("The whole collection as one file").WithTags("Features")
            .Produces<JsonObject>(200, Negotiation.GeoJson).ProducesProblem(400).ProducesProblem(404);
        foreach (var format in TableFormat.All)
            collections.MapGet($"/{{collectionId}}/export.{format.Extension}", (HttpContext context, string collectionId, LayerCatalog catalog, NpgsqlDataSource database) =>
                    ExportTableAsync(context, collectionId, format, catalog, database))
                .WithName($"exportItemsAs{format.Name}").WithSummary($"The whole collection as {format.Name}").WithTags("Features")
                .Produces<Stream>(200, format.MediaType.Split(';')[0]).ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Results<EmptyHttpResult, PageResult>> GetItemsAsync(
        HttpContext context, string collectionId, LayerCatalog catalog, NpgsqlDataSource database)
    {
        var layer = Collection.Find(catalog, collectionId).SeenBy(context);
        var query = ItemsQuery.ReadPage(context.Request, layer);
        return await AnswerAsync(context, layer, query, await LayerVersion.ResolveWithFiguresAsync(layer, query.Version, query.FiguresAt, database, context.RequestAborted), database);
    }

    /// <summary>A page of a layer in the format asked for.</summary>
    internal static async Task<Results<EmptyHttpResult, PageResult>> AnswerAsync(HttpContext context, Layer layer, ItemsQuery query, LayerVersion version, NpgsqlDataSource database)
    {
        if (TableFormat.Of(context.Request) is { } format)
        {
            await new Export(layer, query, version, database).AnswerAsync(context, format);
            return TypedResults.Empty;
        }
        if (context.Request.RepresentationOf() == Representation.Html)
            return await ItemsPage.BuildAsync(context, layer, query, version, database);
        if (Revalidation.IsFresh(context, layer, version)) return TypedResults.Empty;
        context.Response.ContentType = Negotiation.GeoJson;
        SayCrs(context.Response, query.Crs);
        SayQueryables(context.Response, layer);
        await FeatureStream.WriteAsync(context, layer, query, version, database);
        return TypedResults.Empty;
    }

    // Features Part 2: which system the coordinates are in, in angle brackets.
    internal static void SayCrs(HttpResponse response, ServedCrs crs) => response.Headers["Content-Crs"] = $"<{crs.Uri}>";

    // Features Part 3: what a filter of these features may name.
    private static void SayQueryables(HttpResponse response, Layer layer) => response.Headers.Link =
        $"</ogc/collections/{layer.Id}/queryables>; rel=\"http://www.opengis.net/def/rel/ogc/1.0/queryables\"; type=\"{Negotiation.Schema}\"";

    private static async Task<Results<EmptyHttpResult, PageResult, ProblemHttpResult>> GetItemAsync(
        HttpContext context, string collectionId, string featureId, LayerCatalog catalog, NpgsqlDataSource database)
    {
        var layer = Collection.Find(catalog, collectionId).SeenBy(context);
        var parameters = new QueryParameters(context.Request, "f", "version", "crs");
        var (asked, crs) = (parameters.WholeNumber("version", 0), ServedCrs.Read(parameters, "crs"));
        // What is current is what a single statement sees: no version to find first, no moment to hold.
        if (asked is null && layer is { IsVersionedByFeature: true, Figures.Count: 0 })
        {
            await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
            await using var command = FeatureSql.Item(layer, featureId, publicationId: null, figuresAt: []);
            if (await FoundAsync(context, layer, featureId, crs, version: null, command, connection) is { } found) return found;
        }
        return await AnswerOneAsync(context, layer, featureId, crs, await LayerVersion.ResolveWithFiguresAsync(layer, asked, null, database, context.RequestAborted), database);
    }

    /// <summary>One feature of a layer.</summary>
    internal static async Task<Results<EmptyHttpResult, PageResult, ProblemHttpResult>> AnswerOneAsync(
        HttpContext context, Layer layer, string featureId, ServedCrs crs, LayerVersion version, NpgsqlDataSource database)
    {
        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version.Number, context.RequestAborted);
        await using var command = FeatureSql.Item(layer, featureId, snapshot.PublicationId, version.Figures.At);
        return await FoundAsync(context, layer, featureId, crs, version, command, snapshot.Connection) ?? TypedResults.Problem(
            $"The collection {layer.Id} has no feature '{featureId}'.", statusCode: 404,
            extensions: new Dictionary<string, object?> { ["code"] = "unknown-feature" });
    }

    /// <summary>The answer with the feature that a command finds; null when there is none.</summary>
    /// <param name="version">What tells its states apart; null where the feature has its own.</param>
    /// <param name="command">As <see cref="FeatureSql.Item"/> makes it.</param>
    private static async Task<Results<EmptyHttpResult, PageResult, ProblemHttpResult>?> FoundAsync(
        HttpContext context, Layer layer, string featureId, ServedCrs crs, LayerVersion? version, NpgsqlCommand? command, NpgsqlConnection connection)
    {
        if (command is null) return null;
        command.Connection = connection;
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        if (!await rows.ReadAsync(context.RequestAborted)) return null;

        if (context.Request.RepresentationOf() == Representation.Html) return ItemsPage.BuildItem(context, layer, rows);
        var feature = OneFeature.Read(context, layer, featureId, crs, rows);
        var isFresh = feature.State is null
            ? Revalidation.IsFresh(context, layer, version!)
            : Revalidation.IsFresh(context, layer, feature.Tag(context));
        if (isFresh) return TypedResults.Empty;
        context.Response.ContentType = Negotiation.GeoJson;
        SayCrs(context.Response, crs);
        await context.Response.BodyWriter.WriteAsync(feature.Json, context.RequestAborted);
        return TypedResults.Empty;
    }

    private static async Task<EmptyHttpResult> ExportAsync(HttpContext context, string collectionId, LayerCatalog catalog, NpgsqlDataSource database)
    {
        var export = await ReadExportAsync(context, collectionId, catalog, database);
        if (export.BeginsAnswer(context, Negotiation.GeoJson, "geojson")) await FeatureStream.WriteAsync(context, export.Layer, export.Query, export.Version, database);
        return TypedResults.Empty;
    }

    private static async Task<EmptyHttpResult> ExportTableAsync(
        HttpContext context, string collectionId, TableFormat format, LayerCatalog catalog, NpgsqlDataSource database)
    {
        await (await ReadExportAsync(context, collectionId, catalog, database)).AnswerAsync(context, format);
        return TypedResults.Empty;
    }

    private static async Task<Export> ReadExportAsync(HttpContext context, string collectionId, LayerCatalog catalog, NpgsqlDataSource database)
    {
        var layer = Collection.Find(catalog, collectionId).SeenBy(context);
        var query = ItemsQuery.Read(context.Request, layer) with { Limit = null };
        return new Export(layer, query, await LayerVersion.ResolveWithFiguresAsync(layer, query.Version, query.FiguresAt, database, context.RequestAborted), database);
    }
}

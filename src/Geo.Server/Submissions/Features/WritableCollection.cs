using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Submissions.Features;

/// <summary>Which collections can be written, by whom, and how a request says and is told so.</summary>
internal sealed class WritableCollection(LayerCatalog catalog, NpgsqlDataSource database, DerivedCollections derived)
{
    public static readonly IReadOnlyList<string> OnlyRead = ["GET", "OPTIONS"];

    /// <summary>The layer of a collection as the asker sees it; null where all that can be done is to read it.</summary>
    /// <exception cref="ProblemException">There is no such collection.</exception>
    public async Task<Layer?> FindAsync(HttpContext context, string id)
    {
        if (catalog.Find(id) is { } layer) return layer.IsVersionedByFeature ? layer.SeenBy(context) : null;
        return (await derived.ListAsync(context.Request, context.RequestAborted)).Any(collection => collection.Id == id) ? null : Collection.Find(catalog, id);
    }

    /// <summary>The same for a write.</summary>
    /// <returns>A refusal where the collection is only read.</returns>
    /// <exception cref="ProblemException">The asker writes nothing at all, or there is no such collection.</exception>
    public async Task<(Layer Layer, ProblemHttpResult? Refusal)> OpenAsync(HttpContext context, string id)
    {
        context.Response.Headers.CacheControl = "no-store";
        _ = new QueryParameters(context.Request);
        if (await FindAsync(context, id) is not { } layer)
        {
            context.Response.Headers.Allow = string.Join(", ", OnlyRead);
            return (null!, Refusal.Of(405, "method-not-allowed", $"The collection {id} is only read: it is imported or computed."));
        }
        context.Response.Headers.CacheControl = "no-store";
        if (!MayWrite(context)) throw new ProblemException(403, "not-allowed", "Your account may not write features.");
        return (layer, null);
    }

    /// <summary>What can be done with the collection's items.</summary>
    public async Task<IReadOnlyList<string>> MethodsAsync(HttpContext context, string id) =>
        await FindAsync(context, id) is not null && MayWrite(context) ? [.. OnlyRead, "POST"] : OnlyRead;

    /// <summary>What can be done with one of them.</summary>
    public async Task<IReadOnlyList<string>> MethodsAsync(HttpContext context, string id, string featureId)
    {
        if (await FindAsync(context, id) is not { } layer) return OnlyRead;
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var stored = await StoredFeature.FindAsync(session, layer, featureId, context.RequestAborted);
        return !stored.MayWrite ? OnlyRead : layer.IsCoarse ? [.. OnlyRead, "PATCH", "DELETE"] : [.. OnlyRead, "PUT", "PATCH", "DELETE"];
    }

    private static bool MayWrite(HttpContext context) => Roles.Includes(Actor.Of(context).Role, Roles.CityEditor);
}

using Geo.Server.Accounts;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Geo.Server.Submissions.Drafts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Submissions.Features;

/// <summary>Which collections can be written, and by whom; and the way in for a write.</summary>
internal sealed class FeatureDoor(LayerCatalog catalog, NpgsqlDataSource database, DerivedCollections derived, IOptions<SubmissionOptions> options) : IDisposable
{
    private static readonly IReadOnlyList<string> OnlyRead = ["GET", "HEAD", "OPTIONS"];

    // Writes of a layer wait for each other, each with a connection in its hand: more than a few would take them from readers.
    private readonly Admission _turns = new(new AdmissionOptions(AtOnce: 4, Waiting: 256, PatienceSeconds: 60));

    public SubmissionOptions Options => options.Value;

    /// <summary>The layer of a collection that is to be written, as the asker sees it; or the refusal where it is only read.</summary>
    /// <exception cref="ProblemException">The asker writes nothing at all, or there is no such collection.</exception>
    public async Task<(Layer Layer, ProblemHttpResult? Refusal)> OpenAsync(HttpContext context, string id)
    {
        _ = new QueryParameters(context.Request);
        var layer = await FindAsync(context, id);
        context.Response.Headers.CacheControl = "no-store";
        if (layer is null)
        {
            context.Response.Headers.Allow = string.Join(", ", OnlyRead);
            return (null!, Refusal.Of(405, "method-not-allowed", $"The collection {id} is only read: it is imported or computed."));
        }
        if (!MayWrite(context)) throw new ProblemException(403, "not-allowed", "Your account may not write features.");
        return (layer, null);
    }

    /// <summary>Begins the write in its turn.</summary>
    /// <param name="layer">As the asker sees it.</param>
    /// <param name="content">What the request carries, or a hash of it.</param>
    public async Task<FeatureWrite> BeginAsync(HttpContext context, Layer layer, string? content = null)
    {
        var turn = await _turns.EnterAsync(context.RequestAborted);
        try
        {
            return await FeatureWrite.BeginAsync(context, turn, database, layer, Options, content);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>What the asker can do with the collection's items.</summary>
    public async Task<IReadOnlyList<string>> MethodsAsync(HttpContext context, string id) =>
        await FindAsync(context, id) is not null && MayWrite(context) ? [.. OnlyRead, "POST"] : OnlyRead;

    /// <summary>What the asker can do with one of them.</summary>
    public async Task<IReadOnlyList<string>> MethodsAsync(HttpContext context, string id, string featureId)
    {
        if (await FindAsync(context, id) is not { } layer) return OnlyRead;
        await using var session = await DatabaseSession.OpenAsync(database, context);
        var stored = await StoredFeature.FindAsync(session, layer, featureId, context.RequestAborted);
        return !stored.MayWrite ? OnlyRead : layer.IsCoarse ? [.. OnlyRead, "PATCH", "DELETE"] : [.. OnlyRead, "PUT", "PATCH", "DELETE"];
    }

    public void Dispose() => _turns.Dispose();

    // Null where all that can be done is to read it.
    private async Task<Layer?> FindAsync(HttpContext context, string id)
    {
        if (catalog.Find(id) is { } layer) return layer.IsVersionedByFeature ? layer.SeenBy(context) : null;
        return (await derived.ListAsync(context.Request, context.RequestAborted)).Any(collection => collection.Id == id) ? null : Collection.Find(catalog, id);
    }

    private static bool MayWrite(HttpContext context) => Roles.Includes(Actor.Of(context).Role, Roles.CityEditor);
}

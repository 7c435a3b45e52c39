using Geo.Core.Coverage;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>
/// The planes as this process computed them last, so that the next publication draws only what it touches. An entry is named by
/// the publication: one that was rolled back is a name that nobody asks for.
/// </summary>
internal static class CoverageMemory
{
    // The current state of each layer, and the one before while a publication is on its way.
    private const int MostKept = 8;
    private const long TemplateBytes = 256L << 20;

    private static readonly Lock Lock = new();
    private static readonly LinkedList<(string Name, CoveragePlanes Planes)> Entries = [];
    private static readonly Dictionary<(CoverageGrid, CoverageSettings), TemplateCache> Caches = [];

    public static TemplateCache Templates(CoverageModel model)
    {
        lock (Lock)
        {
            if (!Caches.TryGetValue((model.Grid, model.Settings), out var cache)) Caches.Add((model.Grid, model.Settings), cache = new(model.Grid, model.Settings, TemplateBytes));
            return cache;
        }
    }

    public static CoveragePlanes? Find(NpgsqlConnection connection, string layerId, long publicationId, string assumptionsId)
    {
        var name = Name(connection, layerId, publicationId, assumptionsId);
        lock (Lock)
        {
            for (var node = Entries.First; node is not null; node = node.Next)
                if (node.Value.Name == name)
                {
                    Entries.Remove(node);
                    Entries.AddFirst(node);
                    return node.Value.Planes;
                }
            return null;
        }
    }

    public static void Keep(NpgsqlConnection connection, string layerId, long publicationId, string assumptionsId, CoveragePlanes planes)
    {
        lock (Lock)
        {
            Entries.AddFirst((Name(connection, layerId, publicationId, assumptionsId), planes));
            if (Entries.Count > MostKept) Entries.RemoveLast();
        }
    }

    private static string Name(NpgsqlConnection connection, string layerId, long publicationId, string assumptionsId) =>
        $"{connection.Host}:{connection.Port}/{connection.Database}/{layerId}/{publicationId}/{assumptionsId}";
}

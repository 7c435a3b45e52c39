using System.Collections.Concurrent;
using Npgsql;

namespace Geo.Server.Layers;

/// <summary>
/// The versions that this server has met. A version that was published stays published and never changes, so whoever asks for one
/// by number needs the database once; which version is the current one is asked with each request.
/// </summary>
public sealed class KnownVersions(NpgsqlDataSource database)
{
    // Grows only by what exists: a number that no publication has is refused and not remembered.
    private readonly ConcurrentDictionary<(string LayerId, long Version), bool> _met = new();

    /// <summary>Whether an answer about this version needs no question to the database.</summary>
    public bool Knows(Layer layer, long? version) => version is { } number && _met.ContainsKey((layer.Id, number));

    /// <summary>The version asked for, or the current one.</summary>
    /// <exception cref="Operations.ProblemException">The layer never had that version.</exception>
    public async ValueTask<long> ResolveAsync(Layer layer, long? asked, CancellationToken cancel)
    {
        if (Knows(layer, asked)) return asked!.Value;
        var (_, number, _) = await LayerVersion.ResolveAsync(layer, asked, database, cancel);
        // Version 0 is that of a layer before its first publication; afterwards nobody can ask for it.
        if (number > 0) _met.TryAdd((layer.Id, number), true);
        return number;
    }
}

using System.Collections.Concurrent;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>A layer's coverage as an answer shows it.</summary>
/// <param name="Number">The data version.</param>
/// <param name="PublicationId">The publication of that version; of its planes the last one until then that changed any.</param>
internal sealed record CoverageVersion(
    string LayerId, long Number, DateTime PublishedAt, long PublicationId, string AssumptionsId, long Sites, long Defaulted, long LeftOut, bool HasPlanes, CoverageModel Model)
{
    // Versions that are asked for by number: what they are never changes, so asking again needs no database.
    private const int MostKept = 200;
    private static readonly ConcurrentDictionary<(NpgsqlDataSource, string, long), CoverageVersion> Known = new();

    private const string Select = """
        select p.data_version, p.published_at, c.publication_id, c.rule::text, c.assumptions_id, c.sites, c.defaulted, c.left_out, c.has_planes
        from geo.layer l
        join geo.publication p on p.layer_id = l.id and p.data_version = coalesce($2, l.data_version)
        join lateral (select * from geo.coverage c where c.layer_id = l.id and c.publication_id <= p.id order by c.publication_id desc limit 1) c on true
        where l.id = $1
        """;

    /// <exception cref="ProblemException">The layer has no coverage, or none of that version any more.</exception>
    public static async Task<CoverageVersion> ResolveAsync(string layerId, LayerCatalog catalog, long? version, NpgsqlDataSource database, CancellationToken cancel)
    {
        if (version is { } asked && Known.TryGetValue((database, layerId, asked), out var known)) return known;
        if (catalog.Find(layerId) is not { Definition.Coverage: not null })
            throw ProblemException.NotFound("unknown-coverage", $"There is no coverage of '{layerId}'; /api/coverage lists them.");
        await using var command = database.CreateCommand(Select);
        command.Parameters.Add(new() { Value = layerId });
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = version });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            throw version is null
                ? ProblemException.NotFound("not-computed", $"The coverage of {layerId} has not been computed: publish its sites, or run `geo coverage compute`.")
                : ProblemException.NotFound("unknown-version", $"The coverage of {layerId} has no version {version}.");
        var found = new CoverageVersion(
            layerId, row.GetInt64(0), row.GetDateTime(1), row.GetInt64(2), row.GetString(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7),
            row.GetBoolean(8), CoverageModel.Of(EffectiveRule.Parse(row.GetString(3))));
        if (Known.Count > MostKept) Known.Clear();
        if (found.HasPlanes) Known[(database, layerId, found.Number)] = found;
        return found;
    }

    /// <exception cref="ProblemException">The planes of this version are no longer kept.</exception>
    public CoverageVersion WithPlanes() => HasPlanes
        ? this
        : throw ProblemException.NotFound("unknown-version", $"The planes of version {Number} of {LayerId} are no longer kept; its figures are.");
}

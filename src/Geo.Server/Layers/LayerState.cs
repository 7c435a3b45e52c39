using Geo.Server.Operations;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Layers;

/// <summary>What is published of a layer at this moment.</summary>
public sealed record LayerState(
    string LayerId, long DataVersion, DateTime? PublishedAt, long FeatureCount, long SyntheticCount,
    short? PeriodFrom, short? PeriodTo, Envelope? Extent)
{
    private const string Select = """
        select id, data_version, published_at, feature_count, synthetic_count, period_from, period_to, extent
        from geo.layer
        where $1 is null or id = $1
        """;

    /// <summary>The state of one layer.</summary>
    /// <exception cref="ProblemException">The layer is in gis-data but not in the database yet.</exception>
    public static async Task<LayerState> OfAsync(Layer layer, NpgsqlDataSource database, CancellationToken cancel) =>
        (await ReadAsync(layer.Id, database, cancel)).GetValueOrDefault(layer.Id)
        ?? throw NotRegistered(layer);

    public static ProblemException NotRegistered(Layer layer) =>
        ProblemException.NotFound("unknown-collection", $"The layer {layer.Id} is not registered yet: run `geo migrate`.");

    /// <summary>The states of all layers, by id.</summary>
    public static Task<Dictionary<string, LayerState>> AllAsync(NpgsqlDataSource database, CancellationToken cancel) =>
        ReadAsync(null, database, cancel);

    private static async Task<Dictionary<string, LayerState>> ReadAsync(string? id, NpgsqlDataSource database, CancellationToken cancel)
    {
        var states = new Dictionary<string, LayerState>();
        await using var command = database.CreateCommand(Select);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            states.Add(reader.GetString(0), new LayerState(
                reader.GetString(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2),
                reader.GetInt64(3), reader.GetInt64(4),
                reader.IsDBNull(5) ? null : reader.GetInt16(5), reader.IsDBNull(6) ? null : reader.GetInt16(6),
                reader.IsDBNull(7) ? null : reader.GetFieldValue<Geometry>(7).EnvelopeInternal));
        return states;
    }
}

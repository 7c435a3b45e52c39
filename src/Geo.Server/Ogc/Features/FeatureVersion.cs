using Geo.Server.Layers;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Ogc.Features;

/// <summary>Which state of a layer an answer shows.</summary>
/// <param name="State">What is published now.</param>
/// <param name="Number">The data version that is read.</param>
/// <param name="PublicationId">The publication that made it; null when it is the current one.</param>
public sealed record FeatureVersion(LayerState State, long Number, long? PublicationId)
{
    public bool IsCurrent => PublicationId is null;

    /// <exception cref="ProblemException">The layer never had that version.</exception>
    public static async Task<FeatureVersion> ResolveAsync(Layer layer, long? version, NpgsqlDataSource database, CancellationToken cancel)
    {
        var state = await LayerState.OfAsync(layer, database, cancel);
        if (version is null || version == state.DataVersion) return new FeatureVersion(state, state.DataVersion, null);
        await using var command = database.CreateCommand("select id from geo.publication where layer_id = $1 and data_version = $2");
        command.Parameters.Add(new() { Value = layer.Id });
        command.Parameters.Add(new() { Value = version });
        var id = await command.ExecuteScalarAsync(cancel)
            ?? throw ProblemException.NotFound("unknown-version", $"The layer {layer.Id} has no data version {version}; the current one is {state.DataVersion}.");
        return new FeatureVersion(state, version.Value, (long)id);
    }
}

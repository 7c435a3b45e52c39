using System.Data;
using Npgsql;

namespace Geo.Server.Layers;

/// <summary>
/// A connection that sees one moment, and how a version is read at that moment. Between the question which version is
/// current and the reading of its rows a publication may happen; then the version has become a past one.
/// </summary>
public sealed class LayerSnapshot : IAsyncDisposable
{
    // Version 0 is that of a layer that was never published: no publication made it, and later it is empty.
    private const string Pin = """
        select case when l.data_version <> $2 then coalesce(p.id, 0) end
        from geo.layer l left join geo.publication p on p.layer_id = l.id and p.data_version = $2
        where l.id = $1
        """;

    private LayerSnapshot(NpgsqlConnection connection, long? publicationId)
    {
        Connection = connection;
        PublicationId = publicationId;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>The publication whose state is to be read; null when that is the current state.</summary>
    public long? PublicationId { get; }

    /// <summary>Begins a moment in which a data version of a layer is read.</summary>
    public static async Task<LayerSnapshot> OpenAsync(NpgsqlDataSource database, Layer layer, long version, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            // Ends with its connection.
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            await using var pin = new NpgsqlCommand(Pin, connection) { Parameters = { new() { Value = layer.Id }, new() { Value = version } } };
            return new LayerSnapshot(connection, await pin.ExecuteScalarAsync(cancel) as long?);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}

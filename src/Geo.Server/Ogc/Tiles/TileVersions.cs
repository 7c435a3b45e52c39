using System.Collections.Concurrent;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Ogc.Tiles;

/// <summary>
/// The versions that this server has met, and what each of them changed. A version that was published never changes, so whoever asks
/// for one by number needs the database once; which is the current one is asked with each request that names none. A tile that a
/// publication did not touch keeps its version, and with it its place in every cache.
/// </summary>
public sealed class TileVersions(NpgsqlDataSource database)
{
    private const string Current = "select data_version from geo.layer where id = $1";

    // One statement is one moment: whoever sees a publication in it sees all that it changed. Publications of a layer commit one
    // after the other, so there are no gaps to come back for.
    private const string News = """
        select p.data_version, p.published_at, c.cell
        from geo.publication p left join geo.tile_change c on c.layer_id = p.layer_id and c.data_version = p.data_version
        where p.layer_id = $1 and p.data_version > $2
        """;

    private readonly ConcurrentDictionary<string, History> _met = new();

    /// <summary>The version of a tile, where it is known without the database.</summary>
    public TileVersion? Find(Layer layer, long number, int zoom, int row, int column)
    {
        var history = HistoryOf(layer);
        return number > 0 && number <= history.Known && history.Stamps.ContainsKey(number) ? history.Of(number, zoom, row, column) : null;
    }

    /// <summary>The version of a tile in the state asked for, or in the current one.</summary>
    /// <exception cref="ProblemException">The layer never had that version, or is not registered.</exception>
    public async Task<TileVersion> ResolveAsync(Layer layer, long? asked, int zoom, int row, int column, CancellationToken cancel)
    {
        if (asked is { } version && Find(layer, version, zoom, row, column) is { } known) return known;
        var current = await CurrentAsync(layer, cancel);
        var number = asked ?? current;
        await MeetAsync(layer, current, cancel);
        // Version 0 is that of a layer before its first publication; afterwards nobody can ask for it.
        return number == 0 && current == 0 ? default
            : Find(layer, number, zoom, row, column) ?? throw ProblemException.NotFound("unknown-version", $"The layer {layer.Id} has no data version {number}; the current one is {current}.");
    }

    /// <summary>The same where a statement has told what is current.</summary>
    public async ValueTask<TileVersion> OfCurrentAsync(Layer layer, long current, int zoom, int row, int column, CancellationToken cancel)
    {
        await MeetAsync(layer, current, cancel);
        return HistoryOf(layer).Of(current, zoom, row, column);
    }

    /// <summary>Reads what happened up to a version that was seen; one reads, whoever else needs it waits.</summary>
    private async ValueTask MeetAsync(Layer layer, long version, CancellationToken cancel)
    {
        var history = HistoryOf(layer);
        if (version <= history.Known) return;
        await history.Reading.WaitAsync(cancel);
        try
        {
            if (version <= history.Known) return;
            await using var command = database.CreateCommand(News);
            command.Parameters.Add(new() { Value = layer.Id });
            command.Parameters.Add(new() { Value = history.Known });
            var last = history.Known;
            await using (var rows = await command.ExecuteReaderAsync(cancel))
                while (await rows.ReadAsync(cancel))
                {
                    var number = rows.GetInt64(0);
                    history.Stamps[number] = rows.GetDateTime(1).Ticks;
                    if (!rows.IsDBNull(2)) history.Tiles.Touch(rows.GetInt32(2), number);
                    last = Math.Max(last, number);
                }
            // Only when all of it is noted: a reader who finds the version known finds its changes.
            history.Known = last;
        }
        finally
        {
            history.Reading.Release();
        }
    }

    private async Task<long> CurrentAsync(Layer layer, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Current);
        command.Parameters.Add(new() { Value = layer.Id });
        return (long)(await command.ExecuteScalarAsync(cancel) ?? throw LayerState.NotRegistered(layer));
    }

    private History HistoryOf(Layer layer) => _met.GetOrAdd(layer.Id, static _ => new History());

    // Never disposed, as a history is never forgotten; a semaphore whose handle nobody asked for holds nothing to dispose of.
    private sealed class History
    {
        private long _known;

        public long Known
        {
            get => Volatile.Read(ref _known);
            set => Volatile.Write(ref _known, value);
        }

        public TouchedTiles Tiles { get; } = new();
        public ConcurrentDictionary<long, long> Stamps { get; } = new();
        public SemaphoreSlim Reading { get; } = new(1);

        public TileVersion Of(long number, int zoom, int row, int column)
        {
            // Changed again later: when before that is not kept, and the version asked for is true of itself.
            var changed = Math.Min(Tiles.Last(zoom, row, column), number);
            return new TileVersion(number, changed, Stamps.GetValueOrDefault(changed));
        }
    }
}

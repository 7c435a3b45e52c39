using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;
using Npgsql;
using Tile = (int Zoom, int Row, int Column);

namespace Geo.Benchmarks.Serve;

/// <summary>
/// A few sites are moved and published while people look: what the next request costs of a tile with them and of one without, and how
/// the workload goes on under the new version.
/// </summary>
internal sealed class WriteCases(TestDatabase database)
{
    private const string Bench = "serve";
    private const int Moved = 5, Zoom = 13;

    // The nearest to the railway station of Jinan, so that all are in a tile or two.
    private const string Nearest = """
        select code, name, status, in_service_date, synthetic, source, positional_quality, attributes::text, geom
        from geo.site where layer_id = '5g' and valid_to is null order by geom <-> st_setsrid(st_makepoint(116.99, 36.67), 4490) limit $1
        """;

    private readonly Server.Layers.Layer _layer = database.Catalog.Find("5g")!;

    /// <param name="wrk">The client.</param>
    /// <param name="server">Whose cache has the tiles of the version before.</param>
    /// <param name="users">How many go on looking; each time something is published before.</param>
    /// <param name="filled">The tiles of the workload that are not empty.</param>
    /// <param name="before">The workload before anything was published.</param>
    public async Task RunAsync(Wrk wrk, ServerProcess server, IReadOnlyList<int> users, IReadOnlySet<Tile> filled, Load before)
    {
        var work = Workload.Shuffled(filled.Contains);
        foreach (var count in users)
        {
            long version = 0;
            Coordinate place = new();
            var publishMs = await ColdTiles.MsAsync(async () => (version, place) = await PublishAsync());
            var touched = (Zoom, (int)Workload.RowOf(place.Y, Zoom), (int)Workload.ColumnOf(place.X, Zoom));
            var untouched = work.First(tile => tile.Zoom == Zoom && Math.Abs(tile.Column - touched.Item3) > 20);
            byte[] changed = [];
            var touchedMs = await ColdTiles.MsAsync(async () => changed = await ColdTiles.GetAsync(server.Http, TileCases.Own(touched, version)));
            var untouchedMs = await ColdTiles.MsAsync(() => ColdTiles.GetAsync(server.Http, TileCases.Own(untouched, version)));
            var warmMs = await Clock.MedianMsAsync(9, () => ColdTiles.GetAsync(server.Http, TileCases.Own(untouched, version)));
            if (!TileContent.Of(ColdTiles.Unpack(changed)).SequenceEqual(TileContent.Of(await PlainServer.TileAsync(_layer, database.Owner, touched.Zoom, touched.Item2, touched.Item3))))
                throw new InvalidOperationException("The tile after the publication does not show it.");
            new Measurement(Bench, $"after-a-write-publication-{count}", publishMs, "ms").Print();
            new Measurement(Bench, $"after-a-write-touched-{count}", touchedMs, "ms").Against("warm", warmMs).Print();
            new Measurement(Bench, $"after-a-write-untouched-{count}", untouchedMs, "ms").Against("warm", warmMs).Print();
            var load = await wrk.RunAsync("after-a-write", "geo", ServeBench.AddressOf(server), count, work.Select(tile => TileCases.Own(tile, version)), Wrk.Gzip);
            if (count == before.Users) new Measurement(Bench, $"after-a-write-p95-{count}", load.P95Ms, "ms").Against("before the write", before.P95Ms).Print();
        }
    }

    /// <summary>Moves sites by some 30 m; the new data version, and where one of them is now.</summary>
    public async Task<(long Version, Coordinate Place)> PublishAsync()
    {
        await using var connection = await database.Owner.OpenConnectionAsync();
        List<SubmittedFeature> sites = [];
        await using (var command = new NpgsqlCommand(Nearest, connection) { Parameters = { new() { Value = Moved } } })
        await using (var row = await command.ExecuteReaderAsync())
            while (await row.ReadAsync())
            {
                var geometry = row.GetFieldValue<Geometry>(8);
                geometry.Coordinate.X += 0.0003;
                geometry.GeometryChanged();
                sites.Add(new SubmittedFeature(
                    row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3), row.GetBoolean(4),
                    row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6), row.GetString(7), geometry));
            }
        var submission = await Submission.CreateAsync(connection, _layer, "bench", "a few sites", sites, new PublicationScope(Merge: true), default);
        var result = await Publication.PublishAsync(connection, _layer, submission, default);
        return result.Changed == Moved ? (result.DataVersion, sites[0].Geometry.Coordinate) : throw new InvalidOperationException($"{result.Changed} sites changed.");
    }
}

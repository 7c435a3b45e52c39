using Geo.Server.Database;
using Geo.Server.Layers;
using Npgsql;

namespace Geo.Server.Submissions;

/// <summary>The part that every kind of publication shares: one writer at a time, the version, the figures, the news.</summary>
internal static class PublicationLog
{
    /// <summary>Channel on which other servers hear of a publication: payload <c>layer:version</c>.</summary>
    public const string Channel = "geo_publication";

    private const string Insert = """
        insert into geo.publication (layer_id, data_version, kind, actor, source, added, changed, removed, area_adcode, submission_id)
        select layer_id, $2, 'publication', coalesce(nullif(geo.actor(), ''), actor), source, $3, $4, $5, area_adcode, case when file_name is not null then id end
        from geo.submission where id = $1
        returning id
        """;

    private const string Refresh = """
        update geo.layer l set
          data_version = $2, published_at = now(),
          feature_count = f.features, synthetic_count = f.synthetic, period_from = f.period_from, period_to = f.period_to, extent = f.extent
        from (
          select count(*) as features, count(*) filter (where synthetic) as synthetic,
            min(period) filter (where period > 0) as period_from, max(period) filter (where period > 0) as period_to,
            -- Grown by a hair, so that the extent of a single point is an area too.
            st_setsrid(st_expand(st_extent(geom), 0.000001)::geometry, 4490) as extent
          from {relation} where layer_id = $1 and valid_to is null
        ) f
        where l.id = $1
        """;

    /// <summary>Takes the layer for this transaction and returns its data version: two publications of a layer never interleave.</summary>
    public static async Task<long> LockAsync(NpgsqlConnection connection, Layer layer, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select data_version from geo.layer where id = $1 for update", connection)
        { Parameters = { new() { Value = layer.Id } } };
        return (long)(await command.ExecuteScalarAsync(cancel)
            ?? throw new PublicationException("unknown-layer", $"The layer {layer.Id} is not registered: run `geo migrate`."));
    }

    public static async Task<long> WriteAsync(
        NpgsqlConnection connection, long submissionId, long version, long added, long changed, long removed, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters = { new() { Value = submissionId }, new() { Value = version }, new() { Value = added }, new() { Value = changed }, new() { Value = removed } },
        };
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    public static async Task RefreshFiguresAsync(NpgsqlConnection connection, Layer layer, long version, CancellationToken cancel)
    {
        await Sql.ExecuteAsync(connection, Refresh.For(layer), [layer.Id, version], cancel);
        await Sql.ExecuteAsync(connection, "select pg_notify($1, $2)", [Channel, $"{layer.Id}:{version}"], cancel);
    }
}

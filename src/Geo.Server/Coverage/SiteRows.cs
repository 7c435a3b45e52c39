using Geo.Core.Coverage;
using Geo.Core.Crs;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>A site as a row of the database has it.</summary>
internal readonly record struct SiteRow(long Key, double LonDeg, double LatDeg, string Attributes);

/// <summary>A site ready to be drawn, or the reason why it is not.</summary>
/// <param name="Site">None where no model holds for it.</param>
internal readonly record struct ModelledSite(long Key, CoverageSite? Site, bool IsDefaulted);

/// <summary>Sites in service as coverage reads them.</summary>
internal static class SiteRows
{
    private const string Columns = "select key, st_x(p), st_y(p), attributes::text from geo.site s, st_centroid(s.geom) p where layer_id = $1 and status = 'in-service'";

    /// <summary>The sites of a state; of the current one where no publication is named.</summary>
    public static Task<List<SiteRow>> AtAsync(NpgsqlConnection connection, string layerId, long? publicationId, CancellationToken cancel) =>
        publicationId is { } at
            ? ReadAsync(connection, $"{Columns} and valid_from <= $2 and (valid_to is null or valid_to > $2)", layerId, at, cancel)
            : ReadAsync(connection, $"{Columns} and valid_to is null", layerId, null, cancel);

    /// <summary>The rows that began after a publication and are still there.</summary>
    public static Task<List<SiteRow>> BegunSinceAsync(NpgsqlConnection connection, string layerId, long publicationId, CancellationToken cancel) =>
        ReadAsync(connection, $"{Columns} and valid_from > $2 and valid_to is null", layerId, publicationId, cancel);

    /// <summary>The rows that were there at a publication and have ended since.</summary>
    public static Task<List<SiteRow>> EndedSinceAsync(NpgsqlConnection connection, string layerId, long publicationId, CancellationToken cancel) =>
        ReadAsync(connection, $"{Columns} and valid_from <= $2 and valid_to > $2", layerId, publicationId, cancel);

    /// <summary>The sites of a state in a box of degrees.</summary>
    public static async Task<List<SiteRow>> InAsync(NpgsqlConnection connection, string layerId, long publicationId, double west, double south, double east, double north, CancellationToken cancel)
    {
        const string Box = """
             and valid_from <= $2 and (valid_to is null or valid_to > $2)
            and geom_3857 && st_transform(st_makeenvelope($3, $4, $5, $6, 4490), 3857)
            """;
        await using var command = new NpgsqlCommand(Columns + Box, connection);
        foreach (var value in (object[])[layerId, publicationId, west, south, east, north]) command.Parameters.Add(new() { Value = value });
        return await ReadAsync(command, cancel);
    }

    public static ModelledSite Model(SiteRow row, CoverageModel model, Ground ground)
    {
        var at = Plane.Of(row.LonDeg, row.LatDeg);
        return Model(row, at, model, ground);
    }

    /// <summary>Models many, on all processors.</summary>
    public static ModelledSite[] Model(IReadOnlyList<SiteRow> rows, CoverageModel model, Ground ground)
    {
        var modelled = new ModelledSite[rows.Count];
        Parallel.For(0, rows.Count, i => modelled[i] = Model(rows[i], model, ground));
        return modelled;
    }

    private static ModelledSite Model(SiteRow row, PlanePoint at, CoverageModel model, Ground ground)
    {
        var (cellRow, column) = model.Grid.CellOf(at);
        var inTown = model.Grid.Contains(cellRow, column) && ground.Towns.ZoneAt(cellRow, column) is not null;
        var footprint = model.FootprintOf(SiteAttributes.Parse(row.Attributes), inTown, out var isDefaulted);
        return new(row.Key, footprint is null ? null : new CoverageSite(row.Key, at, footprint), isDefaulted);
    }

#pragma warning disable CA2100 // Constants of this file.
    private static async Task<List<SiteRow>> ReadAsync(NpgsqlConnection connection, string sql, string layerId, long? publicationId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = layerId } } };
        if (publicationId is { } at) command.Parameters.Add(new() { Value = at });
        return await ReadAsync(command, cancel);
    }
#pragma warning restore CA2100

    private static async Task<List<SiteRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var sites = new List<SiteRow>();
        while (await rows.ReadAsync(cancel)) sites.Add(new(rows.GetInt64(0), rows.GetDouble(1), rows.GetDouble(2), rows.GetString(3)));
        return sites;
    }
}

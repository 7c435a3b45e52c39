using Geo.Server.Layers;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;

namespace Geo.Server.Submissions;

/// <summary>One feature as it was handed in: longitude and latitude in CGCS2000, attributes as the layer declares them.</summary>
public sealed record SubmittedFeature(
    string Code, string Name, string Status, DateOnly? InServiceDate, bool Synthetic, string? Source, string? PositionalQuality,
    string AttributesJson, Geometry Geometry);

/// <summary>Rows that wait to be published. A submission survives a restart; publishing it is another step.</summary>
public static class Submission
{
    private const string Insert = "insert into geo.submission (layer_id, actor, source) values ($1, $2, $3) returning id";

    private const string Copy = """
        copy {table} (submission_id, row_number, code, name, status, in_service_date, synthetic, source, positional_quality, attributes, geom)
        from stdin (format binary)
        """;

    /// <summary>Stores the features; returns the submission's id.</summary>
    public static async Task<long> CreateAsync(
        NpgsqlConnection connection, Layer layer, string actor, string source, IEnumerable<SubmittedFeature> features, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var insert = new NpgsqlCommand(Insert, connection)
        { Parameters = { new() { Value = layer.Id }, new() { Value = actor }, new() { Value = source } } };
        var id = (long)(await insert.ExecuteScalarAsync(cancel))!;
        await CopyRowsAsync(connection, "geo.submission_row", id, features, cancel);
        await using (var analyze = new NpgsqlCommand("analyze geo.submission_row", connection)) await analyze.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    /// <summary>
    /// The same inside a transaction that the row-level policies hold. PostgreSQL does not COPY into a table with policies,
    /// so the rows go through a table of the session's own.
    /// </summary>
    public static async Task<long> CreateInsideAsync(
        NpgsqlConnection connection, Layer layer, string actor, string source, IEnumerable<SubmittedFeature> features, CancellationToken cancel)
    {
        await Publication.ExecuteAsync(connection, "create temporary table staged_row (like geo.submission_row) on commit drop", [], cancel);
        await using var insert = new NpgsqlCommand(Insert, connection)
        { Parameters = { new() { Value = layer.Id }, new() { Value = actor }, new() { Value = source } } };
        var id = (long)(await insert.ExecuteScalarAsync(cancel))!;
        await CopyRowsAsync(connection, "staged_row", id, features, cancel);
        await Publication.ExecuteAsync(connection, "insert into geo.submission_row select * from staged_row", [], cancel);
        await Publication.ExecuteAsync(connection, "drop table staged_row", [], cancel);
        return id;
    }

    /// <summary>Copies the features as rows of a submission into a table shaped like <c>geo.submission_row</c>.</summary>
    public static async Task CopyRowsAsync(NpgsqlConnection connection, string table, long id, IEnumerable<SubmittedFeature> features, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Copy.Replace("{table}", table, StringComparison.Ordinal), cancel);
        var row = 0;
        foreach (var feature in features)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(id, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(++row, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(feature.Code, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(feature.Name, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(feature.Status, NpgsqlDbType.Text, cancel);
            await WriteOrNullAsync(copy, feature.InServiceDate, NpgsqlDbType.Date, cancel);
            await copy.WriteAsync(feature.Synthetic, NpgsqlDbType.Boolean, cancel);
            await WriteOrNullAsync(copy, feature.Source, NpgsqlDbType.Text, cancel);
            await WriteOrNullAsync(copy, feature.PositionalQuality, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(feature.AttributesJson, NpgsqlDbType.Jsonb, cancel);
            feature.Geometry.SRID = 4490;
            await copy.WriteAsync(feature.Geometry, NpgsqlDbType.Geometry, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private static Task WriteOrNullAsync<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type, CancellationToken cancel) =>
        value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, type, cancel);
}

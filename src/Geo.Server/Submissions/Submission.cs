using Geo.Server.Database;
using Geo.Server.Layers;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;

namespace Geo.Server.Submissions;

/// <summary>One feature as it was handed in: longitude and latitude in CGCS2000, attributes as the layer declares them.</summary>
public sealed record SubmittedFeature(
    string Code, string Name, string Status, DateOnly? InServiceDate, bool Synthetic, string? Source, string? PositionalQuality,
    string AttributesJson, Geometry Geometry);

/// <summary>Rows that wait to be published, with what they would change. A submission survives a restart; publishing it is another step.</summary>
public static class Submission
{
    private const string Insert = """
        insert into geo.submission (layer_id, actor, source, area_adcode, synthetic, mode, feature_key) values ($1, $2, $3, $4, $5, $6, $7) returning id
        """;

    /// <summary>Stores and compares the features; returns the submission's id.</summary>
    public static async Task<long> CreateAsync(
        NpgsqlConnection connection, Layer layer, string actor, string source, IEnumerable<SubmittedFeature> features, PublicationScope scope, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var id = await CreateInsideAsync(connection, layer, actor, source, features, scope, cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    /// <summary>The same inside the caller's transaction.</summary>
    public static async Task<long> CreateInsideAsync(
        NpgsqlConnection connection, Layer layer, string actor, string source, IEnumerable<SubmittedFeature> features, PublicationScope scope, CancellationToken cancel)
    {
        var id = await InsertAsync(connection, layer, actor, source, scope, cancel);
        await StoreAsync(connection, layer, id, features, scope, _ => { }, cancel);
        return id;
    }

    /// <summary>The submission alone, without rows yet.</summary>
    internal static Task<long> InsertAsync(NpgsqlConnection connection, Layer layer, string actor, string source, PublicationScope scope, CancellationToken cancel) =>
        Sql.ScalarAsync<long>(connection, Insert, [layer.Id, actor, source, scope.AreaAdcode, scope.Synthetic, scope.Merge ? "merge" : "replace", scope.Key], cancel);

    /// <summary>
    /// Stores and compares the features of a submission that is there already. They go through a table of the transaction's
    /// own, because PostgreSQL does not COPY into a table with policies.
    /// </summary>
    /// <param name="progress">Told how many features have been copied.</param>
    public static async Task StoreAsync(
        NpgsqlConnection connection, Layer layer, long id, IEnumerable<SubmittedFeature> features, PublicationScope scope, Action<long> progress, CancellationToken cancel)
    {
        await Sql.ExecuteAsync(connection, Comparison.CreateIncoming, [], cancel);
        await CopyRowsAsync(connection, "incoming", features, progress, cancel);
        await Comparison.CompareIncomingAsync(connection, layer, id, scope, cancel);
    }

    /// <summary>Copies features into a table that has the columns of <c>geo.submission_row</c>.</summary>
    public static async Task CopyRowsAsync(
        NpgsqlConnection connection, string table, IEnumerable<SubmittedFeature> features, Action<long> progress, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} ({Comparison.Columns}) from stdin (format binary)", cancel);
        var row = 0;
        foreach (var feature in features)
        {
            await copy.StartRowAsync(cancel);
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
            progress(row);
        }
        await copy.CompleteAsync(cancel);
    }

    private static Task WriteOrNullAsync<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type, CancellationToken cancel) =>
        value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, type, cancel);
}

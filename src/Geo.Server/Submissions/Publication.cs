using Geo.Server.Coverage;
using Geo.Server.Database;
using Geo.Server.Layers;
using Npgsql;

namespace Geo.Server.Submissions;

/// <summary>A publication as it was written. <see cref="Id"/> is null when nothing differed and so nothing was written.</summary>
public sealed record PublicationResult(long? Id, long DataVersion, long Added, long Changed, long Removed);

/// <summary>Why a submission cannot be published; the code is stable.</summary>
public sealed class PublicationException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>
/// Carries out what a submission was found to change, in one transaction: rows end, rows begin, the data version rises.
/// A server or database killed on the way leaves the last published state.
/// </summary>
public static class Publication
{
    private const string End = """
        update {relation} f set valid_to = $1
        from (
          select key, began from geo.submission_row where submission_id = $2 and change = 'changed'
          union all
          select key, began from geo.submission_removal where submission_id = $2
        ) c
        where f.key = c.key and f.valid_from = c.began and f.valid_to is null
        """;

    private const string Begin = """
        insert into {relation} (key, layer_id, code, name, status, in_service_date, city_adcode, county_adcode, synthetic,
          source, positional_quality, attributes, geom, valid_from)
        select coalesce(r.key, nextval('geo.feature_key')), $3, r.code, r.name, r.status, r.in_service_date, r.city_adcode, r.county_adcode, r.synthetic,
          r.source, r.positional_quality, r.attributes, r.geom, $1
        from geo.submission_row r
        where r.submission_id = $2 and r.change <> 'unchanged'
        order by r.row_number
        """;

    private const string CopyCurrent = """
        insert into incoming (row_number, code, name, status, in_service_date, synthetic, source, positional_quality, attributes, geom)
        select row_number() over (order by key), code, name, status, in_service_date, synthetic, source, positional_quality, attributes, geom
        from {relation} where layer_id = $1 and valid_to is null
        """;

    private const string Counts = "select added, changed, removed from geo.submission where id = $1";

    /// <summary>Publishes a submission of the command line and clears it away. Whatever was published since it was compared is taken into account.</summary>
    public static async Task<PublicationResult> PublishAsync(NpgsqlConnection connection, Layer layer, long submissionId, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await PublicationLog.LockAsync(connection, layer, cancel);
        if (await Comparison.IsStaleAsync(connection, layer, submissionId, cancel)) await Comparison.RenewAsync(connection, layer, submissionId, cancel);
        var result = await PublishInsideAsync(connection, layer, submissionId, cancel);
        await Sql.ExecuteAsync(connection, "delete from geo.submission where id = $1", [submissionId], cancel);
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <summary>
    /// The same inside the caller's transaction, which may be one that the row-level policies hold to its actor's areas.
    /// The submission itself stays, for its history.
    /// </summary>
    /// <exception cref="PublicationException"><c>stale</c> when its part of the layer has changed since it was compared.</exception>
    public static async Task<PublicationResult> PublishInsideAsync(NpgsqlConnection connection, Layer layer, long submissionId, CancellationToken cancel)
    {
        var version = await PublicationLog.LockAsync(connection, layer, cancel);
        if (await Comparison.IsStaleAsync(connection, layer, submissionId, cancel))
            throw new PublicationException("stale", "Something else was published in this area since the submission was compared: look at its changes again.");
        var (added, changed, removed) = await CountsAsync(connection, submissionId, cancel);
        long? id = null;
        if (added + changed + removed > 0)
        {
            id = await PublicationLog.WriteAsync(connection, submissionId, ++version, added, changed, removed, cancel);
            await Sql.ExecuteAsync(connection, End.For(layer), [id, submissionId], cancel);
            await Sql.ExecuteAsync(connection, Begin.For(layer), [id, submissionId, layer.Id], cancel);
            await PublicationLog.RefreshFiguresAsync(connection, layer, version, cancel);
            await CoverageUpdate.ApplyAsync(connection, layer, id.Value, cancel);
        }
        await Sql.ExecuteAsync(connection, "delete from geo.submission_row where submission_id = $1", [submissionId], cancel);
        await Sql.ExecuteAsync(connection, "delete from geo.submission_removal where submission_id = $1", [submissionId], cancel);
        return new PublicationResult(id, version, added, changed, removed);
    }

    /// <summary>Publishes the current features again where new boundaries put them into another county; usually nothing.</summary>
    public static async Task RelocateInsideAsync(NpgsqlConnection connection, Layer layer, string actor, string source, CancellationToken cancel)
    {
        await PublicationLog.LockAsync(connection, layer, cancel);
        await Sql.ExecuteAsync(connection, Comparison.CreateIncoming, [], cancel);
        await Sql.ExecuteAsync(connection, CopyCurrent.For(layer), [layer.Id], cancel);
        var submission = await Submission.InsertAsync(connection, layer, actor, source, new PublicationScope(), cancel);
        await Comparison.CompareIncomingAsync(connection, layer, submission, new PublicationScope(), cancel);
        await PublishInsideAsync(connection, layer, submission, cancel);
        await Sql.ExecuteAsync(connection, "delete from geo.submission where id = $1", [submission], cancel);
    }

    /// <summary>The table that holds a layer's rows.</summary>
    internal static string For(this string sql, Layer layer) => sql.Replace("{relation}", layer.Role switch
    {
        LayerRole.Site => "geo.site",
        LayerRole.Zone => "geo.zone",
        _ => throw new PublicationException("not-a-feature-layer", $"Areas are imported, not published: {layer.Id}"),
    }, StringComparison.Ordinal);

    private static async Task<(long Added, long Changed, long Removed)> CountsAsync(NpgsqlConnection connection, long submissionId, CancellationToken cancel)
    {
        await using var command = Sql.Command(connection, Counts, [submissionId]);
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel) || row.IsDBNull(0)) throw new PublicationException("not-compared", $"There is no submission {submissionId} that can be published.");
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }
}

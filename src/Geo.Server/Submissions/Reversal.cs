using Geo.Server.Coverage;
using Geo.Server.Database;
using Geo.Server.Layers;
using Npgsql;

namespace Geo.Server.Submissions;

/// <summary>
/// Takes a publication back with a new one: what it began ends, what it ended begins again. Refused when its features are
/// no longer as it left them, because then nobody has seen the state that would come out.
/// </summary>
public static class Reversal
{
    // A feature that a later publication changed and a reversal put back is as it was left: then this one can follow.
    private const string TouchedLater = """
        with began as (
          select * from {relation} where layer_id = $2 and valid_from = $1
        ), ended as (
          select * from {relation} where layer_id = $2 and valid_to = $1
        )
        select
          (select count(*) from began b left join {relation} now on now.layer_id = $2 and now.key = b.key and now.valid_to is null
           where (now.code, now.name, now.status, now.in_service_date, now.city_adcode, now.county_adcode, now.synthetic, now.source, now.positional_quality, now.attributes)
                 is distinct from (b.code, b.name, b.status, b.in_service_date, b.city_adcode, b.county_adcode, b.synthetic, b.source, b.positional_quality, b.attributes)
             or st_asbinary(now.geom) <> st_asbinary(b.geom))
          + (select count(*) from ended e
             where not exists (select from began b where b.key = e.key)
               and exists (select from {relation} now where now.layer_id = $2 and now.valid_to is null
                 and (now.key = e.key or (now.code = e.code and now.city_adcode = e.city_adcode))))
        """;

    private const string Insert = """
        insert into geo.publication (layer_id, data_version, kind, actor, source, added, changed, removed, reverses, area_adcode)
        select layer_id, $2, 'reversal', $3, 'publication ' || id, removed, changed, added, id, area_adcode from geo.publication where id = $1
        returning id
        """;

    private const string End = """
        update {relation} set valid_to = $1
        where layer_id = $3 and valid_to is null and key in (select key from {relation} where layer_id = $3 and valid_from = $2)
        """;

    private const string BeginAgain = """
        insert into {relation} (key, layer_id, code, name, status, in_service_date, city_adcode, county_adcode, synthetic,
          source, positional_quality, attributes, geom, valid_from)
        select key, layer_id, code, name, status, in_service_date, city_adcode, county_adcode, synthetic,
          source, positional_quality, attributes, geom, $1
        from {relation} where layer_id = $3 and valid_to = $2
        """;

    /// <exception cref="PublicationException">
    /// <c>unknown-publication</c>, <c>already-reversed</c>, or <c>changed-since</c> when a later publication touched the same features.
    /// </exception>
    public static async Task<PublicationResult> ReverseAsync(
        NpgsqlConnection connection, Layer layer, long publicationId, string actor, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var result = await ReverseInsideAsync(connection, layer, publicationId, actor, cancel);
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <summary>The same inside the caller's transaction, which may be one that the row-level policies hold to its actor's areas.</summary>
    public static async Task<PublicationResult> ReverseInsideAsync(
        NpgsqlConnection connection, Layer layer, long publicationId, string actor, CancellationToken cancel)
    {
        var version = await PublicationLog.LockAsync(connection, layer, cancel);

        await using var find = new NpgsqlCommand("""
            select added, changed, removed, exists (select from geo.publication r where r.reverses = p.id)
            from geo.publication p where id = $1 and layer_id = $2 and kind <> 'definition'
            """, connection)
        { Parameters = { new() { Value = publicationId }, new() { Value = layer.Id } } };
        long added, changed, removed;
        await using (var reader = await find.ExecuteReaderAsync(cancel))
        {
            if (!await reader.ReadAsync(cancel))
                throw new PublicationException("unknown-publication", $"The layer {layer.Id} has no publication {publicationId}.");
            if (reader.GetBoolean(3))
                throw new PublicationException("already-reversed", $"Publication {publicationId} has been taken back already.");
            (added, changed, removed) = (reader.GetInt64(2), reader.GetInt64(1), reader.GetInt64(0));
        }

        if (await Sql.ScalarAsync<long>(connection, TouchedLater.For(layer), [publicationId, layer.Id], cancel) is > 0 and var features)
            throw new PublicationException("changed-since", $"A later publication changed {features} of the same features: take that one back first.");

        var id = await Sql.ScalarAsync<long>(connection, Insert, [publicationId, ++version, actor], cancel);
        await Sql.ExecuteAsync(connection, End.For(layer), [id, publicationId, layer.Id], cancel);
        await Sql.ExecuteAsync(connection, BeginAgain.For(layer), [id, publicationId, layer.Id], cancel);
        await PublicationLog.RefreshFiguresAsync(connection, layer, version, cancel);
        await CoverageUpdate.ApplyAsync(connection, layer, id, cancel);
        return new PublicationResult(id, version, added, changed, removed);
    }
}

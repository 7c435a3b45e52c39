using Npgsql;

namespace Geo.Server.Layers;

/// <summary>Writes the layers of gis-data into the database, so that publications and readers find them there.</summary>
public static class LayerRegistration
{
    // A statement of its own: locked in the same one, the row would be skipped as changed by it, and the change not logged.
    private const string Lock = "select from geo.layer where id = $1 for update";

    // A changed definition changes what tiles and items say, so it is a new data version like any other change.
    private const string Upsert = """
        with old as (
          select id, definition, data_version from geo.layer where id = $1
        ), written as (
          insert into geo.layer (id, role, definition) values ($1, $2, $3::jsonb)
          on conflict (id) do update set
            definition = excluded.definition,
            data_version = geo.layer.data_version + (geo.layer.data_version > 0 and geo.layer.definition <> excluded.definition)::int
          returning id, data_version
        )
        insert into geo.publication (layer_id, data_version, kind, actor, source)
        select written.id, written.data_version, 'definition', $4, 'layer.json'
        from written join old using (id)
        where written.data_version > old.data_version
        """;

    /// <summary>What stands between the layers of gis-data and those of the database: null when they agree.</summary>
    public static async Task<string?> DifferenceAsync(LayerCatalog catalog, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            select file.id from unnest($1::text[], $2::text[]) as file(id, definition)
            left join geo.layer on layer.id = file.id and layer.definition = file.definition::jsonb
            where layer.id is null order by file.id limit 1
            """);
        command.Parameters.Add(new() { Value = catalog.Layers.Select(layer => layer.Id).ToArray() });
        command.Parameters.Add(new() { Value = catalog.Layers.Select(layer => layer.Json).ToArray() });
        return await command.ExecuteScalarAsync(cancel) is string id ? $"The layer '{id}' is new or was changed: run `geo migrate`." : null;
    }

    public static async Task WriteAsync(LayerCatalog catalog, NpgsqlDataSource database, string actor, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var layer in catalog.Layers)
        {
            await using var @lock = new NpgsqlCommand(Lock, connection, transaction) { Parameters = { new() { Value = layer.Id } } };
            await @lock.ExecuteNonQueryAsync(cancel);
            await using var command = new NpgsqlCommand(Upsert, connection, transaction)
            {
                Parameters =
                {
                    new() { Value = layer.Id },
                    new() { Value = layer.Role.ToString().ToLowerInvariant() },
                    new() { Value = layer.Json },
                    new() { Value = actor },
                },
            };
            await command.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
    }
}

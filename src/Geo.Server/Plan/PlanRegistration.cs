using System.Text.Json;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>Writes the plan of gis-data into the database as a version of its own when it differs from the last that was declared.</summary>
public static class PlanRegistration
{
    private const string SameAsLast = """
        select coalesce((select definitions = $1::jsonb from geo.plan_version order by version desc limit 1), false)
        """;

    private const string Insert = """
        insert into geo.plan_version (kind, definitions, edits, actor, note) values ('definition', $1::jsonb, $2::jsonb, $3, 'gis-data')
        """;

    /// <summary>What stands between the plan of gis-data and that of the database: null when they agree.</summary>
    public static async Task<string?> DifferenceAsync(PlanCatalog plan, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await IsLastAsync(connection, plan, cancel) ? null : "The action plan's definitions are new or were changed: run `geo migrate`.";
    }

    /// <summary>Edits of editors stay in force, as far as what they change is still there; older versions stay as they were.</summary>
    public static async Task WriteAsync(PlanCatalog plan, NpgsqlDataSource database, string actor, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var @lock = new NpgsqlCommand("lock table geo.plan_version in share row exclusive mode", connection)) await @lock.ExecuteNonQueryAsync(cancel);
        if (await IsLastAsync(connection, plan, cancel)) return;
        var edits = PlanEdits.None;
        await using (var read = new NpgsqlCommand("select edits::text from geo.plan_version order by version desc limit 1", connection))
            if (await read.ExecuteScalarAsync(cancel) is string last) edits = JsonSerializer.Deserialize<PlanEdits>(last, PlanCatalog.Json)!.Within(plan);
        await using var insert = new NpgsqlCommand(Insert, connection)
        {
            Parameters = { new() { Value = plan.ToJson() }, new() { Value = JsonSerializer.Serialize(edits, PlanCatalog.Json) }, new() { Value = actor } },
        };
        await insert.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<bool> IsLastAsync(NpgsqlConnection connection, PlanCatalog plan, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(SameAsLast, connection) { Parameters = { new() { Value = plan.ToJson() } } };
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
}

using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>A computed state of a layer's coverage.</summary>
internal sealed record CoverageState(long PublicationId, string AssumptionsId, long Sites, long Defaulted, long LeftOut)
{
    private const string Latest = """
        select publication_id, assumptions_id, sites, defaulted, left_out from geo.coverage where layer_id = $1 order by publication_id desc limit 1
        """;

    private const string Insert = """
        insert into geo.coverage (layer_id, publication_id, rule, assumptions_id, sites, defaulted, left_out, computed_ms) values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8)
        """;

    public static async Task<CoverageState?> LatestAsync(NpgsqlConnection connection, string layerId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Latest, connection) { Parameters = { new() { Value = layerId } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new CoverageState(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)) : null;
    }

    public async Task WriteAsync(NpgsqlConnection connection, EffectiveRule rule, TimeSpan taken, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Insert, connection);
        foreach (var value in (object[])[rule.LayerId, PublicationId, rule.Json, AssumptionsId, Sites, Defaulted, LeftOut, (long)taken.TotalMilliseconds])
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}

using Npgsql;
using NpgsqlTypes;

namespace Geo.Server.Coverage;

/// <summary>The figures of areas as the database keeps them: counties are counted, everything larger is their sum.</summary>
internal static class AreaFigures
{
    private const string Current = "select adcode, figures::text from geo.coverage_area where layer_id = $1 and valid_to is null";

    private const string Parents = """
        select c.adcode, c.city_adcode, c.circle, p.adcode
        from geo.area c left join geo.area p on p.level = 'province' and p.valid_to is null
        where c.level = 'county' and c.valid_to is null
        """;

    private const string End = "update geo.coverage_area set valid_to = $2 where layer_id = $1 and valid_to is null and adcode = any ($3)";

    private const string Begin = """
        insert into geo.coverage_area (layer_id, adcode, level, valid_from, figures)
        select $1, adcode, level, $2, figures::jsonb from unnest($3::text[], $4::text[], $5::text[]) as area(adcode, level, figures)
        """;

    /// <summary>The current figures by area.</summary>
    public static async Task<Dictionary<string, Figures>> CurrentAsync(NpgsqlConnection connection, string layerId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Current, connection) { Parameters = { new() { Value = layerId } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var figures = new Dictionary<string, Figures>();
        while (await rows.ReadAsync(cancel)) figures.Add(rows.GetString(0), Figures.Parse(rows.GetString(1)));
        return figures;
    }

    /// <summary>Writes what differs from the current figures.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, string layerId, long publicationId, IReadOnlyDictionary<string, Figures> counties, IReadOnlyDictionary<string, Figures> before, CancellationToken cancel)
    {
        var after = await RollUpAsync(connection, counties, cancel);
        var changed = after.Where(pair => !before.TryGetValue(pair.Key, out var was) || was.ToJson() != pair.Value.Figures.ToJson()).ToList();
        var ended = changed.Select(pair => pair.Key).Where(before.ContainsKey).Concat(before.Keys.Except(after.Keys)).ToArray();
        await using (var end = new NpgsqlCommand(End, connection) { Parameters = { new() { Value = layerId }, new() { Value = publicationId }, new() { Value = ended } } })
            await end.ExecuteNonQueryAsync(cancel);
        await using var begin = new NpgsqlCommand(Begin, connection) { Parameters = { new() { Value = layerId }, new() { Value = publicationId } } };
        foreach (var values in (string[][])[[.. changed.Select(pair => pair.Key)], [.. changed.Select(pair => pair.Value.Level)], [.. changed.Select(pair => pair.Value.Figures.ToJson())]])
            begin.Parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await begin.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Counties and all that is made of them.</summary>
    public static async Task<Dictionary<string, (string Level, Figures Figures)>> RollUpAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<string, Figures> counties, CancellationToken cancel)
    {
        var areas = new Dictionary<string, (string Level, Figures Figures)>();
        await using var command = new NpgsqlCommand(Parents, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var figures = counties[rows.GetString(0)];
            areas.Add(rows.GetString(0), ("county", figures));
            foreach (var (column, level) in new[] { (1, "city"), (2, "circle"), (3, "province") })
            {
                if (rows.IsDBNull(column)) continue;
                if (!areas.TryGetValue(rows.GetString(column), out var larger)) areas.Add(rows.GetString(column), larger = (level, new Figures()));
                larger.Figures.Add(figures);
            }
        }
        return areas;
    }
}

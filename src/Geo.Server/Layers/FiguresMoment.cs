using Npgsql;

namespace Geo.Server.Layers;

/// <summary>The moment at which the coverage figures of areas are read: they change with other layers than the areas' own.</summary>
/// <param name="At">The last publication that counts.</param>
/// <param name="Versions">The data version of each layer whose coverage is joined; those never published are left out.</param>
public sealed record FiguresMoment(long At, IReadOnlyDictionary<string, long> Versions)
{
    public static readonly FiguresMoment None = new(0, new Dictionary<string, long>());

    private const string Select = """
        select l.id, p.data_version, p.id from geo.layer l
        join lateral (
          select p.data_version, p.id from geo.publication p
          where p.layer_id = l.id and ($2::bigint is null or p.id <= $2) order by p.data_version desc limit 1
        ) p on true
        where l.id = any ($1) order by l.id
        """;

    // New boundaries and the figures counted in them are publications of one transaction, which all bear its time.
    private const string With = """
        select max(other.id) from geo.publication p join geo.publication other using (published_at) where p.layer_id = $1 and p.data_version = $2
        """;

    /// <summary>What tells answers of different figures apart.</summary>
    public string Tag => string.Join(',', Versions.Select(pair => $"{pair.Key}-{pair.Value}"));

    /// <param name="at">The publication until which figures count; null is now.</param>
    public static async Task<FiguresMoment> ReadAsync(Layer layer, long? at, NpgsqlDataSource database, CancellationToken cancel)
    {
        if (layer.Figures.Count == 0) return None;
        await using var command = database.CreateCommand(Select);
        command.Parameters.Add(new() { Value = layer.Figures.Select(figure => figure.LayerId).Distinct().ToArray() });
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = at });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (last, versions) = (0L, new Dictionary<string, long>());
        while (await rows.ReadAsync(cancel))
        {
            versions.Add(rows.GetString(0), rows.GetInt64(1));
            last = Math.Max(last, rows.GetInt64(2));
        }
        return new FiguresMoment(at ?? last, versions);
    }

    /// <summary>The figures as they were when a version of the areas was published.</summary>
    public static async Task<FiguresMoment> WithVersionAsync(Layer layer, long version, NpgsqlDataSource database, CancellationToken cancel)
    {
        if (layer.Figures.Count == 0) return None;
        await using var command = database.CreateCommand(With);
        command.Parameters.Add(new() { Value = layer.Id });
        command.Parameters.Add(new() { Value = version });
        return await ReadAsync(layer, await command.ExecuteScalarAsync(cancel) as long? ?? 0, database, cancel);
    }
}

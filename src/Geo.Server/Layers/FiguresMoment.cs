using Npgsql;

namespace Geo.Server.Layers;

/// <summary>
/// The moment at which the coverage figures of areas are read: they change with other layers than the areas' own. Of each layer its own
/// publication is named: those of different layers may end in another order than they began, so that no single one divides them.
/// </summary>
/// <param name="At">The publication of each of <see cref="LayersOf"/> that counts; 0 where there is none.</param>
/// <param name="Versions">The data version of each layer whose coverage is joined; those never published are left out.</param>
public sealed record FiguresMoment(IReadOnlyList<long> At, IReadOnlyDictionary<string, long> Versions)
{
    public static readonly FiguresMoment None = new([], new Dictionary<string, long>());

    private const string Latest = """
        select l.id, p.data_version, p.id from geo.layer l
        join lateral (
          select p.data_version, p.id from geo.publication p
          where p.layer_id = l.id and ($2::bigint is null or p.id <= $2) order by p.data_version desc limit 1
        ) p on true
        where l.id = any ($1)
        """;

    private const string Named = "select layer_id, data_version, id from geo.publication where layer_id = any ($1) and id = any ($2)";

    // New boundaries and the figures counted in them are publications of one transaction, which all bear its time.
    private const string With = """
        select max(other.id) from geo.publication p join geo.publication other using (published_at) where p.layer_id = $1 and p.data_version = $2
        """;

    /// <summary>What tells answers of different figures apart.</summary>
    public string Tag => string.Join(',', Versions.Select(pair => $"{pair.Key}-{pair.Value}"));

    /// <summary>The layers whose figures areas carry, in the order of their publications.</summary>
    public static string[] LayersOf(Layer layer) => [.. layer.Figures.Select(figure => figure.LayerId).Distinct()];

    /// <summary>The figures as they are now.</summary>
    public static Task<FiguresMoment> NowAsync(Layer layer, NpgsqlDataSource database, CancellationToken cancel) => ReadAsync(layer, Latest, null, database, cancel);

    /// <summary>The figures of a moment that was named before.</summary>
    public static Task<FiguresMoment> AtAsync(Layer layer, IReadOnlyList<long> at, NpgsqlDataSource database, CancellationToken cancel) => ReadAsync(layer, Named, at.ToArray(), database, cancel);

    /// <summary>The figures as they were when a version of the areas was published.</summary>
    public static async Task<FiguresMoment> WithVersionAsync(Layer layer, long version, NpgsqlDataSource database, CancellationToken cancel)
    {
        if (layer.Figures.Count == 0) return None;
        await using var command = database.CreateCommand(With);
        command.Parameters.Add(new() { Value = layer.Id });
        command.Parameters.Add(new() { Value = version });
        return await ReadAsync(layer, Latest, await command.ExecuteScalarAsync(cancel) as long? ?? 0, database, cancel);
    }

    private static async Task<FiguresMoment> ReadAsync(Layer layer, string select, object? publications, NpgsqlDataSource database, CancellationToken cancel)
    {
        if (layer.Figures.Count == 0) return None;
        var layers = LayersOf(layer);
        await using var command = database.CreateCommand(select);
        command.Parameters.Add(new() { Value = layers });
        command.Parameters.Add(publications is null ? new NpgsqlParameter<long?>() : new NpgsqlParameter { Value = publications });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (at, versions) = (new long[layers.Length], new SortedDictionary<string, long>(StringComparer.Ordinal));
        while (await rows.ReadAsync(cancel))
        {
            versions[rows.GetString(0)] = rows.GetInt64(1);
            at[Array.IndexOf(layers, rows.GetString(0))] = rows.GetInt64(2);
        }
        return new FiguresMoment(at, versions);
    }
}

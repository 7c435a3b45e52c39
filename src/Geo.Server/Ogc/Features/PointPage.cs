using System.Buffers;
using Geo.Server.Layers;
using Npgsql;
using NpgsqlTypes;

namespace Geo.Server.Ogc.Features;

/// <summary>
/// A page of points: first only which rows it has and where they are, then the properties of those that this server has not read
/// before. Points are small, so a page of the largest size is held at once; other geometries are streamed row by row.
/// </summary>
internal sealed class PointPage
{
    private readonly List<(RowName Name, NpgsqlTid Address, byte[] Geometry)> _rows = [];
    private readonly Dictionary<long, byte[]> _texts = [];

    private PointPage()
    {
    }

    /// <summary>Whether a page can be read this way.</summary>
    public static bool Serves(Layer layer, ItemsQuery query) => query.Limit is not null && layer.HasPoints && FeatureRelation.Of(layer).RowAddress is not null;

    public static async Task<PointPage> ReadAsync(NpgsqlConnection connection, Layer layer, ItemsQuery query, long? publicationId, PropertyTexts texts, CancellationToken cancel)
    {
        var page = new PointPage();
        await using (var command = FeatureSql.Rows(layer, query, publicationId))
        {
            command.Connection = connection;
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                page._rows.Add((new RowName(rows.GetInt64(0), rows.GetInt64(1), rows.GetFieldValue<uint>(2)), rows.GetFieldValue<NpgsqlTid>(3), rows.GetFieldValue<byte[]>(4)));
        }
        List<(RowName Name, NpgsqlTid Address)> unknown = [];
        // The row beyond the last only says that there is more.
        foreach (var (name, address, _) in page._rows.Take(query.Limit!.Value))
            if (texts.TryFind(name, out var text)) page._texts[name.Key] = text;
            else unknown.Add((name, address));
        if (unknown.Count > 0) await page.CompleteAsync(connection, layer, unknown, texts, cancel);
        return page;
    }

    public int Count => _rows.Count;

    public long KeyOf(int row) => _rows[row].Name.Key;

    public void Write(FeatureWriter writer, int row) => writer.Write(KeyOf(row), _rows[row].Geometry, _texts[KeyOf(row)]);

    // In the same moment, so the rows lie where they lay.
    private async Task CompleteAsync(NpgsqlConnection connection, Layer layer, List<(RowName Name, NpgsqlTid Address)> unknown, PropertyTexts texts, CancellationToken cancel)
    {
        var names = unknown.ToDictionary(row => row.Name.Key, row => row.Name);
        await using var command = FeatureSql.At(layer, [.. unknown.Select(row => row.Address)]);
        command.Connection = connection;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new FeatureWriter(layer, Common.ServedCrs.Crs84, buffer);
        while (await rows.ReadAsync(cancel))
        {
            buffer.ResetWrittenCount();
            writer.Json.Reset();
            writer.WriteProperties(rows);
            writer.Json.Flush();
            var (key, text) = (rows.GetInt64(0), buffer.WrittenSpan.ToArray());
            _texts[key] = text;
            texts.Keep(names[key], text);
        }
    }
}

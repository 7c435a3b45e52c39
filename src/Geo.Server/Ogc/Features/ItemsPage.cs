using System.Buffers;
using System.Text.Json;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Common.Pages;
using Npgsql;

namespace Geo.Server.Ogc.Features;

/// <summary>Items and one item as a table for people. A page is short, so it is read whole.</summary>
public static class ItemsPage
{
    private const int RowsAPage = 50;

    public static async Task<PageResult> BuildAsync(HttpContext context, Layer layer, ItemsQuery query, LayerVersion version, NpgsqlDataSource database)
    {
        var cancel = context.RequestAborted;
        var limit = Math.Min(query.Limit ?? RowsAPage, RowsAPage);
        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version.Number, cancel);
        await using var command = FeatureSql.Items(layer, query with { Limit = limit }, snapshot.PublicationId, version.Figures.At);
        command.Connection = snapshot.Connection;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var features = new List<JsonElement>();
        string? next = null, last = null;
        while (await rows.ReadAsync(cancel))
        {
            if (features.Count == limit)
            {
                next = $"{context.Request.Path}?f=html&limit={limit}&cursor={query.CursorAfter(layer, version, last!)}&{query.Selection}".TrimEnd('&');
                continue;
            }
            var (feature, key) = Read(layer, rows);
            features.Add(feature);
            last = key;
        }
        return Page.Of<FeaturesPage>(context.Request, new() { ["Layer"] = layer, ["Features"] = features, ["Next"] = next });
    }

    public static PageResult BuildItem(HttpContext context, Layer layer, NpgsqlDataReader row) =>
        Page.Of<FeaturesPage>(context.Request, new() { ["Layer"] = layer, ["Features"] = (List<JsonElement>)[Read(layer, row).Feature], ["One"] = true });

    private static (JsonElement Feature, string Key) Read(Layer layer, NpgsqlDataReader row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        string key;
        using (var writer = new FeatureWriter(layer, ServedCrs.Crs84, buffer)) key = writer.Write(row);
        return (JsonSerializer.Deserialize<JsonElement>(buffer.WrittenSpan), key);
    }
}

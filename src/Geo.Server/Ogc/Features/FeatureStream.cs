using System.IO.Pipelines;
using System.Text.Json;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Npgsql;

namespace Geo.Server.Ogc.Features;

/// <summary>
/// Sends a FeatureCollection while PostGIS is still reading it. What is held at once is one row and one buffer; a slow
/// client slows the query down, and one that leaves ends it.
/// </summary>
public static class FeatureStream
{
    private const int FlushBytes = 64 * 1024;

    public static async Task WriteAsync(
        HttpContext context, Layer layer, ItemsQuery query, LayerVersion version, NpgsqlDataSource database)
    {
        var (output, cancel) = (context.Response.BodyWriter, context.RequestAborted);
        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version.Number, cancel);
        await using var command = FeatureSql.Items(layer, query, snapshot.PublicationId, version.Figures.At);
        command.Connection = snapshot.Connection;
        // A download may take longer than a page; it ends with its client.
        if (query.Limit is null) await LiftStatementTimeoutAsync(snapshot.Connection, cancel);
        await using var rows = await command.ExecuteReaderAsync(cancel);

        using var writer = new FeatureWriter(layer, query.Crs, output);
        var json = writer.Json;
        json.WriteStartObject();
        json.WriteString("type"u8, "FeatureCollection"u8);
        json.WriteString("timeStamp"u8, DateTime.UtcNow);
        json.WriteNumber("dataVersion"u8, version.Number);
        WriteCoverageVersions(json, version);
        writer.WritePositionNote();
        json.WriteStartArray("features"u8);
        json.Flush();
        await output.FlushAsync(cancel);

        var (count, last, more, flushed) = (0, "", false, json.BytesCommitted);
        while (await rows.ReadAsync(cancel))
        {
            if (count == query.Limit)
            {
                more = true;
                break;
            }
            last = writer.Write(rows);
            count++;
            // Pending alone would not do: the writer hands each full buffer on to the pipe, which would hold the whole answer.
            if (json.BytesCommitted + json.BytesPending - flushed > FlushBytes) await FlushAsync();
        }
        json.WriteEndArray();
        if (query.SelectsAll && version.IsCurrent) json.WriteNumber("numberMatched"u8, version.State.FeatureCount);
        json.WriteNumber("numberReturned"u8, count);
        WriteLinks(context.Request, writer, layer, query, version, more ? last : null);
        json.WriteEndObject();
        await FlushAsync();

        async ValueTask FlushAsync()
        {
            json.Flush();
            flushed = json.BytesCommitted;
            await output.FlushAsync(cancel);
        }
    }

    // What the figures of areas are of: the data version of each layer whose coverage is joined.
    private static void WriteCoverageVersions(Utf8JsonWriter json, LayerVersion version)
    {
        if (version.Figures.Versions.Count == 0) return;
        json.WriteStartObject("coverageVersions"u8);
        foreach (var (layer, number) in version.Figures.Versions) json.WriteNumber(layer, number);
        json.WriteEndObject();
    }

    private static void WriteLinks(HttpRequest request, FeatureWriter writer, Layer layer, ItemsQuery query, LayerVersion version, string? lastKey)
    {
        var path = $"/ogc/collections/{layer.Id}/items";
        // The paging parameters go; what selects stays, so that every link means the same features.
        var selection = query.Selection.Length == 0 ? "" : $"&{query.Selection}";
        List<Link> links =
        [
            new(Link.To(request, request.Path + request.QueryString), "self", Negotiation.GeoJson, "This page"),
            new(Link.To(request, $"{path}?f=html{selection}"), "alternate", Negotiation.Html, "HTML"),
            new(Link.To(request, $"/ogc/collections/{layer.Id}"), "collection", Negotiation.Json, layer.Definition.Title.Zh),
        ];
        if (lastKey is not null)
            links.Add(new(Link.To(request, $"{path}?f=json&limit={query.Limit}&cursor={query.CursorAfter(layer, version, lastKey)}{selection}"),
                "next", Negotiation.GeoJson, "Next page"));
        writer.WriteLinks(links);
    }

    internal static async Task LiftStatementTimeoutAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("set statement_timeout = 0", connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}

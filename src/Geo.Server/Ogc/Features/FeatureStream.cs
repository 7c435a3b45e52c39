using System.IO.Pipelines;
using System.Text.Json;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Ogc.Features;

/// <summary>
/// Sends a FeatureCollection while PostGIS is still reading it. What is held at once is one row and one buffer, or a page of points; a
/// slow client slows the query down, and one that leaves ends it.
/// </summary>
public static class FeatureStream
{
    private const int FlushBytes = 64 * 1024;

    public static async Task WriteAsync(
        HttpContext context, Layer layer, ItemsQuery query, LayerVersion version, NpgsqlDataSource database)
    {
        var cancel = context.RequestAborted;
        var isPointPage = PointPage.Serves(layer, query);
        if (!isPointPage) await context.BecomeDownloadAsync();
        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version.Number, cancel);
        if (isPointPage)
        {
            var page = await PointPage.ReadAsync(snapshot.Connection, layer, query, snapshot.PublicationId, context.RequestServices.GetRequiredService<PropertyTexts>(), cancel);
            // A slow client keeps no connection from others.
            await snapshot.DisposeAsync();
            using var answer = await BeginAsync(context, layer, query, version);
            while (answer.Count < Math.Min(page.Count, query.Limit!.Value))
            {
                page.Write(answer.Features, answer.Count);
                await answer.NextAsync();
            }
            await EndAsync(answer, context, layer, query, version, page.Count > query.Limit ? $"{page.KeyOf(answer.Count - 1)}" : null);
        }
        else
        {
            await using var command = FeatureSql.Items(layer, query, snapshot.PublicationId, version.Figures.At);
            command.Connection = snapshot.Connection;
            // A download may take longer than a page; it ends with its client.
            if (query.Limit is null) await LiftStatementTimeoutAsync(snapshot.Connection, cancel);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            using var answer = await BeginAsync(context, layer, query, version);
            var (last, more) = ("", false);
            while (await rows.ReadAsync(cancel))
            {
                if (more = answer.Count == query.Limit) break;
                last = answer.Features.Write(rows);
                await answer.NextAsync();
            }
            await EndAsync(answer, context, layer, query, version, more ? last : null);
        }
    }

    // Not before the query has begun to answer: what is wrong with it is said with a status.
    private static async Task<Answer> BeginAsync(HttpContext context, Layer layer, ItemsQuery query, LayerVersion version)
    {
        var answer = new Answer(new FeatureWriter(layer, query.Crs, context.Response.BodyWriter), context.Response.BodyWriter, context.RequestAborted);
        var json = answer.Features.Json;
        json.WriteStartObject();
        json.WriteString("type"u8, "FeatureCollection"u8);
        json.WriteString("timeStamp"u8, DateTime.UtcNow);
        json.WriteNumber("dataVersion"u8, version.Number);
        WriteCoverageVersions(json, version);
        answer.Features.WritePositionNote();
        json.WriteStartArray("features"u8);
        await answer.FlushAsync();
        return answer;
    }

    private static async Task EndAsync(Answer answer, HttpContext context, Layer layer, ItemsQuery query, LayerVersion version, string? lastKey)
    {
        var json = answer.Features.Json;
        json.WriteEndArray();
        if (query.SelectsAll && version.IsCurrent) json.WriteNumber("numberMatched"u8, version.State.FeatureCount);
        json.WriteNumber("numberReturned"u8, answer.Count);
        WriteLinks(context.Request, answer.Features, layer, query, version, lastKey);
        json.WriteEndObject();
        await answer.FlushAsync();
    }

    /// <summary>What is being sent: how many features so far, and how much of it waits in the buffer.</summary>
    private sealed class Answer(FeatureWriter features, PipeWriter output, CancellationToken cancel) : IDisposable
    {
        private long _flushed;

        public FeatureWriter Features => features;
        public int Count { get; private set; }

        public ValueTask NextAsync()
        {
            Count++;
            // Pending alone would not do: the writer hands each full buffer on to the pipe, which would hold the whole answer.
            return features.Json.BytesCommitted + features.Json.BytesPending - _flushed > FlushBytes ? FlushAsync() : default;
        }

        public async ValueTask FlushAsync()
        {
            features.Json.Flush();
            _flushed = features.Json.BytesCommitted;
            await output.FlushAsync(cancel);
        }

        public void Dispose() => features.Dispose();
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
        var beside = Link.QueryBesideFormat(request);
        List<Link> links =
        [
            new(Link.To(request, request.Path + request.QueryString), "self", Negotiation.GeoJson, "This page"),
            new(Link.To(request, $"{path}?f=html{(beside.Length == 0 ? "" : $"&{beside}")}"), "alternate", Negotiation.Html, "HTML"),
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

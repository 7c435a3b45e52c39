using System.Text;
using System.Text.Json;
using Geo.Server.Operations;
using Geo.Server.Submissions.Formats;
using Sylvan.Data.Csv;

namespace Geo.Server.Plan;

/// <summary>Figures as a program sends them.</summary>
public sealed record FigureUpload(string? Source, IReadOnlyList<FigureUploadRow>? Figures);

/// <param name="Value">A number, or a text that the check reads; null or blank: nothing is reported.</param>
public sealed record FigureUploadRow(string? Indicator, string? Area, string? Period, JsonElement? Value, string? Evidence);

/// <summary>Reads handed-in figures: JSON, or a table (comma-separated values, Excel) with a header in Chinese or English.</summary>
public static class FigureTableReading
{
    private const int LargestBytes = 1 << 20;

    private static readonly Dictionary<string, string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["indicator"] = "indicator", ["指标"] = "indicator", ["area"] = "area", ["adcode"] = "area", ["地区"] = "area", ["行政区划代码"] = "area",
        ["period"] = "period", ["时间"] = "period", ["value"] = "value", ["数值"] = "value", ["evidence"] = "evidence", ["依据"] = "evidence",
    };

    /// <exception cref="ProblemException">Neither of the two, or too large.</exception>
    public static async Task<(string Source, IReadOnlyList<FigureRow> Rows)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        var body = await BodyAsync(request, cancel);
        var (source, rows) = request.HasJsonContentType() ? Json(body) : request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true
            ? (request.Query["source"].ToString(), Csv(body))
            : request.ContentType?.StartsWith(FigureWorkbook.MediaType, StringComparison.OrdinalIgnoreCase) == true
            ? (request.Query["source"].ToString(), Sheet(FigureWorkbook.Read(body)))
            : throw new ProblemException(415, "unsupported-media-type", $"Send application/json, text/csv or {FigureWorkbook.MediaType}.");
        if (source.Length is 0 or > 200 || source.Contains('\0')) throw ProblemException.BadRequest("invalid-source", "'source' names where the figures come from, in 1 to 200 characters.");
        if (rows.Count is 0 or > FigureCheck.MostRows) throw ProblemException.BadRequest("invalid-figures", $"Hand in 1 to {FigureCheck.MostRows} rows, not {rows.Count}.");
        return (source, rows);
    }

    private static (string, IReadOnlyList<FigureRow>) Json(byte[] body)
    {
        try
        {
            var upload = JsonSerializer.Deserialize<FigureUpload>(body, JsonSerializerOptions.Web);
            return (upload?.Source ?? "", [.. (upload?.Figures ?? []).Select(row => row is null ? new FigureRow(null, null, null, null, null)
                : new FigureRow(row.Indicator, row.Area, row.Period, Text(row.Value), row.Evidence))]);
        }
        catch (JsonException e)
        {
            throw ProblemException.BadRequest("invalid-json", e.Message);
        }
    }

    private static List<FigureRow> Csv(byte[] body)
    {
        try
        {
            using var csv = CsvDataReader.Create(new StringReader(Text(body)));
            var columns = Columns([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetName)]);
            var rows = new List<FigureRow>();
            while (csv.Read() && rows.Count <= FigureCheck.MostRows)
                rows.Add(new FigureRow(csv.GetString(columns["indicator"]), csv.GetString(columns["area"]), csv.GetString(columns["period"]), csv.GetString(columns["value"]), csv.GetString(columns["evidence"])));
            return rows;
        }
        catch (Exception e) when (e is DecoderFallbackException or System.Data.Common.DbException or FormatException or InvalidDataException)
        {
            throw ProblemException.BadRequest("invalid-csv", $"Not a table of comma-separated values in UTF-8 or GB 18030: {e.Message}");
        }
    }

    private static List<FigureRow> Sheet(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = Columns(rows[0]);
        var last = rows.Count - 1;
        while (last > 0 && rows[last].All(string.IsNullOrWhiteSpace)) last--;
        return [.. rows.Take(1..(last + 1)).Select(row =>
        {
            string Cell(string name) => columns[name] < row.Count ? row[columns[name]] : "";
            return new FigureRow(Cell("indicator"), Cell("area"), Cell("period"), Cell("value"), Cell("evidence"));
        })];
    }

    private static Dictionary<string, int> Columns(IReadOnlyList<string> header)
    {
        var columns = new Dictionary<string, int>();
        for (var i = 0; i < header.Count; i++)
            if (Headers.TryGetValue(header[i].Trim(), out var name)) columns.TryAdd(name, i);
        foreach (var name in Headers.Values.Distinct())
            if (!columns.ContainsKey(name)) throw ProblemException.BadRequest("missing-column", $"The table has no column '{name}'. It has indicator, area, period, value, evidence.");
        return columns;
    }

    private static string? Text(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } plain => plain.GetRawText(),
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object or JsonValueKind.Array } nested => nested.GetRawText(),
        _ => null,
    };

    /// <summary>What is not UTF-8 is what Chinese Excel saves.</summary>
    private static string Text(byte[] body)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return TextEncoding.Strict(TextEncoding.Gb18030CodePage).GetString(body);
        }
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > LargestBytes) throw new ProblemException(413, "too-large", $"Figures are at most {LargestBytes >> 20} MB.");
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }
}

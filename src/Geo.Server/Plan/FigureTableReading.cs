using System.Text;
using System.Text.Json;
using Geo.Server.Operations;
using Geo.Server.Submissions.Formats;
using Sylvan.Data.Csv;

namespace Geo.Server.Plan;

/// <summary>Figures as a program sends them.</summary>
public sealed record FigureUpload(string? Source, IReadOnlyList<FigureUploadRow>? Figures);

/// <param name="Value">Null: nothing is reported.</param>
public sealed record FigureUploadRow(string? Indicator, string? Area, string? Period, double? Value, string? Evidence);

/// <summary>Reads handed-in figures: JSON, or a table of comma-separated values with a header in Chinese or English.</summary>
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
            : throw new ProblemException(415, "unsupported-media-type", "Send application/json or text/csv.");
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
                : new FigureRow(row.Indicator, row.Area, row.Period, row.Value?.ToString("R"), row.Evidence))]);
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
            var columns = new Dictionary<string, int>();
            for (var i = 0; i < csv.FieldCount; i++)
                if (Headers.TryGetValue(csv.GetName(i).Trim(), out var name)) columns.TryAdd(name, i);
            foreach (var name in Headers.Values.Distinct())
                if (!columns.ContainsKey(name)) throw ProblemException.BadRequest("missing-column", $"The table has no column '{name}'. It has indicator, area, period, value, evidence.");
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

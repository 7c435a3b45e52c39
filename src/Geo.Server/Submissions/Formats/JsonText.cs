using System.Text.Json;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>A JSON text, or one record a line, with its faults told by line and by whether the text is only cut short.</summary>
public sealed class JsonText(byte[] json, SourceFile file)
{
    private const byte RecordSeparator = 0x1E;

    private int _next;

    /// <summary>Whether another value follows the first one: then the file holds a record a line.</summary>
    public bool HasMore { get; private set; }

    /// <exception cref="FileFaultException">Not JSON, not an object, cut short, or too deep.</exception>
    public JsonElement ReadRoot()
    {
        var root = Next() ?? throw Malformed("没有内容", "there is no content");
        if (root.ValueKind != JsonValueKind.Object) throw Malformed("不是 GeoJSON 对象", "not a GeoJSON object");
        HasMore = SkipBlanks();
        return root;
    }

    /// <summary>The first record and all that follow it.</summary>
    public IEnumerable<JsonElement> Records(JsonElement first)
    {
        yield return first;
        while (Next() is { } record)
            yield return record.ValueKind == JsonValueKind.Object ? record : throw Malformed("不是 GeoJSON 对象", "not a GeoJSON object");
    }

    public FileFaultException Malformed(string zh, string en) => new(Rules.Malformed, zh, en, LineAt(_next));

    private bool SkipBlanks()
    {
        while (_next < json.Length && json[_next] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or RecordSeparator) _next++;
        return _next < json.Length;
    }

    private JsonElement? Next()
    {
        if (!SkipBlanks()) return null;
        if (json[_next] != (byte)'{') throw Malformed("不是 GeoJSON 对象", "not a GeoJSON object");
        var reader = new Utf8JsonReader(json.AsSpan(_next), isFinalBlock: false,
            new JsonReaderState(new JsonReaderOptions { MaxDepth = file.Limits.JsonDepth, AllowMultipleValues = true }));
        try
        {
            // Not the final block, so a value that does not end is no error but a wish for more: the text is cut short.
            if (!JsonDocument.TryParseValue(ref reader, out var document))
                throw new FileFaultException(Rules.Truncated, $"第 {LineAt(json.Length)} 行之后", $"after line {LineAt(json.Length)}", LineAt(json.Length));
            _next += (int)reader.BytesConsumed;
            return document.RootElement;
        }
        catch (JsonException e)
        {
            var line = LineAt(_next) + (int)(e.LineNumber ?? 0);
            throw e.Message.Contains("depth", StringComparison.OrdinalIgnoreCase)
                ? new FileFaultException(Rules.LimitExceeded, $"第 {line} 行嵌套过深", $"nested too deep at line {line}", line, cause: e)
                : new FileFaultException(Rules.Malformed, $"第 {line} 行起", $"from line {line}", line, cause: e);
        }
    }

    private int LineAt(int offset) => 1 + json.AsSpan(0, Math.Min(offset, json.Length)).Count((byte)'\n');
}

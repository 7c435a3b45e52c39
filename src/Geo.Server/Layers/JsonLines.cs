using System.Text;
using System.Text.Json;

namespace Geo.Server.Layers;

/// <summary>
/// Says on which line of a JSON text a property path stands, so that an error in a definition names its line.
/// A path is written <c>fields[2].domain</c>.
/// </summary>
public sealed class JsonLines
{
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    public JsonLines(byte[] json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        var path = new Stack<(string Path, int Index)>();
        var here = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var parent = path.Peek().Path;
                    here = parent.Length == 0 ? reader.GetString()! : $"{parent}.{reader.GetString()}";
                    _lines[here] = LineAt(json, reader.TokenStartIndex);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Pop();
                    continue;
            }
            if (path.TryPeek(out var top) && top.Index >= 0)
            {
                path.Pop();
                path.Push((top.Path, top.Index + 1));
                here = $"{top.Path}[{top.Index}]";
                _lines[here] = LineAt(json, reader.TokenStartIndex);
            }
            if (reader.TokenType is JsonTokenType.StartObject) path.Push((path.Count == 0 ? "" : here, -1));
            if (reader.TokenType is JsonTokenType.StartArray) path.Push((here, 0));
        }
    }

    /// <summary>The line of a path, or of the nearest part of it that exists; 1 for the whole.</summary>
    public long Of(string path)
    {
        while (path.Length > 0)
        {
            if (_lines.TryGetValue(path, out var line)) return line;
            var cut = Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['));
            path = cut < 0 ? "" : path[..cut];
        }
        return 1;
    }

    private static long LineAt(byte[] json, long offset) => 1 + json.AsSpan(0, (int)offset).Count((byte)'\n');
}

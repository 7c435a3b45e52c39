using System.Text;
using System.Text.Json;

namespace Geo.Core.Cql2;

/// <summary>A JSON value that knows where it began, so that an error can say so.</summary>
internal sealed record JsonTree(JsonTokenType Kind, int Position)
{
    public string Text { get; private init; } = "";
    public double Number { get; private init; }
    public IReadOnlyList<JsonTree> Items { get; private init; } = [];
    public IReadOnlyDictionary<string, JsonTree> Members { get; private init; } = new Dictionary<string, JsonTree>();

    public bool IsArray => Kind == JsonTokenType.StartArray;
    public bool IsObject => Kind == JsonTokenType.StartObject;

    /// <exception cref="Cql2Exception">It is not JSON.</exception>
    public static JsonTree Read(string json)
    {
        // Two halves of a character that came apart are not UTF-8 and would be replaced in silence.
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Cql2Limits.MaximumNesting });
        try
        {
            reader.Read();
            var tree = Read(ref reader, bytes);
            return reader.Read() ? throw new Cql2Exception(At(reader, bytes), "Expected the end.") : tree;
        }
        catch (JsonException malformed)
        {
            var at = (int)Math.Min(reader.BytesConsumed, bytes.Length);
            throw new Cql2Exception(Encoding.UTF8.GetCharCount(bytes, 0, at), $"This is not JSON: {malformed.Message.Split(" LineNumber", 2)[0]}");
        }
    }

    private static int At(in Utf8JsonReader reader, byte[] bytes) => Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.TokenStartIndex);

    private static JsonTree Read(ref Utf8JsonReader reader, byte[] bytes)
    {
        var tree = new JsonTree(reader.TokenType, At(reader, bytes));
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return tree with { Text = TextOf(reader, tree.Position) };
            case JsonTokenType.Number:
                return tree with { Number = Cql2Limits.CheckedNumber(reader.TryGetDouble(out var number) ? number : double.PositiveInfinity, tree.Position) };
            case JsonTokenType.StartArray:
                var items = new List<JsonTree>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, bytes));
                return tree with { Items = items };
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, JsonTree>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (name, position) = (TextOf(reader, tree.Position), At(reader, bytes));
                    reader.Read();
                    if (!members.TryAdd(name, Read(ref reader, bytes))) throw new Cql2Exception(position, $"The member '{name}' is given twice.");
                }
                return tree with { Members = members };
            default:
                return tree;
        }
    }

    private static string TextOf(in Utf8JsonReader reader, int position)
    {
        try
        {
            return Cql2Limits.CheckedText(reader.GetString()!, position);
        }
        catch (InvalidOperationException)
        {
            throw new Cql2Exception(position, "This text is half a character: a surrogate without its pair.");
        }
    }
}

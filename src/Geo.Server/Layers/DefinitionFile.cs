using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Geo.Server.Layers;

/// <summary>Reads a definition of gis-data strictly: what it does not know is an error that names file and line.</summary>
public static partial class DefinitionFile
{
    public static JsonSerializerOptions Strict { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public static (T Value, byte[] Json) Read<T>(string path)
    {
        if (!File.Exists(path)) throw new DefinitionException(path, 1, "The file is missing.");
        var json = File.ReadAllBytes(path);
        try
        {
            return (JsonSerializer.Deserialize<T>(json, Strict) ?? throw new JsonException("The file holds null."), json);
        }
        catch (JsonException e)
        {
            // The reader's own line is the end of the object that it was reading; the path says where in it. Only where the text
            // is no JSON at all is there no path to look up.
            var place = e.Path?.TrimStart('$').TrimStart('.') ?? "";
            var message = PositionSentence().Replace(e.Message, "");
            throw place.Length > 0 && LinesOf(json) is { } lines
                ? new DefinitionException(path, lines.Of(place), $"{place}: {message}")
                : new DefinitionException(path, (e.LineNumber ?? 0) + 1, message);
        }
    }

    private static JsonLines? LinesOf(byte[] json)
    {
        try
        {
            return new JsonLines(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@" ?(Path: .*)?(LineNumber: .*)?$", RegexOptions.Singleline)] private static partial Regex PositionSentence();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;

namespace Geo.Server.Ogc.Features;

/// <summary>A box of longitudes and latitudes in degrees, west ≤ east.</summary>
public readonly record struct Box(double West, double South, double East, double North);

/// <summary>The features that a request asks for.</summary>
public sealed record ItemsQuery
{
    public const int DefaultLimit = 100;
    public const int MaximumLimit = 10_000;

    /// <summary>Lower left and upper right, longitude and latitude in degrees; two when the box crosses the antimeridian.</summary>
    public IReadOnlyList<Box> Boxes { get; private init; } = [];
    public (DateOnly? From, DateOnly? To)? Interval { get; private init; }
    public IReadOnlyList<(Field Field, object[] Values)> PropertyFilters { get; private init; } = [];
    /// <summary>Null reads the whole collection.</summary>
    public int? Limit { get; init; } = DefaultLimit;
    /// <summary>The data version asked for; null is the current one.</summary>
    public long? Version { get; init; }
    /// <summary>Only features after this key.</summary>
    public string? After { get; private init; }
    /// <summary>The parameters that select, as they came: what a cursor belongs to.</summary>
    public string Selection { get; private init; } = "";

    public bool SelectsAll => Selection.Length == 0;

    /// <exception cref="ProblemException">A parameter is unknown or its value is wrong.</exception>
    public static ItemsQuery Read(HttpRequest request, Layer layer)
    {
        var fields = layer.AllFields.Where(field => field.Type != FieldType.Array).ToList();
        var parameters = new QueryParameters(request, [.. (string[])["bbox", "limit", "datetime", "cursor", "version", "f"], .. fields.Select(field => field.Name)]);
        var selection = new StringBuilder();
        foreach (var name in fields.Select(field => field.Name).Prepend("datetime").Prepend("bbox"))
            if (parameters[name] is { } value) selection.Append(name).Append('=').Append(Uri.EscapeDataString(value)).Append('&');
        var query = new ItemsQuery
        {
            Boxes = parameters["bbox"] is { } bbox ? ReadBbox(bbox) : [],
            Interval = parameters["datetime"] is { } datetime ? ReadInterval(datetime) : null,
            PropertyFilters = [.. from field in fields let text = parameters[field.Name] where text is not null select (field, ReadValues(field, text))],
            Limit = (int)Math.Min(parameters.WholeNumber("limit", 1) ?? DefaultLimit, MaximumLimit),
            Version = parameters.WholeNumber("version", 0),
            Selection = selection.ToString().TrimEnd('&'),
        };
        return parameters["cursor"] is { } cursor ? query.Resume(layer, cursor) : query;
    }

    /// <summary>Where the next page begins: the state being read, the last key, and a checksum of the selection it belongs to.</summary>
    public string CursorAfter(Layer layer, long version, string key) => $"{version}.{key}.{Checksum(layer):x8}";

    private ItemsQuery Resume(Layer layer, string cursor)
    {
        if (cursor.Split('.') is [var version, var key, var checksum]
            && long.TryParse(version, NumberStyles.None, null, out var number)
            && (layer.Role == LayerRole.Area ? key.Length > 0 : long.TryParse(key, NumberStyles.None, null, out _)))
        {
            if (checksum == $"{Checksum(layer):x8}") return this with { Version = number, After = key };
            throw ProblemException.BadRequest("foreign-cursor", "The cursor belongs to another query: follow the link 'next' unchanged.");
        }
        throw ProblemException.BadRequest("invalid-cursor", "The cursor cannot be read: follow the link 'next' unchanged.");
    }

    private uint Checksum(Layer layer) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{layer.Id}?{Selection}")));

    private static IReadOnlyList<Box> ReadBbox(string text)
    {
        var parts = text.Split(',');
        if (parts.Length is not (4 or 6)) throw Invalid($"has {parts.Length} numbers; 4 or 6 are needed.");
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
                throw Invalid($"has '{parts[i]}' where a number is needed.");
        var (west, south, east, north) = parts.Length == 4
            ? (numbers[0], numbers[1], numbers[2], numbers[3])
            : (numbers[0], numbers[1], numbers[3], numbers[4]);
        if (parts.Length == 6 && numbers[2] > numbers[5]) throw Invalid("has its lowest height above its highest.");
        if (Math.Abs(west) > 180 || Math.Abs(east) > 180) throw Invalid("has a longitude outside -180 to 180.");
        if (Math.Abs(south) > 90 || Math.Abs(north) > 90) throw Invalid("has a latitude outside -90 to 90.");
        if (south > north) throw Invalid("has its south above its north; the order is west,south,east,north.");
        // West of the antimeridian to east of it is two boxes on paper.
        return west <= east
            ? [new Box(west, south, east, north)]
            : [new Box(west, south, 180, north), new Box(-180, south, east, north)];

        static ProblemException Invalid(string what) => ProblemException.BadRequest("invalid-bbox", $"'bbox' {what}");
    }

    private static (DateOnly?, DateOnly?) ReadInterval(string text)
    {
        var parts = text.Split('/');
        if (parts is [var instant]) return (Day(instant), Day(instant));
        if (parts is not [var first, var last]) throw Invalid();
        var (from, to) = (Open(first) ? (DateOnly?)null : Day(first), Open(last) ? (DateOnly?)null : Day(last));
        if (from > to) throw Invalid();
        return (from, to);

        static bool Open(string end) => end is "" or "..";

        DateOnly Day(string end)
        {
            if (DateOnly.TryParseExact(end, "yyyy-MM-dd", out var day)) return day;
            if (end.Contains('T', StringComparison.OrdinalIgnoreCase)
                && DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return DateOnly.FromDateTime(time.UtcDateTime);
            throw Invalid();
        }

        ProblemException Invalid() => ProblemException.BadRequest("invalid-datetime",
            $"'datetime' must be an instant (2021-06-30 or 2021-06-30T00:00:00Z) or an interval (a/b, ../b, a/..), not '{text}'.");
    }

    private static object[] ReadValues(Field field, string text) => [.. text.Split(',').Select(part => ReadValue(field, part))];

    private static object ReadValue(Field field, string text)
    {
        switch (field.Type)
        {
            case FieldType.Integer or FieldType.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return number;
            case FieldType.Boolean when text is "true" or "false":
                return text == "true";
            case FieldType.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day):
                return day;
            case FieldType.String when field.Domain is null || field.Domain.Any(value => value.Value == text):
                return text;
        }
        var expected = field.Domain is null
            ? $"a {field.Type.ToString().ToLowerInvariant()}"
            : $"one of {string.Join(", ", field.Domain.Select(value => value.Value))}";
        throw ProblemException.BadRequest("invalid-value", $"'{field.Name}' must be {expected}, not '{text}'.");
    }
}

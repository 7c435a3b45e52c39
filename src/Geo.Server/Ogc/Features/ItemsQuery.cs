using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Geo.Core.Cql2;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Cql2;
using Geo.Server.Ogc.Features.Exports;
using Geo.Server.Operations;
using NetTopologySuite.Geometries;

namespace Geo.Server.Ogc.Features;

/// <summary>The features that a request asks for.</summary>
public sealed record ItemsQuery
{
    public const int DefaultLimit = 100;
    public const int MaximumLimit = 10_000;

    /// <summary>The box asked for, in longitude and latitude.</summary>
    public Geometry? Box { get; private init; }
    public (DateOnly? From, DateOnly? To)? Interval { get; private init; }
    public IReadOnlyList<PropertyFilter> PropertyFilters { get; private init; } = [];
    /// <summary>A checked CQL2 expression, and the coordinate system of its geometries.</summary>
    public Expression? Filter { get; private init; }
    public ServedCrs FilterCrs { get; private init; } = ServedCrs.Crs84;
    /// <summary>The coordinate system of the answer.</summary>
    public ServedCrs Crs { get; init; } = ServedCrs.Crs84;
    /// <summary>Null reads the whole collection.</summary>
    public int? Limit { get; init; } = DefaultLimit;
    /// <summary>The data version asked for; null is the current one.</summary>
    public long? Version { get; init; }
    /// <summary>The moment of the figures that the page before showed.</summary>
    public IReadOnlyList<long>? FiguresAt { get; private init; }
    /// <summary>Only features after this key.</summary>
    public string? After { get; private init; }
    /// <summary>The parameters that select, and the answer's coordinate system, as they came: what a cursor belongs to.</summary>
    public string Selection { get; private init; } = "";

    public bool SelectsAll => Box is null && Interval is null && Filter is null && PropertyFilters.Count == 0;

    /// <summary>What a request for items may carry besides the layer's own properties.</summary>
    public static readonly IReadOnlyList<string> SelectingParameters = ["crs", "bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs"];

    /// <param name="others">Parameters of the caller's own.</param>
    /// <exception cref="ProblemException">A parameter is unknown or its value is wrong.</exception>
    public static ItemsQuery Read(HttpRequest request, Layer layer, params IEnumerable<string> others)
    {
        var properties = PropertyParameters.Of(layer).ToList();
        var parameters = new QueryParameters(request, ["version", .. others, .. SelectingParameters, .. properties.Select(property => property.Name)]);
        var propertyFilters = PropertyParameters.Read(request, properties);
        var selection = SelectingParameters.Where(name => parameters[name] is not null).Select(name => $"{name}={Uri.EscapeDataString(parameters[name]!)}")
            .Concat(propertyFilters.Select(filter => $"{filter.Property.Name}={filter.Asked}").Order(StringComparer.Ordinal));
        var filterCrs = ServedCrs.Read(parameters, "filter-crs");
        return new ItemsQuery
        {
            Crs = ServedCrs.Read(parameters, "crs"),
            Box = BoxReading.Read(parameters["bbox"], ServedCrs.Read(parameters, "bbox-crs")),
            Interval = parameters["datetime"] is { } datetime ? ReadInterval(datetime) : null,
            Filter = FilterReading.Read(parameters, layer, filterCrs),
            FilterCrs = filterCrs,
            PropertyFilters = propertyFilters,
            Version = parameters.WholeNumber("version", 0),
            Selection = string.Join('&', selection),
        };
    }

    /// <summary>As <see cref="Read"/>, of a page.</summary>
    public static ItemsQuery ReadPage(HttpRequest request, Layer layer)
    {
        var query = Read(request, layer, "f", "limit", "cursor");
        var parameters = new QueryParameters(request, request.Query.Keys);
        // A table has no link to a next page: without a limit it is all there is, and does not look as if it were.
        int? usual = TableFormat.Of(request) is null ? DefaultLimit : null;
        query = query with { Limit = parameters.WholeNumber("limit", 1) is { } limit ? (int)Math.Min(limit, MaximumLimit) : usual };
        return parameters["cursor"] is { } cursor ? query.Resume(layer, cursor) : query;
    }

    /// <summary>Where the next page begins: the state being read, the last key, and a checksum of the selection it belongs to.</summary>
    public string CursorAfter(Layer layer, LayerVersion version, string key) =>
        $"{string.Join('-', [version.Number, .. version.Figures.At])}.{key}.{Checksum(layer):x8}";

    private ItemsQuery Resume(Layer layer, string cursor)
    {
        if (cursor.Split('.') is [var version, var key, var checksum]
            && ReadNumbers(version.Split('-')) is [var number, .. var figuresAt] && figuresAt.Length == FiguresMoment.LayersOf(layer).Length
            && (layer.Role == LayerRole.Area ? key.Length > 0 : long.TryParse(key, NumberStyles.None, null, out _)))
        {
            if (checksum == $"{Checksum(layer):x8}" && (Version ?? number) == number) return this with { Version = number, FiguresAt = figuresAt.Length == 0 ? null : figuresAt, After = key };
            throw ProblemException.BadRequest("foreign-cursor", "The cursor belongs to another query: follow the link 'next' unchanged.");
        }
        throw ProblemException.BadRequest("invalid-cursor", "The cursor cannot be read: follow the link 'next' unchanged.");
    }

    // Nothing where one of them is none.
    private static long[] ReadNumbers(string[] texts)
    {
        var numbers = new long[texts.Length];
        for (var i = 0; i < texts.Length; i++)
            if (!long.TryParse(texts[i], NumberStyles.None, null, out numbers[i])) return [];
        return numbers;
    }

    private uint Checksum(Layer layer) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{layer.Id}?{Selection}")));

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
            return Instants.TryReadTimestamp(end, out var time) ? DateOnly.FromDateTime(time) : throw Invalid();
        }

        ProblemException Invalid() => ProblemException.BadRequest("invalid-datetime",
            $"'datetime' must be an instant (2021-06-30 or 2021-06-30T00:00:00Z) or an interval (a/b, ../b, a/..), not '{text}'.");
    }
}

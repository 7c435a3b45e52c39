using System.Text.Json;
using Geo.Server.Layers;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Server.Tests.Cql2;

/// <summary>
/// A made-up place. The aliases are there for their letters: case, accents, signs of LIKE, quotes, and characters whose order by
/// code point differs from that of any language and from that of UTF-16.
/// </summary>
public sealed record Place(
    string Code, string? Alias, int? Population, double? AltitudeM, bool? Coastal, string? Founded, string? Renamed, (string? Word, int? Rank)[]? Tags, string Wkt)
{
    private static readonly WKTReader Reader = new();

    public static readonly IReadOnlyList<Place> All =
    [
        new("p01", "Apple", 100, 12.5, true, "2000-01-01", "2010-01-01", [("a", 1), ("b", 2)], "POINT(117 36.5)"),
        new("p02", "apple", 200, 25, false, "2000-01-02", "2010-01-01", [("b", 2)], "POINT(117.1 36.5)"),
        new("p03", "APPLE", 300, -4, true, "2005-06-30", "2006-06-30", [("a", 1)], "POINT(117.2 36.5)"),
        new("p04", "Äpple", 400, 0, false, "2010-01-01", "2020-12-31", [("a", 1), ("b", 2), ("c", 3)], "POINT(117.3 36.5)"),
        new("p05", "Zebra", 500, 3.14, null, "2010-01-01", null, [("d", 4)], "POINT(117.4 36.5)"),
        new("p06", "zebra", 1, 1000, true, null, "2015-05-05", null, "POINT(117.5 36.5)"),
        new("p07", "Køge", 1038288, 5, true, "2020-02-29", "2020-02-29", [("ø", 1)], "POINT(117.6 36.5)"),
        new("p08", "Koge", 1038288, 5.5, false, "2022-04-16", "2022-04-16", [("o", 1)], "POINT(117.7 36.5)"),
        new("p09", "éclair", 0, 7, true, "2022-04-15", "2022-04-17", [("é", null)], "POINT(117.8 36.5)"),
        new("p10", "eclair", -5, 8, true, "2022-04-17", "2022-12-31", [(null, 9)], "POINT(117.9 36.5)"),
        new("p11", "ÉCLAIR", 12, 9, false, "1999-12-31", "2000-01-01", [("e", 1), ("é", 2)], "POINT(118 36.5)"),
        new("p12", "e\u0301clair", 13, 9.5, false, "1949-10-01", "2049-10-01", [("a", 9)], "POINT(118.1 36.5)"),
        new("p13", "straße", 14, 10, true, "2001-01-01", "2001-12-31", [("x y", 1)], "POINT(118.2 36.5)"),
        new("p14", "STRASSE", 15, 11, true, "2001-01-01", "2002-01-01", [("X Y", 1)], "POINT(118.3 36.5)"),
        new("p15", "Οδος", 16, 12, false, "2003-03-03", "2004-04-04", [("a", 1), ("a", 1)], "POINT(118.4 36.5)"),
        new("p16", "ΟΔΟΣ", 17, 13, false, "2003-03-03", "2004-04-04", null, "POINT(118.5 36.5)"),
        new("p17", "济南", 9202432, 51.6, false, "1929-07-01", "1994-02-25", [("济", 1), ("南", 2)], "POINT(117 36.65)"),
        new("p18", "济南站", 300000, 28, false, "1912-11-01", "1992-07-01", [("济", 1), ("南", 2), ("站", 3)], "POINT(116.99 36.67)"),
        new("p19", "青岛", 10071722, 6, true, "1929-07-02", null, [("青", 1)], "POINT(118.6 36.5)"),
        new("p20", "50%", 20, 20, true, "2011-11-11", "2012-12-12", [("%", 1)], "POINT(118.7 36.5)"),
        new("p21", "50_50", 21, 21, true, "2011-11-11", "2012-12-12", [("_", 1)], "POINT(118.8 36.5)"),
        new("p22", "50x50", 22, 22, false, "2011-11-11", "2012-12-12", [("x", 1)], "POINT(118.9 36.5)"),
        new("p23", @"back\slash", 23, 23, false, "2012-12-12", "2013-01-01", [(@"\", 1)], "POINT(117 36.8)"),
        new("p24", "O'Brien", 24, 24, true, "2013-01-01", "2014-01-01", [("'", 1)], "POINT(117.1 36.8)"),
        new("p25", "\U0001F3DD岛", 25, 25, true, "2014-01-01", "2015-01-01", [("\U0001F3DD", 1)], "POINT(117.2 36.8)"),
        new("p26", "\uFF21", 26, 26, false, "2015-01-01", "2016-01-01", [("\uFF21", 1)], "POINT(117.3 36.8)"),
        new("p27", null, null, null, null, null, null, null, "POINT(117.4 36.8)"),
        new("p28", "", 28, 28, true, "2016-02-29", "2017-02-28", [], "POINT(117.5 36.8)"),
        new("p29", " ", 29, 29.25, false, "2017-01-01", "2017-01-01", [(" ", 1)], "POINT(117.6 36.8)"),
        new("p30", "square", 1000, 100, true, "2018-01-01", "2019-01-01", [("area", 10)], "POLYGON((117 36, 117.2 36, 117.2 36.2, 117 36.2, 117 36))"),
        new("p31", "square with a hole", 2000, 200, true, "2019-01-01", "2020-01-01", [("area", 10), ("hole", 11)],
            "POLYGON((117.3 36, 117.7 36, 117.7 36.4, 117.3 36.4, 117.3 36), (117.4 36.1, 117.6 36.1, 117.6 36.3, 117.4 36.3, 117.4 36.1))"),
        new("p32", "neighbour", 3000, 300, false, "2020-01-01", "2021-01-01", [("area", 10)], "POLYGON((117.2 36, 117.3 36, 117.3 36.2, 117.2 36.2, 117.2 36))"),
        new("p33", "line", 4000, 400, false, "2021-01-01", "2022-01-01", [("line", 20)], "LINESTRING(117.1 36.1, 117.5 36.1)"),
        new("p34", "longer line", 5000, 500, true, "2021-06-30", "2022-06-30", [("line", 20), ("area", 10)], "LINESTRING(117.1 36.1, 117.5 36.1, 118 36.1)"),
        new("p35", "two squares", 6000, 600, null, "2022-01-01", "2023-01-01", [("area", 10)],
            "MULTIPOLYGON(((118 36, 118.1 36, 118.1 36.1, 118 36.1, 118 36)), ((118.3 36, 118.4 36, 118.4 36.1, 118.3 36.1, 118.3 36)))"),
        new("p36", "corner", 7000, 700, true, "2023-01-01", "..", [("corner", 30)], "POINT(117.2 36.2)"),
    ];

    public Geometry Geometry { get; } = Reader.Read(Wkt);

    private string? RenamedDay => Renamed == ".." ? null : Renamed;

    /// <summary>What a filter's name stands for: null, text, double, bool, DateTime, Geometry or a list of text and double.</summary>
    public object? this[string name] => name switch
    {
        "code" or "name" => Code,
        "alias" => Alias,
        "population" => (double?)Population,
        "altitudeM" => AltitudeM,
        "coastal" => Coastal,
        "founded" or "inServiceDate" => Day(Founded),
        "renamed" => Day(RenamedDay),
        "status" => "in-service",
        "synthetic" => false,
        "geometry" => Geometry,
        "tags.word" => List(Tags?.Select(tag => (object?)tag.Word)),
        "tags.rank" => List(Tags?.Select(tag => (object?)(double?)tag.Rank)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such property."),
    };

    public SubmittedFeature Submitted => new(
        Code, Code, "in-service", Founded is null ? null : DateOnly.Parse(Founded), false, null, null, Attributes(), Geometry);

    private static DateTime? Day(string? day) => day is null ? null : DateOnly.Parse(day).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    private static List<object>? List(IEnumerable<object?>? items) => items?.OfType<object>().ToList() is { Count: > 0 } list ? list : null;

    private string Attributes()
    {
        var attributes = new Dictionary<string, object?>
        {
            ["alias"] = Alias, ["population"] = Population, ["altitudeM"] = AltitudeM, ["coastal"] = Coastal, ["founded"] = Founded, ["renamed"] = RenamedDay,
            ["tags"] = Tags?.Select(tag => new Dictionary<string, object?> { ["word"] = tag.Word, ["rank"] = tag.Rank }.Where(member => member.Value is not null).ToDictionary()),
        };
        return JsonSerializer.Serialize(attributes.Where(attribute => attribute.Value is not null).ToDictionary());
    }

    private const string Definition = """
        {
          "id": "place", "role": "zone", "group": "zones", "order": 999, "geometryType": "Polygon",
          "title": { "zh": "地方", "en": "Places" },
          "fields": [
            { "name": "alias", "type": "string", "title": { "zh": "别名", "en": "Alias" } },
            { "name": "population", "type": "integer", "title": { "zh": "人口", "en": "Population" } },
            { "name": "altitudeM", "type": "number", "unit": "m", "title": { "zh": "海拔", "en": "Altitude" } },
            { "name": "coastal", "type": "boolean", "title": { "zh": "沿海", "en": "Coastal" } },
            { "name": "founded", "type": "date", "title": { "zh": "设立", "en": "Founded" } },
            { "name": "renamed", "type": "date", "title": { "zh": "更名", "en": "Renamed" } },
            { "name": "tags", "type": "array", "title": { "zh": "标签", "en": "Tags" }, "items": [
              { "name": "word", "type": "string", "title": { "zh": "词", "en": "Word" } },
              { "name": "rank", "type": "integer", "title": { "zh": "序", "en": "Rank" } } ] }
          ]
        }
        """;

    /// <summary>A server with one layer more, which holds them all.</summary>
    public sealed class Fixture : ServerFixture
    {
        private readonly TemporaryFolder _folder = new();

        protected override async Task<TestServer> StartAsync()
        {
            var data = _folder.CopyOfGisData();
            _folder.Write("gis-data/layers/place/layer.json", Definition);
            return await TestServer.StartAsync(await TestDatabase.CreateAsync(LayerCatalog.Load(data)));
        }

        protected override Task ArrangeAsync() => Database.PublishAsync("place", All.Select(place => place.Submitted));

        /// <summary>The codes of the places that a filter selects.</summary>
        public async Task<IReadOnlyList<string>> SelectAsync(string filter, string language = "cql2-text", string more = "") => [.. (await Http.ValuesAsync(
            $"/ogc/collections/place/items?limit=1000&filter-lang={language}&filter={Uri.EscapeDataString(filter)}{more}", "code")).Order(StringComparer.Ordinal)];
    }
}

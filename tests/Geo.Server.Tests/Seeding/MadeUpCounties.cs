using Geo.Server.Areas;
using Geo.Server.Seeding.Demonstration;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Server.Tests.Seeding;

/// <summary>Counties without a database: a few awkward ones, or squares as large as the real ones; with the real settings.</summary>
internal static class MadeUpCounties
{
    public static readonly string[] LayerIds = ["urban-area", "development-zone", "5g", "nb-iot", "data-centre", "charging"];

    /// <summary>A square, a horseshoe, a county with a hole and another inside the hole, one with islands; in two cities.</summary>
    public static IReadOnlyList<County> Awkward { get; } =
    [
        Of("370101", "370100", "方区", 500_000, 20_000, "POLYGON((117 36, 117.3 36, 117.3 36.2, 117 36.2, 117 36))", 117.15, 36.1),
        Of("370102", "370100", "弯县", 100_000, 300_000,
            "POLYGON((117.3 36, 117.9 36, 117.9 36.5, 117.3 36.5, 117.3 36.4, 117.8 36.4, 117.8 36.1, 117.3 36.1, 117.3 36))", 117.85, 36.25),
        Of("370201", "370200", "环县", 200_000, 400_000,
            "POLYGON((120 36, 120.6 36, 120.6 36.6, 120 36.6, 120 36), (120.2 36.2, 120.2 36.4, 120.4 36.4, 120.4 36.2, 120.2 36.2))", 120.1, 36.1),
        Of("370202", "370200", "心区", 900_000, 0, "POLYGON((120.2 36.2, 120.4 36.2, 120.4 36.4, 120.2 36.4, 120.2 36.2))", 120.399, 36.399),
        Of("370203", "370200", "岛县", 50_000, 60_000,
            "MULTIPOLYGON(((121 36, 121.2 36, 121.1 36.3, 121 36)), ((121.6 36.6, 121.61 36.6, 121.61 36.61, 121.6 36.6)))", 121.1, 36.1),
    ];

    /// <summary>All counties of areas.csv with their people; each a square as large as the mean county around its label.</summary>
    public static IReadOnlyList<County> Squares { get; } =
        [.. AreaTable.Read(Path.Combine(Project.Catalog.Folder, "areas", "areas.csv")).Where(area => area.Level == "county").Select(Square)];

    public static IReadOnlyList<Settlement> Settlements(IReadOnlyList<County> counties) =>
        DemonstrationData.SettlementsOf(counties, Settings<UrbanAreaSettings>("urban-area"));

    public static T Settings<T>(string layerId) where T : DemoSettings => DemoFile.Read<T>(DemoPath(layerId));

    /// <summary>All features that the project's own demo.json asks for.</summary>
    public static IReadOnlyList<SubmittedFeature> Make(string layerId, IReadOnlyList<Settlement> settlements) =>
        Generators.Find(layerId)!(DemoPath(layerId), settlements);

    private static string DemoPath(string layerId) => Path.Combine(Project.Catalog.Folder, "layers", layerId, "demo.json");

    private static County Square(AreaRow area)
    {
        const double HalfLonDeg = 0.19, HalfLatDeg = 0.15;
        var envelope = new Envelope(area.LabelLonDeg - HalfLonDeg, area.LabelLonDeg + HalfLonDeg, area.LabelLatDeg - HalfLatDeg, area.LabelLatDeg + HalfLatDeg);
        return new County(area.Adcode, area.CityAdcode!, area.Name, area.UrbanPopulation2020, area.RuralPopulation2020,
            GeometryFactory.Default.ToGeometry(envelope), new Coordinate(area.LabelLonDeg, area.LabelLatDeg));
    }

    private static County Of(string adcode, string city, string name, long urban, long rural, string wkt, double labelLon, double labelLat) =>
        new(adcode, city, name, urban, rural, new WKTReader().Read(wkt), new Coordinate(labelLon, labelLat));
}

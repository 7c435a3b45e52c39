using Geo.Core.Crs;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace Geo.Benchmarks;

/// <summary>100,000 positions over Shandong into CGCS2000, each system; zones against ProjNet's transverse Mercator.</summary>
public static class CrsBench
{
    private const int Points = 100_000;
    private const int Runs = 9;

    public static async Task RunAsync()
    {
        var positions = Enumerable.Range(0, Points).Select(i => new LonLat(115 + i % 400 * 0.01, 34.5 + i / 400 * 0.01)).ToArray();
        foreach (var code in (string[])["EPSG:4490", "EPSG:3857", "GCJ-02", "BD-09", "EPSG:4527", "EPSG:4548", "GK:CM=118.5,FE=500000"])
        {
            var system = CoordinateSystems.Find(code)!;
            var values = Array.ConvertAll(positions, system.FromCgcs2000);
            var ms = await Clock.MedianMsAsync(Runs, () => Task.Run(() => Array.ForEach(values, value => system.ToCgcs2000(value.X, value.Y))));
            var measured = new Measurement("crs", $"to-cgcs2000-100k {code}", ms, "ms");
            if (code == "EPSG:4548") measured = measured.Against("ProjNet transverse Mercator", await ProjNetMsAsync(values));
            measured.Print();
        }
    }

    private static async Task<double> ProjNetMsAsync((double X, double Y)[] values)
    {
        var factory = new CoordinateSystemFactory();
        var geographic = (GeographicCoordinateSystem)factory.CreateFromWkt(
            """GEOGCS["CGCS2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]""");
        var zone = factory.CreateProjectedCoordinateSystem("zone 117", geographic,
            factory.CreateProjection("Transverse_Mercator", "Transverse_Mercator",
            [
                new("latitude_of_origin", 0), new("central_meridian", 117), new("scale_factor", 1), new("false_easting", 500_000), new("false_northing", 0),
            ]),
            LinearUnit.Metre, new AxisInfo("East", AxisOrientationEnum.East), new AxisInfo("North", AxisOrientationEnum.North));
        var inverse = new CoordinateTransformationFactory().CreateFromCoordinateSystems(zone, geographic).MathTransform;
        return await Clock.MedianMsAsync(Runs, () => Task.Run(() => Array.ForEach(values, value => inverse.Transform(value.X, value.Y))));
    }
}

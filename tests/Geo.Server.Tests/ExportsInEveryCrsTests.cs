using System.Globalization;
using System.IO.Compression;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Algorithm.Distance;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Server.Tests;

/// <summary>
/// Every file format in every coordinate system, read by GDAL: the coordinates are those that GDAL itself makes of the GeoJSON, east first as
/// files have them.
/// </summary>
public sealed class ExportsInEveryCrsTests(ExportsInEveryCrsTests.Fixture fixture) : IClassFixture<ExportsInEveryCrsTests.Fixture>
{
    private const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    public sealed class Fixture : ServerFixture
    {
        protected override async Task ArrangeAsync()
        {
            await Database.PublishAsync("5g",
            [
                Publishing.Site("lixia", Publishing.Lixia), Publishing.Site("shinan", Publishing.Shinan),
                .. ReferenceCounty.Places.Where((_, i) => i % 20 == 0).Select(county => Publishing.Site(county.Adcode, county.Place)),
            ]);
            await Database.PublishAsync("key-area", [Publishing.Zone("zone", Publishing.Lixia, 0.1)]);
        }
    }

    public static TheoryData<string, int> Systems
    {
        get
        {
            var systems = new TheoryData<string, int> { { Crs84, 4326 } };
            foreach (var code in (int[])[4490, 4326, 3857, 4547, 4548, 4549, 4550, 4526, 4527, 4528, 4529]) systems.Add($"http://www.opengis.net/def/crs/EPSG/0/{code}", code);
            return systems;
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task PointsAreWhereGdalPutsThoseOfTheGeoJson(string crs, int code)
    {
        using var folder = new TemporaryFolder();
        var expected = await ReadAsync(await DownloadAsync("5g", "geojson", Crs84, folder), "-s_srs", "EPSG:4490", "-t_srs", $"EPSG:{code}");
        Assert.Equal(9, expected.Count);
        foreach (var (format, path) in await FilesAsync("5g", crs, folder))
        {
            var read = await ReadAsync(path, format == "csv" ? ["-oo", "X_POSSIBLE_NAMES=longitude,easting", "-oo", "Y_POSSIBLE_NAMES=latitude,northing"] : []);
            Assert.Equal(expected.Keys.Order(), read.Keys.Order());
            foreach (var (site, (x, y)) in expected)
                Assert.True(Math.Abs(read[site].X - x) < Tolerance(code) && Math.Abs(read[site].Y - y) < Tolerance(code), $"{format} {code} {site}: {read[site]}, not {x} {y}");
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task AreasToo(string crs, int code)
    {
        using var folder = new TemporaryFolder();
        var expected = await OutlineAsync(await DownloadAsync("key-area", "geojson", Crs84, folder), "-s_srs", "EPSG:4490", "-t_srs", $"EPSG:{code}");
        foreach (var (format, path) in await FilesAsync("key-area", crs, folder))
        {
            var outline = await OutlineAsync(path, format == "csv" ? ["-oo", "GEOM_POSSIBLE_NAMES=wkt"] : []);
            Assert.True(DiscreteHausdorffDistance.Distance(expected, outline) < Tolerance(code), $"{format} {code}: {outline}, not {expected}");
        }
    }

    // Written to a centimetre in degrees, to a millimetre in metres; the GeoJSON itself is rounded to a centimetre.
    private static double Tolerance(int code) => code is 4490 or 4326 ? 2e-7 : 0.02;

    private async Task<List<(string Format, string Path)>> FilesAsync(string layer, string crs, TemporaryFolder folder)
    {
        var files = new List<(string, string)> { ("csv", await DownloadAsync(layer, "csv", crs, folder)), ("gpkg", await DownloadAsync(layer, "gpkg", crs, folder)) };
        ZipFile.ExtractToDirectory(await DownloadAsync(layer, "zip", crs, folder), Path.Combine(folder.Path, layer));
        files.Add(("shp", Path.Combine(folder.Path, layer, $"{layer}.shp")));
        return files;
    }

    private async Task<string> DownloadAsync(string layer, string extension, string crs, TemporaryFolder folder)
    {
        using var response = await fixture.Http.AskAsync($"/ogc/collections/{layer}/export.{extension}?crs={crs}");
        Assert.Equal(200, (int)response.StatusCode);
        var path = Path.Combine(folder.Path, $"{layer}.{extension}");
        await File.WriteAllBytesAsync(path, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        return path;
    }

    private static async Task<Dictionary<string, (double X, double Y)>> ReadAsync(string path, params string[] options) =>
        (await RowsAsync(path, "AS_XY", options)).ToDictionary(row => row[^1].Trim('"'), row => (double.Parse(row[0], CultureInfo.InvariantCulture), double.Parse(row[1], CultureInfo.InvariantCulture)));

    private static async Task<Geometry> OutlineAsync(string path, params string[] options) =>
        new WKTReader().Read(string.Join(',', Assert.Single(await RowsAsync(path, "AS_WKT", options))[..^1]).Trim('"'));

    private static async Task<List<string[]>> RowsAsync(string path, string geometry, string[] options)
    {
        var ending = await Executable.RunAsync("ogr2ogr", ["-f", "CSV", "/vsistdout/", "-lco", $"GEOMETRY={geometry}", "-select", "code", .. options, path]);
        Assert.True(ending.ExitCode == 0, ending.Error);
        return [.. ending.Output.Trim().Split('\n').Skip(1).Select(line => line.Trim('\r').Split(','))];
    }
}

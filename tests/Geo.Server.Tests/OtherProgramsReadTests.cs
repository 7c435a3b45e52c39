using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>
/// OWSLib and QGIS read the service as it stands: collections, filters, pages, other coordinate systems. GDAL has a file of its own. Where
/// Debian's python3-owslib and python3-qgis are missing, the tests are skipped; src/dev/prerequisites.sh test installs them.
/// </summary>
public sealed class OtherProgramsReadTests(OtherProgramsReadTests.Fixture fixture) : IClassFixture<OtherProgramsReadTests.Fixture>
{
    private const string Python = "/usr/bin/python3";

    public sealed class Fixture : ServerFixture
    {
        protected override Task ArrangeAsync() => Database.PublishAsync("5g", Enumerable.Range(0, 25).Select(i => Publishing.Site($"s{i:00}", Publishing.Lixia.X + i * 0.001, Publishing.Lixia.Y)
            .Since("2020-06-30").With($$"""{"operator": "{{(i % 2 == 0 ? "cmcc" : "cucc")}}", "heightM": {{i}}}""")));
    }

    private static IEnumerable<string> All => Enumerable.Range(0, 25).Select(i => $"s{i:00}");

    [Fact]
    public async Task OwsLib()
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/owslib"), "python3-owslib is not installed");
        var read = await RunAsync("owslib_reads.py");
        Assert.Equal([.. Project.Catalog.Layers.Select(layer => layer.Id), "5g-coverage"], Texts(read, "collections"));
        Assert.Equal("3.0", read.Text("api")![..3]);
        Assert.Contains("population2020", Texts(read, "queryables"));
        Assert.True(read.GetProperty("conforms").GetInt32() > 30);
        Assert.Equal(All, Texts(read, "paged").Order());
        Assert.Equal("历下区", read.Text("one"));
        AssertSame(read);
        // Northing first, as EPSG defines it.
        await AssertPlaneAsync(read.GetProperty("plane")[1].GetDouble(), read.GetProperty("plane")[0].GetDouble());
    }

    [Fact]
    public async Task Qgis()
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/qgis"), "python3-qgis is not installed");
        var read = await RunAsync("qgis_reads.py");
        Assert.Contains(read.Text("crs"), (string[])["OGC:CRS84", "EPSG:4326"]);
        Assert.Contains("heightM", Texts(read, "fields"));
        Assert.Equal(All, Texts(read, "paged"));
        Assert.Equal(136, read.GetProperty("counties").GetInt32());
        Assert.True(read.GetProperty("areas").GetBoolean());
        AssertSame(read);
        // QGIS's transformation of what we sent is ours of what we hold, to its own axis order: east first.
        await AssertPlaneAsync(read.GetProperty("plane")[0].GetDouble(), read.GetProperty("plane")[1].GetDouble());
    }

    private static void AssertSame(JsonElement read)
    {
        Assert.Equal(["s00", "s01", "s02"], Texts(read, "bbox").Order());
        Assert.Equal(["s24"], Texts(read, "filter"));
    }

    private async Task AssertPlaneAsync(double east, double north)
    {
        var expected = await fixture.Database.ScalarAsync<double[]>("select array[st_x(p), st_y(p)] from st_transform(st_setsrid(st_makepoint($1, $2), 4490), 4549) p", Publishing.Lixia.X, Publishing.Lixia.Y);
        Assert.Equal(expected[0], east, 0.02);
        Assert.Equal(expected[1], north, 0.02);
    }

    private static IEnumerable<string> Texts(JsonElement read, string member) => read.GetProperty(member).EnumerateArray().Select(value => value.GetString()!);

    private async Task<JsonElement> RunAsync(string script)
    {
        var ending = await Executable.RunAsync(Python, Path.Combine(AppContext.BaseDirectory, "Clients", script), new Uri(fixture.Server.Address, "/ogc").ToString());
        Assert.True(ending.ExitCode == 0, ending.Error + ending.Output);
        return JsonSerializer.Deserialize<JsonElement>(ending.Output.Trim().Split('\n')[^1]);
    }
}

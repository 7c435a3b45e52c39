using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>GDAL, and with it QGIS, reads every collection as it stands.</summary>
public sealed partial class GdalReadsEveryCollectionTests(GdalReadsEveryCollectionTests.Fixture fixture) : IClassFixture<GdalReadsEveryCollectionTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        protected override async Task ArrangeAsync()
        {
            // More than GDAL takes in a page, so that it must follow `next`.
            await Database.PublishAsync("5g", Enumerable.Range(0, 2500).Select(i =>
                Publishing.Site($"s{i}", Publishing.Lixia.X + i % 50 * 1e-4, Publishing.Lixia.Y + i / 50 * 1e-4).Since("2020-06-30").With("""{"operator": "cmcc", "sectors": [{"azimuthDeg": 0}]}""")));
            await Database.PublishAsync("key-area", [Publishing.Zone("a", Publishing.Lixia, 0.01), Publishing.Zone("b", Publishing.Shinan, 0.01)]);
        }
    }

    [Fact]
    public async Task WithTheCountThatTheDatabaseHas()
    {
        var ending = await OgrinfoAsync("-ro", "-al", "-so");
        var counts = LayerAndCount().Matches(ending.Output).ToDictionary(match => match.Groups[1].Value, match => long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        // What was published has coverage, whose outlines are in no table.
        Assert.True(counts.Remove("5g-coverage", out var outlines) && outlines > 0);
        Assert.Equal(Project.Catalog.Layers.Select(layer => layer.Id).Order(), counts.Keys.Order());
        foreach (var (layer, count) in counts)
            Assert.Equal((layer, await fixture.Database.ScalarAsync<long>("select feature_count from geo.layer where id = $1", layer)), (layer, count));
    }

    [Fact]
    public async Task AndEveryFeatureOnEveryPage()
    {
        var ending = await OgrinfoAsync("-ro", "-al", "-geom=NO", "-oo", "PAGE_SIZE=1000", "5g");
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => $"s{i}").Order(StringComparer.Ordinal),
            Code().Matches(ending.Output).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AndFiltersByPlace()
    {
        var ending = await OgrinfoAsync("-ro", "-al", "-geom=NO", "-spat", "120", "36", "121", "37", "key-area");
        Assert.Equal(["b"], Code().Matches(ending.Output).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task AndFiltersByAFieldAndMovesToAPlane()
    {
        var ending = await Executable.RunAsync("ogr2ogr", "-f", "CSV", "/vsistdout/", "-lco", "GEOMETRY=AS_XY", "-select", "code", "-t_srs", "EPSG:4549", "-where", "code = 's7'", $"OAPIF:{new Uri(fixture.Server.Address, "/ogc")}", "5g");
        Assert.True(ending.ExitCode == 0, ending.Error);
        var row = Assert.Single(ending.Output.Trim().Split('\n').Skip(1)).Split(',');
        var expected = await fixture.Database.ScalarAsync<double[]>(
            "select array[st_x(p), st_y(p)] from geo.site, st_transform(geom, 4549) p where layer_id = '5g' and code = 's7' and valid_to is null");
        Assert.Equal(expected[0], double.Parse(row[0], CultureInfo.InvariantCulture), 0.02);
        Assert.Equal(expected[1], double.Parse(row[1], CultureInfo.InvariantCulture), 0.02);
        Assert.Equal("s7", row[2].Trim('"', '\r'));
    }

    private async Task<Ending> OgrinfoAsync(params string[] arguments)
    {
        var layer = arguments[^1].StartsWith('-') || arguments[^1].Contains('=', StringComparison.Ordinal) ? null : arguments[^1];
        var ending = await Executable.RunAsync("ogrinfo", [.. layer is null ? arguments : arguments[..^1], $"OAPIF:{new Uri(fixture.Server.Address, "/ogc")}", .. layer is null ? (string[])[] : [layer]]);
        Assert.True(ending.ExitCode == 0, ending.Error);
        Assert.DoesNotContain("ERROR", ending.Error, StringComparison.Ordinal);
        return ending;
    }

    [GeneratedRegex(@"^Layer name: (\S+)$[\s\S]*?^Feature Count: (\d+)$", RegexOptions.Multiline)]
    private static partial Regex LayerAndCount();

    [GeneratedRegex(@"^  code \(String\) = (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Code();
}

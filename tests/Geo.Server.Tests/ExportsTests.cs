using System.IO.Compression;
using System.Text;
using Geo.Server.Tests.Harness;
using Microsoft.Data.Sqlite;

namespace Geo.Server.Tests;

/// <summary>Items as files: CSV, GeoPackage and zipped Shapefile; a page with f, a whole collection with export.</summary>
public sealed class ExportsTests(ExportsTests.Fixture fixture) : IClassFixture<ExportsTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        protected override async Task ArrangeAsync()
        {
            await Database.PublishAsync("5g",
            [
                Publishing.Site("a", Publishing.Lixia, "一号站, \"北\"").Since("2020-06-30").With("""{"operator": "cmcc", "heightM": 30.5, "shared": true, "sectors": [{"azimuthDeg": 0}]}"""),
                Publishing.Site("b", Publishing.Lixia, "=1+1").With("""{"operator": "cucc"}"""),
                Publishing.Site("c", Publishing.Shinan, string.Concat(Enumerable.Repeat("站", 100))),
            ]);
            await Database.PublishAsync("key-area", [Publishing.Zone("z", Publishing.Lixia, 0.01)]);
        }
    }

    [Fact]
    public async Task ATableHasAMarkForSpreadsheetsAndRunsNothing()
    {
        using var response = await fixture.Http.AskAsync("/ogc/collections/5g/export.csv");
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("attachment; filename=\"5g-v", response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("id,code,name,status,inServiceDate,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",longitude,latitude", lines[0], StringComparison.Ordinal);
        Assert.Contains(",a,\"一号站, \"\"北\"\"\",in-service,2020-06-30,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",117.074,36.651", lines[1], StringComparison.Ordinal);
        Assert.Contains(",b,'=1+1,", lines[2], StringComparison.Ordinal);
        Assert.Contains("[{\"\"azimuthDeg\"\":", lines[1].Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f=csv&limit=2", 2)]
    [InlineData("f=csv&operator=cmcc", 1)]
    [InlineData("f=csv&filter=heightM%20%3E%2030&bbox=117,36,118,37", 1)]
    public async Task APageIsWhatTheParametersSelect(string query, int count) =>
        Assert.Equal(count, (await (await fixture.Http.AskAsync($"/ogc/collections/5g/items?{query}")).TextAsync()).Trim().Split("\r\n").Length - 1);

    [Fact]
    public async Task CoordinatesAreInTheSystemAskedForEastFirst()
    {
        var line = (await (await fixture.Http.AskAsync("/ogc/collections/5g/export.csv?crs=http://www.opengis.net/def/crs/EPSG/0/4527")).TextAsync()).Split("\r\n")[1].Split(',');
        var expected = await fixture.Database.ScalarAsync<double[]>("select array[st_x(p), st_y(p)] from st_transform(st_setsrid(st_makepoint($1, $2), 4490), 4527) p", Publishing.Lixia.X, Publishing.Lixia.Y);
        Assert.Equal(expected[0], double.Parse(line[^2]), 0.002);
        Assert.Equal(expected[1], double.Parse(line[^1]), 0.002);
        Assert.Contains("wkt", await (await fixture.Http.AskAsync("/ogc/collections/key-area/export.csv")).TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 4326)]
    [InlineData("?crs=http://www.opengis.net/def/crs/EPSG/0/4549", 4549)]
    public async Task AGeoPackageIsReadByGdal(string query, int srid)
    {
        using var folder = new TemporaryFolder();
        var path = await DownloadAsync($"/ogc/collections/5g/export.gpkg{query}", folder, "5g.gpkg");
        var ending = await Executable.RunAsync("ogrinfo", "-ro", "-al", path);
        Assert.True(ending.ExitCode == 0, ending.Error);
        Assert.DoesNotContain("rror", ending.Error, StringComparison.Ordinal);
        Assert.Contains("Feature Count: 3", ending.Output, StringComparison.Ordinal);
        Assert.Contains($"\"EPSG\",{srid}]", ending.Output, StringComparison.Ordinal);
        Assert.Contains("heightM (Real) = 30.5", ending.Output, StringComparison.Ordinal);
        Assert.Contains("inServiceDate (Date) = 2020/06/30", ending.Output, StringComparison.Ordinal);
        await using var file = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        file.Open();
        await using var check = new SqliteCommand("pragma integrity_check", file);
        Assert.Equal("ok", check.ExecuteScalar());
    }

    [Theory]
    [InlineData("5g", 3)]
    [InlineData("key-area", 1)]
    [InlineData("counties", 136)]
    public async Task AShapefileIsReadByGdal(string layer, int count)
    {
        using var folder = new TemporaryFolder();
        var path = await DownloadAsync($"/ogc/collections/{layer}/export.zip?crs=http://www.opengis.net/def/crs/EPSG/0/4490", folder, "x.zip");
        ZipFile.ExtractToDirectory(path, folder.Path);
        var ending = await Executable.RunAsync("ogrinfo", "-ro", "-al", Path.Combine(folder.Path, $"{layer}.shp"));
        Assert.True(ending.ExitCode == 0, ending.Error);
        Assert.Contains($"Feature Count: {count}", ending.Output, StringComparison.Ordinal);
        Assert.Contains("China Geodetic Coordinate System 2000", ending.Output, StringComparison.Ordinal);
        // Cut at the end of a character: 84 of three bytes each.
        if (layer == "5g") Assert.Contains($"= {string.Concat(Enumerable.Repeat("站", 84))}\n", ending.Output, StringComparison.Ordinal);
        if (layer == "5g") Assert.Contains("positional\tpositionalQuality", await File.ReadAllTextAsync(Path.Combine(folder.Path, "fields.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task NoFileIsLeftBehind()
    {
        using var folder = new TemporaryFolder();
        var before = Directory.GetDirectories(Path.GetTempPath(), "geo-export-*");
        await DownloadAsync("/ogc/collections/5g/items?f=gpkg&limit=1", folder, "a");
        await DownloadAsync("/ogc/collections/5g/items?f=shp&limit=1", folder, "b");
        // Those of other tests go within moments too; what a killed server left was there before.
        foreach (var path in Directory.EnumerateDirectories(Path.GetTempPath(), "geo-export-*").Except(before))
            while (Directory.Exists(path)) await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private async Task<string> DownloadAsync(string address, TemporaryFolder folder, string name)
    {
        using var response = await fixture.Http.AskAsync(address);
        Assert.Equal(200, (int)response.StatusCode);
        var path = Path.Combine(folder.Path, name);
        await File.WriteAllBytesAsync(path, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        return path;
    }
}

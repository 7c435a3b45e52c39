using BitMiracle.LibTiff.Classic;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Coverage;

/// <summary>A province that has a raster of people puts it in the place of the evenly spread census.</summary>
public sealed class ARasterOfPeopleReplacesTheCensus(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    // Pixels of 3 arc seconds over 历下区; the mast covers about a kilometre around its place.
    private const double WestDeg = 117.0, NorthDeg = 36.7, PixelDeg = 1 / 1200.0;
    private const int Side = 120;

    [Fact]
    public async Task ThePeopleAreTheRastersAndTheFiguresAreNew()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "people.tif");
        Write(file, (x, y) => y == 59 && x == 89 ? 1234.5f : x == 3 && y == 3 ? 17 : x == 4 ? -99999 : 0);
        var published = await fixture.Database.PublishAsync("5g", [CoverageAsking.Mast("m", 117.074, 36.651)]);

        var ending = await Executable.GeoAsync(fixture.Database, "coverage", "people", file, "--source", "worldpop-2020", "--year", "2020");
        Assert.True(ending.ExitCode == 0, ending.Error);
        Assert.Contains("1251.500 people placed", ending.Output);
        var list = (await fixture.Http.JsonAsync("/api/coverage")).GetProperty("coverages").EnumerateArray().Single();
        Assert.Equal(published.DataVersion + 1, list.GetProperty("version").GetInt64());
        Assert.Equal("worldpop-2020", list.GetProperty("assumptions").GetProperty("population").Text("source"));
        var province = (await fixture.Http.AreasAsync("5g", "province")).Values.Single();
        Assert.Equal(1_251_500, province.GetProperty("peopleUnits").GetInt64());
        Assert.Equal(1_234_500, province.GetProperty("coveredPeopleUnits").GetInt64());
        Assert.Empty(await fixture.Database.CoverageDifferencesAsync("5g"));
    }

    [Fact]
    public async Task WhatIsNoRasterIsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "people.tif");
        File.WriteAllText(file, "no raster");
        var ending = await Executable.GeoAsync(fixture.Database, "coverage", "people", file, "--source", "x", "--year", "2020");
        Assert.Equal(1, ending.ExitCode);
        Assert.Contains("no TIFF file", ending.Error);
    }

    private static void Write(string path, Func<int, int, float> people)
    {
        Tiff.SetTagExtender(tiff => tiff.MergeFieldInfo(
        [
            new TiffFieldInfo((TiffTag)33550, -1, -1, TiffType.DOUBLE, FieldBit.Custom, true, true, "ModelPixelScaleTag"),
            new TiffFieldInfo((TiffTag)33922, -1, -1, TiffType.DOUBLE, FieldBit.Custom, true, true, "ModelTiepointTag"),
        ], 2));
        using var tiff = Tiff.Open(path, "w");
        tiff.SetField(TiffTag.IMAGEWIDTH, Side);
        tiff.SetField(TiffTag.IMAGELENGTH, Side);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 32);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.SAMPLEFORMAT, SampleFormat.IEEEFP);
        tiff.SetField(TiffTag.COMPRESSION, Compression.DEFLATE);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.ROWSPERSTRIP, 16);
        tiff.SetField((TiffTag)33550, 3, new[] { PixelDeg, PixelDeg, 0 });
        tiff.SetField((TiffTag)33922, 6, new[] { 0, 0, 0, WestDeg, NorthDeg, 0 });
        for (var y = 0; y < Side; y++)
        {
            var row = new byte[4 * Side];
            for (var x = 0; x < Side; x++) BitConverter.TryWriteBytes(row.AsSpan(4 * x), people(x, y));
            tiff.WriteScanline(row, y);
        }
    }
}

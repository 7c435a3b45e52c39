using Geo.Core.Coverage;
using Geo.Core.Crs;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Coverage;

/// <summary>The pictures of coverage: true to the cells near, true to their share far out.</summary>
public sealed class PicturesKeepTheShare(PicturesKeepTheShare.Fixture fixture) : IClassFixture<PicturesKeepTheShare.Fixture>
{
    private const int Size = 256;
    private static readonly CoverageGrid Grid = CoverageGrid.Shandong();
    private static readonly string Weakest = Project.Catalog.Find("5g")!.Definition.Coverage!.Legend[^1].Colour[1..];

    private HttpClient Http => fixture.Http;

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public async Task TheShareOfEachCountyIsThatOfItsCells(int zoom)
    {
        var ink = new double[fixture.Adcodes.Count];
        var pixels = new int[fixture.Adcodes.Count];
        // Near, a window of the province is enough: the whole has thousands of tiles.
        var (west, east, north, south) = zoom <= 9 ? (114.7, 122.8, 38.5, 34.3) : (116.6, 117.6, 36.9, 36.2);
        for (var row = Row(north, zoom); row <= Row(south, zoom); row++)
            for (var column = Column(west, zoom); column <= Column(east, zoom); column++)
            {
                var png = Png.Read(await Http.GetByteArrayAsync($"/api/coverage/5g/tiles/{zoom}/{row}/{column}.png?version={fixture.Version}", TestContext.Current.CancellationToken));
                for (var y = 0; y < Size; y++)
                    for (var x = 0; x < Size; x++)
                    {
                        var cell = Grid.CellOf(Place(zoom, row + (y + 0.5) / Size, column + (x + 0.5) / Size));
                        if (!Grid.Contains(cell.Row, cell.Column) || fixture.Counties.ZoneAt(cell.Row, cell.Column) is not { } zone) continue;
                        pixels[zone]++;
                        // The weakest class of the legend lies below the threshold: it is no coverage.
                        if (png.Opacity(x, y) is > 0 and var opacity && png.Colour(x, y) != Weakest) ink[zone] += opacity;
                    }
            }
        var areas = await Http.AreasAsync("5g", "county");
        var compared = 0;
        for (var zone = 0; zone < ink.Length; zone++)
        {
            var area = areas[fixture.Adcodes[zone]];
            var share = area.GetProperty("coveredCells").GetInt64() / (double)area.GetProperty("cells").GetInt64();
            // A county of few pixels is mostly border, where a pixel shows both sides; one that the window cuts is not whole.
            var pixelCells = Math.Pow(2 * 20037508.342789244 * Math.Cos(36.4 * Math.PI / 180) / Size / (1 << zoom) / Grid.CellM, 2);
            if (pixels[zone] < 400 || pixels[zone] * pixelCells < 0.97 * area.GetProperty("cells").GetInt64()) continue;
            compared++;
            Assert.True(Math.Abs(ink[zone] / pixels[zone] - share) < 0.01, $"zoom {zoom}, {fixture.Adcodes[zone]}: {ink[zone] / pixels[zone]:P2} for {share:P2}");
        }
        Assert.True(compared >= 1, "No county was compared.");
        // Nothing vanishes: whoever is covered is seen.
        if (zoom <= 9)
            for (var zone = 0; zone < ink.Length; zone++)
                if (pixels[zone] > 4) Assert.Equal(areas[fixture.Adcodes[zone]].GetProperty("coveredCells").GetInt64() > 0, ink[zone] > 0);
    }

    [Fact]
    public async Task NearEveryPixelIsTheCellUnderIt()
    {
        const int zoom = 14;
        int row = Row(36.651, zoom), column = Column(117.074, zoom);
        var png = Png.Read(await Http.GetByteArrayAsync($"/api/coverage/5g/tiles/{zoom}/{row}/{column}.png", TestContext.Current.CancellationToken));
        for (var i = 0; i < 12; i++)
        {
            int x = 9 + i * 20, y = (13 + i * 97) % Size;
            var place = Albers.Shandong.Inverse(Place(zoom, row + (y + 0.5) / Size, column + (x + 0.5) / Size));
            var value = await Http.ValueAsync("5g", place.LonDeg, place.LatDeg);
            Assert.Equal(value.TryGetProperty("class", out _), png.Opacity(x, y) > 0);
        }
    }

    [Fact]
    public async Task OutlinesAreThePlanesAndFewerFartherOut()
    {
        Assert.Equal("5g-coverage", (await Http.JsonAsync("/ogc/collections/5g-coverage")).Text("id"));
        var near = await OutlinesAsync(10);
        var far = await OutlinesAsync(6);
        Assert.True(near.All(outline => outline.IsValid) && far.All(outline => outline.IsValid));
        Assert.True(far.Sum(outline => outline.NumPoints) < near.Sum(outline => outline.NumPoints) / 2);
        // Blocks of 400 m of which half is covered: their area is about that of the cells.
        var areaKm2 = near.Sum(outline => outline.Area) * 111.2 * 111.2 * Math.Cos(36.3 * Math.PI / 180);
        var coveredKm2 = (await Http.AreasAsync("5g", "province")).Values.Single().GetProperty("coveredAreaKm2").GetDouble();
        Assert.InRange(areaKm2 / coveredKm2, 0.85, 1.15);
    }

    private async Task<List<Geometry>> OutlinesAsync(int zoom)
    {
        var options = new System.Text.Json.JsonSerializerOptions { Converters = { new NetTopologySuite.IO.Converters.GeoJsonConverterFactory() } };
        return [.. (await Http.FeaturesAsync($"/ogc/collections/5g-coverage/items?zoom={zoom}"))
            .Select(feature => System.Text.Json.JsonSerializer.Deserialize<Geometry>(feature.GetProperty("geometry").GetRawText(), options)!)];
    }

    [Theory]
    [InlineData("/api/coverage/5g/tiles/9/197/421.png?plane=colour", 400, "invalid-plane")]
    [InlineData("/api/coverage/5g/tiles/9/0/0.png", 404, "outside-tile-limits")]
    [InlineData("/api/coverage/5g/tiles/9/197/421.png?opacity=1", 400, "unknown-parameter")]
    [InlineData("/api/coverage/village/tiles/9/197/421.png", 404, "unknown-coverage")]
    [InlineData("/api/coverage/nb-iot/tiles/9/197/421.png", 404, "not-computed")]
    public async Task WhatIsNoPictureIsRefused(string path, int status, string code)
    {
        using var answer = await Http.AskAsync(path);
        await answer.AssertProblemAsync(status, code);
    }

    [Fact]
    public async Task WhoHasAPictureIsToldSo()
    {
        const string path = "/api/coverage/5g/tiles/9/199/422.png?plane=servers";
        using var first = await Http.AskAsync(path);
        using var second = await Http.AskAsync(path, ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(System.Net.HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("no-cache", first.Headers.CacheControl!.ToString());
        using var pinned = await Http.AskAsync($"{path}&version={fixture.Version}");
        Assert.Contains("immutable", pinned.Headers.CacheControl!.ToString());
    }

    private static PlanePoint Place(int zoom, double row, double column)
    {
        double lonDeg = column / (1 << zoom) * 360 - 180, latDeg = Math.Atan(Math.Sinh(Math.PI * (1 - 2 * row / (1 << zoom)))) * 180 / Math.PI;
        return Albers.Shandong.Forward(new LonLat(lonDeg, latDeg));
    }

    private static int Column(double longitude, int zoom) => (int)((longitude + 180) / 360 * (1 << zoom));

    private static int Row(double latitude, int zoom) => (int)((1 - Math.Asinh(Math.Tan(latitude * Math.PI / 180)) / Math.PI) / 2 * (1 << zoom));

    /// <summary>Four masts in every county, and the counties on the grid.</summary>
    public sealed class Fixture : ServerFixture
    {
        public List<string> Adcodes { get; } = [];
        public ZoneRaster Counties { get; private set; } = null!;
        public long Version { get; private set; }

        protected override async Task ArrangeAsync()
        {
            var (shapes, masts, random) = (new List<Geometry>(), new List<SubmittedFeature>(), new Random(4));
            await using (var command = Database.Owner.CreateCommand("select adcode, geom, st_x(label), st_y(label) from geo.area where level = 'county' and valid_to is null order by adcode"))
            await using (var rows = await command.ExecuteReaderAsync())
                while (await rows.ReadAsync())
                {
                    var shape = rows.GetFieldValue<Geometry>(1).Copy();
                    foreach (var at in shape.Coordinates)
                        (at.X, at.Y) = Albers.Shandong.Forward(new LonLat(at.X, at.Y));
                    shape.GeometryChanged();
                    Adcodes.Add(rows.GetString(0));
                    shapes.Add(shape);
                    for (var i = 0; i < 4; i++)
                        masts.Add(CoverageAsking.Mast($"{rows.GetString(0)}-{i}", rows.GetDouble(2) + random.NextDouble() * 0.08 - 0.04, rows.GetDouble(3) + random.NextDouble() * 0.06 - 0.03, i == 0 ? "n28" : "n41"));
                }
            Counties = ZoneDrawing.Draw(Grid, shapes);
            Version = (await Database.PublishAsync("5g", masts)).DataVersion;
        }
    }
}

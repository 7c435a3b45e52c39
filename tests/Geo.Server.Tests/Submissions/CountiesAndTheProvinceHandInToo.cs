using Geo.Core.Crs;
using Geo.Server.Areas;
using Geo.Server.Submissions.Checking;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Submissions;

public sealed class CountiesAndTheProvinceHandInToo : IDisposable
{
    private const string Province = "370000";
    private const string City = "370100";
    private const string WestCounty = "370102";

    // A city of two counties, and a city of one beside it.
    private static readonly Dictionary<string, Geometry> Areas = new()
    {
        [WestCounty] = Upload.Box(116.5, 36.2, 117.0, 37.0),
        ["370103"] = Upload.Box(117.0, 36.2, 117.5, 37.0),
        ["370302"] = Upload.Box(117.5, 36.2, 118.5, 37.0),
        [City] = Upload.Box(116.5, 36.2, 117.5, 37.0),
        ["370300"] = Upload.Box(117.5, 36.2, 118.5, 37.0),
        [Province] = Upload.Box(116.5, 36.2, 118.5, 37.0),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private long Accepted(string adcode)
    {
        var path = _folder.Write("sites.csv", $"{Upload.Header}\nA1,西县,移动,116.8,36.6\nA2,东县,移动,117.2,36.6\nA3,邻市,移动,118.0,36.6\nA4,邻省,移动,119.0,36.6\n");
        var request = new CheckRequest(path, CheckDepth.Rules, "5g", adcode, CheckSettings.None, null, null, "", null, null, new DateOnly(2026, 6, 1));
        return new Check(request, Project.Catalog, new CityShape(adcode, Areas, toleranceM: 5_000)).Run().Accepted;
    }

    [Theory]
    [InlineData(WestCounty, 1)]
    [InlineData(City, 2)]
    [InlineData(Province, 3)]
    public void EachWhatLiesInIt(string adcode, long accepted) => Assert.Equal(accepted, Accepted(adcode));

    [Fact]
    public async Task TheRealOnesAreAllThere()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync();
        var areas = CityShapes.Read(await CityShapes.PublishedFileAsync(database.Owner, Project.Catalog.Folder, cancel));
        Assert.Equal(1 + 16 + 136, areas.Count);
        var (lixia, shinan) = (At(Publishing.Lixia), At(Publishing.Shinan));
        Assert.Equal((true, false), Contains("370102"));
        Assert.Equal((true, false), Contains("370100"));
        Assert.Equal((true, true), Contains(Province));

        (bool, bool) Contains(string adcode) => new CityShape(adcode, areas, 5_000) is var shape ? (shape.Contains(lixia), shape.Contains(shinan)) : default;
        static LonLat At(Coordinate place) => new(place.X, place.Y);
    }

    [Fact]
    public async Task TheSitesThatAreKnownAreTheirs()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync();
        await database.PublishAsync("5g", [Publishing.Site("jinan", Publishing.Lixia), Publishing.Site("qingdao", Publishing.Shinan)]);
        Assert.Equal(["jinan"], await KnownAsync("370102"));
        Assert.Equal(["jinan"], await KnownAsync("370100"));
        Assert.Equal(["qingdao"], await KnownAsync("370200"));
        Assert.Equal(["jinan", "qingdao"], await KnownAsync(Province));

        async Task<string[]> KnownAsync(string adcode)
        {
            var path = Path.Combine(_folder.Path, "known");
            await KnownSites.WriteAsync(database.Owner, "5g", adcode, path, cancel);
            return [.. (await File.ReadAllLinesAsync(path, cancel)).Select(line => line.Split('\t')[0]).Order()];
        }
    }
}

using Geo.Server.Areas;
using Geo.Server.Layers;
using Geo.Server.Plan;
using Geo.Server.Ratings;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Plan;

/// <summary>Nothing published, all equal, a county split, a definition deleted while it is in use: each has its outcome.</summary>
public sealed class HardCasesTests
{
    private static readonly System.Text.Json.JsonSerializerOptions GeoJson = new() { Converters = { new NetTopologySuite.IO.Converters.GeoJsonConverterFactory() } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithoutAnyDataEverythingIsNotReportedAndNothingIsRated()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync());
        var board = await server.Http.JsonAsync("/api/plan");
        Assert.All(board.GetProperty("articles").EnumerateArray().SelectMany(article => article.GetProperty("indicators").EnumerateArray()), line => Assert.Null(PlanFixture.Value(line)));
        Assert.All((await server.Http.JsonAsync("/api/ratings?level=county")).GetProperty("areas").EnumerateArray(), area => Assert.False(area.TryGetProperty("stars", out _)));
        Assert.Equal("too-few-areas", (await server.Http.JsonAsync("/api/ratings/statistics?level=county")).Text("undefined"));
        Assert.Equal("no-score", PlanFixture.Line(board, "counties-three-stars").Text("missing"));
    }

    [Fact]
    public void WhereAllRatingsAreEqualThereIsOneRankAndNoCluster()
    {
        List<PlanArea> areas = [.. Enumerable.Range(0, 9).Select(i => new PlanArea($"3701{i:00}", "county", $"{i}", $"{i}", "370100", "circle", 1000, 1))];
        var neighbours = Geo.Core.Statistics.SpatialWeights.FromNeighbours([.. Enumerable.Range(0, 9).Select(i => (IReadOnlyList<int>)[.. new[] { i - 1, i + 1 }.Where(j => j is >= 0 and < 9)])]);
        var found = SpatialStatistics.Of(new PlanAreas(areas), areas, [.. areas.Select(_ => (double?)50)], neighbours);
        Assert.Equal(("all-equal", null, 0.0, 0), (found.Undefined, found.Moran, found.Gini, found.Clusters.Count));
        Assert.Empty(found.Breaks["fisher-jenks"]);
    }

    [Fact]
    public async Task AreasWithEqualScoresShareTheirRank()
    {
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync());
        // No 5G outside of one county: every other has the same nothing.
        await server.Database.PublishAsync("5g", [Publishing.Site("only", Publishing.Lixia)]);
        var ranks = (await server.Http.JsonAsync("/api/ratings?level=county")).GetProperty("areas").EnumerateArray().Select(area => area.GetProperty("rank").GetInt32()).ToList();
        Assert.Equal((1, 135), (ranks.Count(rank => rank == 1), ranks.Count(rank => rank == 2)));
    }

    [Fact]
    public async Task ACountyThatLosesLandLosesItsSitesAndThePastStaysWhole()
    {
        await using var database = new SplitCounty();
        await database.InitializeAsync();
        var (http, before) = (database.Http, await database.Http.JsonAsync("/api/indicators/5g-stations"));
        await database.SplitAsync();
        var after = await http.JsonAsync("/api/indicators/5g-stations");
        Assert.Equal((2.0, 1.0), (Of(before, "370102"), Of(before, "370112")));
        Assert.Equal((1.0, 2.0), (Of(after, "370102"), Of(after, "370112")));
        Assert.Equal(Of(before, "370000"), Of(after, "370000"));
        Assert.Equal(before.ToString(), (await http.JsonAsync(before.Text("citation")!)).ToString());

        static double Of(System.Text.Json.JsonElement answer, string adcode) => answer.GetProperty("values").EnumerateArray().Single(value => value.Text("adcode") == adcode).GetProperty("value").GetDouble();
    }

    [Fact]
    public async Task ADeletedIndicatorIsGoneFromNowOnAndReadableInItsVersionWithItsReports()
    {
        using var folder = new TemporaryFolder();
        var data = folder.CopyOfGisData();
        await using var server = await TestServer.StartAsync(await TestDatabase.CreateAsync(LayerCatalog.Load(data)));
        await using var owner = Geo.Server.Database.Connection.Owner(server.Database.ConnectionString);
        await using (var session = await Geo.Server.Database.DatabaseSession.OpenAsync(owner, Geo.Server.Database.Actor.CommandLine(), Cancel))
        {
            await FigurePublication.PublishAsync(session, [new CheckedFigure("training-sets", "370000", "2021", 1200, "通报")], "x", Cancel);
            await session.CommitAsync(Cancel);
        }
        var before = await server.Http.JsonAsync("/api/plan");
        var path = Path.Combine(data, "plan", "indicators.json");
        var lines = File.ReadAllLines(path);
        File.WriteAllLines(path, lines.Where(line => !line.Contains("\"training-sets\"", StringComparison.Ordinal)));
        await PlanRegistration.WriteAsync(PlanCatalog.Load(LayerCatalog.Load(data)), owner, "test", Cancel);

        using var gone = await server.Http.AskAsync("/api/indicators/training-sets");
        await gone.AssertProblemAsync(404, "unknown-indicator");
        Assert.DoesNotContain("training-sets", (await server.Http.JsonAsync("/api/plan")).ToString(), StringComparison.Ordinal);
        Assert.Equal(1200, PlanFixture.Value(PlanFixture.Line(await server.Http.JsonAsync(before.Text("citation")!), "training-sets")));
        // Registering the same again makes no new version.
        var version = (await server.Http.JsonAsync("/api/plan")).GetProperty("version").GetInt64();
        await PlanRegistration.WriteAsync(PlanCatalog.Load(LayerCatalog.Load(data)), owner, "test", Cancel);
        Assert.Equal(version, (await server.Http.JsonAsync("/api/plan")).GetProperty("version").GetInt64());
    }

    /// <summary>Two sites in a county and one in its neighbour; then a border moves over one of them.</summary>
    private sealed class SplitCounty : ServerFixture, IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly Dictionary<string, Geometry> _counties = [];

        protected override async Task ArrangeAsync()
        {
            await using (var command = Database.Owner.CreateCommand("select adcode, geom from geo.area where level = 'county' and valid_to is null"))
            await using (var rows = await command.ExecuteReaderAsync(Cancel))
                while (await rows.ReadAsync(Cancel)) _counties.Add(rows.GetString(0), rows.GetFieldValue<Geometry>(1));
            var merger = new NetTopologySuite.Operation.Linemerge.LineMerger();
            merger.Add(_counties["370102"].Intersection(_counties["370112"]));
            var border = (LineString)merger.GetMergedLineStrings().MaxBy(line => line.Length)!;
            var moved = _counties["370102"].Intersection(border.GetPointN(border.NumPoints / 2).Buffer(0.005));
            await Database.PublishAsync("5g", [Publishing.Site("moves", moved.InteriorPoint.Coordinate), Publishing.Site("stays", Publishing.Lixia), Publishing.Site("neighbour", _counties["370112"].InteriorPoint.Coordinate)]);
            _counties["370102"] = _counties["370102"].Difference(moved);
            _counties["370112"] = _counties["370112"].Union(moved);
        }

        public async Task SplitAsync()
        {
            var rows = AreaTable.Read(Path.Combine(Project.Catalog.Folder, "areas", "areas.csv"));
            var features = new NetTopologySuite.Features.FeatureCollection();
            foreach (var (adcode, shape) in _counties) features.Add(new NetTopologySuite.Features.Feature(shape, new NetTopologySuite.Features.AttributesTable { { "adcode", adcode } }));
            var path = _folder.Write("official.json", System.Text.Json.JsonSerializer.Serialize(features, GeoJson));
            await AreaImport.RunAsync(Database.Owner, Database.Catalog, rows, BoundarySource.ReadOfficial(path, rows), "test", Cancel);
        }

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await base.DisposeAsync();
            _folder.Dispose();
        }
    }
}

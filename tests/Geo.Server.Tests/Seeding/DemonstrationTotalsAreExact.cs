using System.Text.Json.Nodes;
using Geo.Server.Seeding.Demonstration;
using Geo.Server.Submissions;

namespace Geo.Server.Tests.Seeding;

public class DemonstrationTotalsAreExact
{
    private static readonly IReadOnlyList<Settlement> Province = MadeUpCounties.Settlements(MadeUpCounties.Squares);

    [Theory]
    [InlineData("5g", 100_000)]
    [InlineData("nb-iot", 30_000)]
    [InlineData("charging", 4_971)]
    [InlineData("data-centre", 60)]
    [InlineData("urban-area", 136)]
    [InlineData("development-zone", 136 + 29)]
    public void ALayerHasExactlyItsNumberOfFeaturesEachWithItsOwnCode(string layerId, int count)
    {
        var features = MadeUpCounties.Make(layerId, Province);
        Assert.Equal(count, features.Count);
        Assert.Equal(count, features.Select(feature => feature.Code).Distinct().Count());
        Assert.Equal($"demo-{layerId}-000001", features[0].Code);
        Assert.All(features, feature => Assert.True(feature is { Synthetic: true, PositionalQuality: "generated" } && feature.Source!.StartsWith("demonstration generator, seed ", StringComparison.Ordinal)));
    }

    [Fact]
    public void PilesAddUpToThePublishedTotals()
    {
        var stations = MadeUpCounties.Make("charging", Province).Select(Attributes).ToList();
        Assert.Equal(117_600, Sum(stations, "pilesTotal"));
        Assert.Equal(49_700, Sum(stations, "pilesPrivate"));
        Assert.Equal(75, stations.Count(station => (bool)station["swap"]!));
        foreach (var (type, count, own) in (ReadOnlySpan<(string, int, int)>)[("public", 3_838, 45_600), ("dedicated", 1_133, 22_300)])
        {
            var ofType = stations.Where(station => (string?)station["stationType"] == type).ToList();
            Assert.Equal(count, ofType.Count);
            Assert.Equal(own, Sum(ofType, "pilesTotal") - Sum(ofType, "pilesPrivate"));
        }
        Assert.All(stations, station =>
        {
            Assert.Equal((int)station["pilesTotal"]!, (int)station["pilesDc"]! + (int)station["pilesAc"]!);
            Assert.Equal((int)station["pilesTotal"]! - (int)station["pilesPrivate"]!, station["evses"]!.AsArray().Count);
        });
    }

    [Fact]
    public void StationsInServiceMeetThePublishedTotalOf2020()
    {
        var stations = MadeUpCounties.Make("charging", Province);
        Assert.Equal(4_210, stations.Count(station => station.InServiceDate <= new DateOnly(2020, 12, 31)));
        Assert.All(stations, station => Assert.InRange(station.InServiceDate!.Value, new DateOnly(2017, 1, 1), new DateOnly(2021, 12, 31)));
    }

    [Fact]
    public void No5GSiteIsOlderThanTheLicences()
    {
        var sites = MadeUpCounties.Make("5g", Province);
        Assert.Equal(980, sites.Count(site => site.InServiceDate <= new DateOnly(2019, 6, 30)));
        Assert.All(sites, site => Assert.InRange(site.InServiceDate!.Value, new DateOnly(2019, 6, 6), new DateOnly(2021, 12, 31)));
    }

    [Fact]
    public void CitiesGetSitesByTheirWeightsAndEdgeNodesAtLeastTwo()
    {
        var byCounty = MadeUpCounties.Squares.ToLookup(county => county.Name, county => county.CityAdcode);
        var jinan = MadeUpCounties.Make("5g", Province).Count(site => byCounty[site.Name[..site.Name.IndexOf("演示", StringComparison.Ordinal)]].SequenceEqual(["370100"]));
        // 市中区 is in two cities and is left out of the count.
        Assert.InRange(jinan, 15_000, 22_000);

        var spread = new Spread(60, 1, 0) { MinimumPerCity = 2 };
        Assert.All(Places.Draw(Province, spread, 1).GroupBy(place => place.County.CityAdcode), city => Assert.True(city.Count() >= 2));
    }

    [Fact]
    public void OnlyNodesInServiceHaveADateAndRacks() =>
        Assert.All(MadeUpCounties.Make("data-centre", Province), node =>
        {
            Assert.Equal(node.Status == "in-service", node.InServiceDate is not null);
            Assert.Equal(node.Status == "in-service", Attributes(node).ContainsKey("standardRacks"));
        });

    private static JsonObject Attributes(SubmittedFeature feature) => JsonNode.Parse(feature.AttributesJson)!.AsObject();

    private static int Sum(IEnumerable<JsonObject> stations, string name) => stations.Sum(station => (int)station[name]!);
}

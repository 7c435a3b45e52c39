using Geo.Server.Seeding.Demonstration;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Seeding;

public class DemonstrationSitesLieInsideTheirCounty
{
    [Fact]
    public void EverySiteOfEveryLayerIsStrictlyInsideTheCountyThatItsNameSays()
    {
        var settlements = MadeUpCounties.Settlements(MadeUpCounties.Awkward);
        foreach (var layerId in MadeUpCounties.LayerIds)
            if (layerId != "development-zone" && layerId != "urban-area")
                AssertInside(MadeUpCounties.Make(layerId, settlements), MadeUpCounties.Awkward);
    }

    [Fact]
    public async Task SitesLieInsideTheRealCounties()
    {
        await using var database = await TestDatabase.CreateAsync();
        var cancel = TestContext.Current.CancellationToken;
        var counties = await County.ReadCurrentAsync(database.Owner, cancel);
        var plan = await DemonstrationData.PlanAsync(database.Owner, Project.Catalog, cancel);

        Assert.Equal(MadeUpCounties.LayerIds.Order(), plan.Select(planned => planned.Layer.Id).Order());
        foreach (var (layer, _, features) in plan)
            if (layer.HasPoints) AssertInside(features(), counties);
            else AssertZonesAreUsable(features(), counties);
    }

    [Fact]
    public void ZonesAreValidAndWhollyInsideTheirCounty()
    {
        foreach (var counties in new[] { MadeUpCounties.Awkward, MadeUpCounties.Squares })
            foreach (var layerId in (string[])["urban-area", "development-zone"])
                AssertZonesAreUsable(MadeUpCounties.Make(layerId, MadeUpCounties.Settlements(counties)), counties);
    }

    [Fact]
    public void AnUrbanAreaIsAsLargeAsItsPeopleNeedThoughTheBorderCutsIt()
    {
        var settings = MadeUpCounties.Settings<UrbanAreaSettings>("urban-area");
        foreach (var settlement in MadeUpCounties.Settlements(MadeUpCounties.Awkward).Where(settlement => settlement.County.Name != "心区"))
            Assert.Equal(1, settlement.Plane.AreaKm2(settlement.UrbanArea) / (settlement.County.UrbanPeople / settings.PeoplePerKm2), 0.05);
    }

    [Fact]
    public void ZonesOfACountyLieApart()
    {
        var zones = MadeUpCounties.Make("development-zone", MadeUpCounties.Settlements(MadeUpCounties.Awkward));
        for (var i = 0; i < zones.Count; i++)
            for (var j = 0; j < i; j++)
                Assert.False(zones[i].Geometry.Intersects(zones[j].Geometry), $"{zones[i].Name} lies over {zones[j].Name}.");
    }

    [Fact]
    public void UrbanSitesThinOutFromTheCentre()
    {
        var settlement = MadeUpCounties.Settlements(MadeUpCounties.Awkward)[0];
        var random = new SplitMix64(1, "urban");
        var distances = Enumerable.Range(0, 2000).Select(_ => settlement.Plane.DistanceKm(settlement.Urban(random))).Order().ToList();
        var radiusKm = settlement.UrbanArea.Coordinates.Max(settlement.Plane.DistanceKm);
        // Even density would put the median at 0.7 of the radius.
        Assert.InRange(distances[1000] / radiusKm, 0.3, 0.6);
    }

    private static void AssertInside(IReadOnlyList<SubmittedFeature> sites, IReadOnlyList<County> counties)
    {
        var locators = counties.Select(county => (county.Name, Locator: new IndexedPointInAreaLocator(county.Shape))).ToLookup(county => county.Name, county => county.Locator);
        Assert.NotEmpty(sites);
        foreach (var site in sites)
        {
            var at = site.Geometry.Coordinate;
            Assert.True(locators[CountyName(site)].Any(locator => locator.Locate(at) == Location.Interior), $"{site.Name} at {at} is outside.");
            Assert.True(at.X == Math.Round(at.X, 6) && at.Y == Math.Round(at.Y, 6), $"{at} is not rounded.");
        }
    }

    private static void AssertZonesAreUsable(IReadOnlyList<SubmittedFeature> zones, IReadOnlyList<County> counties)
    {
        Assert.Equal(zones.Count, zones.Select(zone => zone.Code).Distinct().Count());
        foreach (var zone in zones)
        {
            Assert.IsType<Polygon>(zone.Geometry);
            Assert.True(zone.Geometry.IsValid && zone.Geometry.Area > 0, zone.Name);
            Assert.True(counties.Where(county => county.Name == CountyName(zone)).Any(county => county.Shape.Contains(zone.Geometry)), $"{zone.Name} is not inside.");
        }
    }

    // Two pairs of counties share a name; a feature is in one of the two.
    private static string CountyName(SubmittedFeature feature) => feature.Name[..feature.Name.IndexOf("演示", StringComparison.Ordinal)];
}

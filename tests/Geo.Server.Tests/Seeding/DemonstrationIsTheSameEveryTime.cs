using Geo.Server.Layers;
using Geo.Server.Seeding.Demonstration;
using Geo.Server.Submissions;

namespace Geo.Server.Tests.Seeding;

public class DemonstrationIsTheSameEveryTime
{
    [Fact]
    public void TheSameSeedMakesTheSameFeatures()
    {
        foreach (var layerId in MadeUpCounties.LayerIds)
            Assert.Equal(
                MadeUpCounties.Make(layerId, MadeUpCounties.Settlements(MadeUpCounties.Awkward)).Select(Line),
                MadeUpCounties.Make(layerId, MadeUpCounties.Settlements([.. MadeUpCounties.Awkward.Reverse()])).Select(Line));
    }

    [Fact]
    public void AnotherSeedMakesOtherFeatures()
    {
        var settlements = MadeUpCounties.Settlements(MadeUpCounties.Awkward);
        var settings = MadeUpCounties.Settings<EdgeNodeSettings>("data-centre");
        Assert.NotEqual(
            EdgeNodes.Make("data-centre", settings, settlements).Select(node => node.Geometry.AsText()),
            EdgeNodes.Make("data-centre", settings with { Seed = settings.Seed + 1 }, settlements).Select(node => node.Geometry.AsText()));
    }

    [Fact]
    public void RandomNumbersAreTheseForEver()
    {
        // Computed apart from this code, from the published algorithm: a change here moves every demonstration site.
        var random = new SplitMix64(20211231, "370102");
        Assert.Equal([128559, 94895, 811094, 515042], Enumerable.Range(0, 4).Select(_ => random.Below(1_000_000)));
    }

    [Fact]
    public void AnUnknownWordInADemoFileNamesFileAndLine()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "{\n  \"seed\": 1,\n  \"status\": { \"in-service\": 1 },\n  \"sede\": 2\n}");
            var error = Assert.Throws<DefinitionException>(() => DemoFile.Read<EdgeNodeSettings>(path));
            Assert.StartsWith($"{path}:4: ", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(10, 4, 3, 3)]
    [InlineData(11, 4, 4, 3)]
    [InlineData(0, 0, 0, 0)]
    public void AQuotaGivesAwayAllOfItAndTheRestToTheEarlier(int total, int first, int second, int third) =>
        Assert.Equal([first, second, third], Quota.Of([1, 1, 1], total));

    [Fact]
    public void ADeckHoldsExactlyItsShares()
    {
        var deck = Quota.Deal(new() { ["a"] = 0.5, ["b"] = 0.3, ["c"] = 0.2 }, 1000, new SplitMix64(1, ""));
        Assert.Equal([500, 300, 200], deck.CountBy(name => name).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.NotEqual(deck.Order(), deck);
    }

    [Fact]
    public void SineAndCosineAgreeWithTheLibrary()
    {
        for (var turns = -2.0; turns <= 2; turns += 0.01)
        {
            var (sin, cos) = LocalPlane.SinCos(turns);
            Assert.Equal(Math.Sin(2 * Math.PI * turns), sin, 1e-13);
            Assert.Equal(Math.Cos(2 * Math.PI * turns), cos, 1e-13);
        }
    }

    private static string Line(SubmittedFeature feature) =>
        $"{feature.Code} {feature.Name} {feature.Status} {feature.InServiceDate} {feature.Source} {feature.AttributesJson} {feature.Geometry.AsText()}";
}

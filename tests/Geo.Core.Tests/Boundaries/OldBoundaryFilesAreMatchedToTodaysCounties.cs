using Geo.Core.Boundaries;
using static Geo.Core.Tests.Boundaries.Squares;

namespace Geo.Core.Tests.Boundaries;

public class OldBoundaryFilesAreMatchedToTodaysCounties
{
    private static readonly KnownArea[] Known = [new("370613", "莱山区", "370600"), new("370614", "蓬莱区", "370600"), new("370103", "市中区", "370100"), new("370402", "市中区", "370400")];
    private static readonly RenamedArea[] Renamed = [new("370600", "长岛县", "370614"), new("370600", "蓬莱市", "370614")];
    private static readonly SourceFeature[] Features = [
        Feature("370600", "莱山区", 0), Feature("370600", "长岛县", 10), Feature("370600", "蓬莱市", 20), Feature("370100", "市中区", 30), Feature("370400", "市中区", 40)];

    [Fact]
    public void TwoMergedCountiesBecomeOne()
    {
        var matched = AreaMatching.Match(Features, Known, Renamed);
        Assert.Equal(["370613", "370614", "370103", "370402"], matched.Select(area => area.Key));
        Assert.Equal(2, matched.Of("370614").Shape.NumGeometries);
    }

    [Fact]
    public void TheSameNameInTwoCitiesIsTwoCounties()
    {
        var matched = AreaMatching.Match(Features, Known, Renamed);
        Assert.Equal(118.03, matched.Of("370103").Shape.EnvelopeInternal.MinX, 1e-9);
        Assert.Equal(118.04, matched.Of("370402").Shape.EnvelopeInternal.MinX, 1e-9);
    }

    [Fact]
    public void AnUnknownNameIsNamed() => Refused([.. Features, Feature("370600", "芝罘县", 50)], Known, Renamed, "芝罘县");

    [Fact]
    public void ACountyDrawnNowhereIsNamed() => Refused(Features, [.. Known, new("370602", "芝罘区", "370600")], Renamed, "370602");

    [Fact]
    public void ACountyDrawnTwiceIsNamed() => Refused([.. Features, Features[0]], Known, Renamed, "drawn twice");

    [Fact]
    public void ARenamingOfNoUseOrToNowhereIsNamed()
    {
        Refused(Features, Known, [.. Renamed, new("370600", "牟平县", "370613")], "牟平县");
        Refused([.. Features, Feature("370600", "牟平县", 50)], Known, [.. Renamed, new("370600", "牟平县", "370699")], "370699");
    }

    private static SourceFeature Feature(string city, string name, double west) => new(city, name, Area("x", Box(west, 0, west + 5, 5)).Shape);

    private static void Refused(SourceFeature[] features, KnownArea[] known, RenamedArea[] renamed, string named) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => AreaMatching.Match(features, known, renamed)).Message, StringComparison.Ordinal);
}

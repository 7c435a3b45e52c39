using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class SuspicionKeepsItsLimits
{
    private static readonly DeclaredSystem Degrees = new(CoordinateSystems.Cgcs2000, false);

    /// <summary>Inside, read as degrees.</summary>
    private static readonly (double, double) Inside = (117, 36.5);

    /// <summary>Inside, read with latitude first.</summary>
    private static readonly (double, double) Swapped = (36.5, 117);

    /// <summary>A possible position, but not in the city whichever way it is read.</summary>
    private static readonly (double, double) Elsewhere = (80, 40);

    private static SuspicionResult Assess(DeclaredSystem declared, params (int Count, (double, double) Point)[] parts) =>
        CrsSuspicion.Assess([.. parts.SelectMany(part => Enumerable.Repeat(part.Point, part.Count))], declared, SyntheticCity.Middle.Contains);

    [Fact]
    public void NineOfTenInsideAreFineAndOneFewerAreNot()
    {
        Assert.Equal(SuspicionVerdict.Fine, Assess(Degrees, (90, Inside), (10, Elsewhere)).Verdict);
        var result = Assess(Degrees, (89, Inside), (11, Elsewhere));
        Assert.Equal((SuspicionVerdict.Unexplained, 0.89, 1.0), (result.Verdict, result.DeclaredShare, result.PossibleShare));
        Assert.Empty(result.Suggestions);
    }

    [Fact]
    public void EightOfTenAreSuggestedAndOneFewerAreNot()
    {
        Assert.Equal(0.8, Assert.Single(Assess(Degrees, (80, Swapped), (20, Elsewhere)).Suggestions).Share);
        Assert.Empty(Assess(Degrees, (79, Swapped), (21, Elsewhere)).Suggestions);
    }

    [Fact]
    public void ALeadOfThreeTenthsIsSuggestedAndLessIsNot()
    {
        // Read as declared, by 117° E, 0.50 or 0.51 of the points are inside; read by 120° E 0.80 are.
        var lead = Lead(50);
        Assert.Equal("EPSG:4549", Assert.Single(lead.Suggestions).System.Code);
        Assert.Empty(Lead(51).Suggestions);
    }

    private static SuspicionResult Lead(int insideBoth)
    {
        // The city is a pair of strips 3° apart: what lies in the western one by 117° lies in the eastern one by 120°.
        bool City(LonLat p) => p.LonDeg is > 116.9 and < 117.1 or > 119.9 and < 120.1 && p.LatDeg is > 36 and < 37;
        (double, double) both = (500_000, 4_040_000), onlyBy120 = CoordinateSystems.Find("EPSG:4549")!.FromCgcs2000(new LonLat(116.95, 36.5));
        (double, double) never = (700_000, 4_040_000);
        return CrsSuspicion.Assess(
            [.. Enumerable.Repeat(both, insideBoth), .. Enumerable.Repeat(onlyBy120, 80 - insideBoth), .. Enumerable.Repeat(never, 20)],
            new DeclaredSystem(CoordinateSystems.Find("EPSG:4548"), false), City);
    }

    [Fact]
    public void HalfImpossibleValuesAreNoContradictionAndOneMoreAre()
    {
        Assert.Equal(SuspicionVerdict.Unexplained, Assess(Degrees, (50, Elsewhere), (50, (500_000, 4_000_000))).Verdict);
        Assert.Equal(SuspicionVerdict.Contradiction, Assess(Degrees, (49, Elsewhere), (51, (500_000, 4_000_000))).Verdict);
    }

    [Fact]
    public void ValuesOfNoSystemContradictWithoutASuggestion()
    {
        var result = Assess(Degrees, (10, (1e30, double.NaN)), (10, (double.PositiveInfinity, 36)));
        Assert.Equal((SuspicionVerdict.Contradiction, 0.0, 0.0), (result.Verdict, result.DeclaredShare, result.PossibleShare));
        Assert.Empty(result.Suggestions);
    }

    [Fact]
    public void NearEqualSystemsAreBothShown()
    {
        // Claimed by the whole province, points of its middle without zone number may be by 117° or by 120°.
        var sample = SyntheticCity.Middle.Sample("EPSG:4548");
        var result = CrsSuspicion.Assess(sample, new DeclaredSystem(null, false), SyntheticCity.Province.Contains);
        Assert.Equal(SuspicionVerdict.Ambiguous, result.Verdict);
        Assert.Equal(["EPSG:4548", "EPSG:4549"], result.Suggestions.Select(suggestion => suggestion.System.Code).Order());

        // The city decides.
        result = CrsSuspicion.Assess(sample, new DeclaredSystem(null, false), SyntheticCity.Middle.Contains);
        Assert.Equal("EPSG:4548", Assert.Single(result.Suggestions).System.Code);
    }

    [Fact]
    public void NearEqualIsATenthAndNoMore()
    {
        bool City(LonLat p) => p.LonDeg is > 116.9 and < 117.1 or > 119.9 and < 120.1 && p.LatDeg is > 36 and < 37;
        (double, double) both = (500_000, 4_040_000), onlyBy120 = CoordinateSystems.Find("EPSG:4549")!.FromCgcs2000(new LonLat(116.95, 36.5));
        IReadOnlyList<string> Shown(int of100) => [.. CrsSuspicion.Assess(
            [.. Enumerable.Repeat(both, of100), .. Enumerable.Repeat(onlyBy120, 100 - of100)], new DeclaredSystem(null, false), City)
            .Suggestions.Select(suggestion => suggestion.System.Code)];
        Assert.Equal(["EPSG:4549", "EPSG:4548"], Shown(90));
        Assert.Equal(["EPSG:4549"], Shown(89));
    }

    [Fact]
    public void TheCitysOwnPlaneIsHeldAgainstTheSampleToo()
    {
        var own = CoordinateSystems.LocalMeridian(118.25, 50_000, falseNorthingM: -3_000_000);
        var sample = SyntheticCity.Middle.Sample(own.Code);
        Assert.Empty(CrsSuspicion.Assess(sample, Degrees, SyntheticCity.Middle.Contains).Suggestions);
        var result = CrsSuspicion.Assess(sample, Degrees, SyntheticCity.Middle.Contains, [own]);
        Assert.Equal(own, Assert.Single(result.Suggestions).System);
    }

    [Fact]
    public void OfALargeSampleFiveHundredAreLookedAtEvenly()
    {
        int asked = 0;
        bool Count(LonLat position)
        {
            asked++;
            return SyntheticCity.Middle.Contains(position);
        }
        var sample = Enumerable.Range(0, 100_000).Select(i => i % 2 == 0 || i >= 50_000 ? Inside : Elsewhere).ToList();
        var result = CrsSuspicion.Assess(sample, new DeclaredSystem(CoordinateSystems.Cgcs2000, false), Count);
        Assert.InRange(asked, CrsSuspicion.MaxSample, 2 * CrsSuspicion.MaxSample);
        Assert.Equal(1.0, result.PossibleShare);
        Assert.Throws<ArgumentException>(() => CrsSuspicion.Assess([], Degrees, Count));
    }
}

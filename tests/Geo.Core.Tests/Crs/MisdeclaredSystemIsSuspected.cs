using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class MisdeclaredSystemIsSuspected
{
    private static readonly Dictionary<string, SyntheticCity> Cities = new()
    {
        ["west"] = SyntheticCity.West, ["middle"] = SyntheticCity.Middle, ["south"] = SyntheticCity.South, ["east"] = SyntheticCity.East,
    };

    /// <summary>City; declared system and order; true system and order; verdict. The eight ways to be wrong, on four cities.</summary>
    public static TheoryData<string, string, bool, string, bool, SuspicionVerdict> Cases()
    {
        var data = new TheoryData<string, string, bool, string, bool, SuspicionVerdict>();
        foreach (var (city, meridianDeg) in new[] { ("west", 114), ("middle", 117), ("south", 120), ("east", 123) })
        {
            int zone3 = meridianDeg / 3;
            string byMeridian = $"EPSG:{4534 + zone3 - 25}", numbered = $"EPSG:{4513 + zone3 - 25}", web = "EPSG:3857", degrees = "EPSG:4490";
            string nextMeridian = $"EPSG:{4534 + zone3 - 24}", previousNumbered = $"EPSG:{4513 + zone3 - 26}";
            // 1: longitude and latitude swapped.
            data.Add(city, degrees, false, degrees, true, SuspicionVerdict.Contradiction);
            data.Add(city, degrees, true, degrees, false, SuspicionVerdict.Contradiction);
            // 2: Web Mercator declared as degrees, and 3: degrees declared as Web Mercator.
            data.Add(city, degrees, false, web, false, SuspicionVerdict.Contradiction);
            data.Add(city, web, false, degrees, false, SuspicionVerdict.Suspected);
            // 4: no zone number where one is declared, and 5: one where none is.
            data.Add(city, numbered, false, byMeridian, false, SuspicionVerdict.Contradiction);
            data.Add(city, byMeridian, false, numbered, false, SuspicionVerdict.Contradiction);
            // 6: the neighbour's meridian.
            data.Add(city, nextMeridian, false, byMeridian, false, SuspicionVerdict.Suspected);
            data.Add(city, previousNumbered, false, numbered, false, SuspicionVerdict.Contradiction);
            // 7: north first, as survey tables have it, declared as east first, and the reverse.
            data.Add(city, byMeridian, false, byMeridian, true, SuspicionVerdict.Contradiction);
            data.Add(city, numbered, true, numbered, false, SuspicionVerdict.Contradiction);
            // Several at once: zone metres, north first, declared as degrees.
            data.Add(city, degrees, false, numbered, true, SuspicionVerdict.Contradiction);
        }
        // 8: a 6° zone declared as a 3° one, and the reverse.
        data.Add("middle", "EPSG:4527", false, "EPSG:4498", false, SuspicionVerdict.Contradiction);
        data.Add("south", "EPSG:4498", false, "EPSG:4528", false, SuspicionVerdict.Contradiction);
        data.Add("south", "EPSG:4509", false, "EPSG:4549", false, SuspicionVerdict.Suspected);
        data.Add("south", "EPSG:4549", false, "EPSG:4548", false, SuspicionVerdict.Suspected);
        // The old datums are held against their own zones: which datum it is no boundary can tell.
        data.Add("middle", "EPSG:2385", false, "EPSG:2384", false, SuspicionVerdict.Suspected);
        data.Add("middle", "EPSG:4214", false, "EPSG:2415", true, SuspicionVerdict.Contradiction);
        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheTrueSystemAloneIsSuggested(
        string city, string declaredCode, bool declaredNorthFirst, string trueCode, bool trueNorthFirst, SuspicionVerdict expected)
    {
        var place = Cities[city];
        var declared = new DeclaredSystem(CoordinateSystems.Find(declaredCode), declaredNorthFirst);
        var result = CrsSuspicion.Assess(Sample(place, trueCode, trueNorthFirst), declared, place.Contains);

        var suggestion = Assert.Single(result.Suggestions);
        Assert.Equal(trueCode, suggestion.System.Code);
        Assert.Equal(trueNorthFirst, suggestion.NorthFirst);
        Assert.Equal(declaredCode == trueCode, suggestion.Swapped);
        Assert.InRange(suggestion.Share, 0.98, 1);
        Assert.Equal(expected, result.Verdict);
        Assert.InRange(result.DeclaredShare, 0, 0.05);
    }

    [Theory, MemberData(nameof(Cases))]
    public void TheTrueSystemDeclaredIsFine(
        string city, string declaredCode, bool declaredNorthFirst, string trueCode, bool trueNorthFirst, SuspicionVerdict verdict)
    {
        _ = (declaredCode, declaredNorthFirst, verdict);
        var place = Cities[city];
        var result = CrsSuspicion.Assess(
            Sample(place, trueCode, trueNorthFirst), new DeclaredSystem(CoordinateSystems.Find(trueCode), trueNorthFirst), place.Contains);
        Assert.Equal(SuspicionVerdict.Fine, result.Verdict);
        Assert.Empty(result.Suggestions);
    }

    [Theory, MemberData(nameof(Cases))]
    public void UndeclaredTheTrueSystemIsFoundOrItsTwinOfCgcs2000(
        string city, string declaredCode, bool declaredNorthFirst, string trueCode, bool trueNorthFirst, SuspicionVerdict verdict)
    {
        _ = (declaredCode, declaredNorthFirst, verdict);
        var place = Cities[city];
        var result = CrsSuspicion.Assess(Sample(place, trueCode, trueNorthFirst), new DeclaredSystem(null, false), place.Contains);
        Assert.Equal(SuspicionVerdict.Suspected, result.Verdict);
        string expected = trueCode switch { "EPSG:2384" => "EPSG:4548", "EPSG:2415" => "EPSG:4527", _ => trueCode };
        Assert.Equal((expected, trueNorthFirst), (result.Suggestions[0].System.Code, result.Suggestions[0].NorthFirst));
    }

    [Theory]
    [InlineData("GCJ-02")]
    [InlineData("BD-09")]
    public void AMapServicesShiftIsBeyondTheBoundarysPower(string code)
    {
        var declared = new DeclaredSystem(CoordinateSystems.Cgcs2000, false);
        var result = CrsSuspicion.Assess(SyntheticCity.Middle.Sample(code), declared, SyntheticCity.Middle.Contains);
        Assert.Equal(SuspicionVerdict.Fine, result.Verdict);
    }

    [Fact]
    public void SwappedGcj02IsSuggestedAsGcj02()
    {
        var declared = new DeclaredSystem(CoordinateSystems.Gcj02, false);
        var result = CrsSuspicion.Assess(SyntheticCity.Middle.Sample("GCJ-02", northFirst: true), declared, SyntheticCity.Middle.Contains);
        Assert.Equal(("GCJ-02", true, true), (result.Suggestions.Single().System.Code, result.Suggestions[0].NorthFirst, result.Suggestions[0].Swapped));
    }

    /// <summary>The file as its writer has it; on the old datums, with a shift of nothing, since any city's would do.</summary>
    private static List<(double First, double Second)> Sample(SyntheticCity city, string code, bool northFirst)
    {
        var system = CoordinateSystems.Find(code)!;
        if (system.NeedsDatumShift)
            system = system.WithDatumShift(new BursaWolfShift(0, 0, 0, 0, 0, 0, 0, RotationConvention.CoordinateFrame));
        return [.. city.Points(200).Select(system.FromCgcs2000).Select(p => northFirst ? (p.Y, p.X) : (p.X, p.Y))];
    }
}

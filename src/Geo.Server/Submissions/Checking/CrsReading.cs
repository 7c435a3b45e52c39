using System.Text.RegularExpressions;
using Geo.Core.Crs;
using Geo.Server.Areas;
using Geo.Server.Layers;
using Geo.Server.Submissions.Formats;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Checking;

/// <summary>
/// Decides in which system a file's coordinates are: what a person says, what the file says, what its words say, and what
/// the values say of all that. Nothing is shifted in silence: every guess is told, every contradiction refuses.
/// </summary>
public sealed partial class CrsReading(Findings findings, CityShape? city, CheckSettings settings, RepairPreviews previews, string? usualCrs = null)
{
    private readonly Repairs _repairs = new(settings.Repairs);

    /// <summary>The decision, or null where there is none to be had.</summary>
    /// <param name="sample">The first and second coordinate of each point or vertex, as the file has them.</param>
    public CrsDecision? Decide(
        IReadOnlyList<(double First, double Second)> sample, SourceDataset dataset, (CoordinateSystem System, string Words)? named)
    {
        if (sample.Count == 0) return new CrsDecision(CoordinateSystems.Cgcs2000, false, CrsSource.Assumed);
        var areDegrees = CrsSamples.AreDegrees(sample);
        if (Declared(dataset) is { } declared) return Confirm(sample, declared);
        if (named is { } words && words.System.IsGeographic == areDegrees) return FromWords(sample, words);
        return areDegrees ? Assume(sample, dataset) : Guess(sample, named?.System.Datum);
    }

    private CrsDecision? Declared(SourceDataset dataset)
    {
        if (settings.Crs is { } given)
            return new CrsDecision(CoordinateSystems.Find(given) ?? throw new FileFaultException(Rules.CrsMissing, $"不认识坐标系 {given}", $"'{given}' is no known coordinate system"), false, CrsSource.Given);
        var crs = dataset.Crs;
        if (crs.Code is not null && CoordinateSystems.Find(crs.Code) is { } coded) return new CrsDecision(coded, false, crs.IsStandard ? CrsSource.Format : CrsSource.File);
        if (crs.Wkt is not null) return FromWkt(crs.Wkt);
        if (crs.Code is not null) findings.Add(Rules.CrsMissing, value: crs.Code, detail: new($"不支持 {crs.Code}", $"{crs.Code} is not supported"));
        return null;
    }

    private CrsDecision? FromWkt(string wkt)
    {
        try
        {
            var read = PrjReader.ReadDeclared(wkt);
            return read.System is null ? null : new CrsDecision(read.System, read.NorthFirst, CrsSource.File);
        }
        catch (Exception e) when (e is PrjException or ArgumentException)
        {
            if (e is PrjException { Problem: PrjProblem.UnknownDatum } && NamelessDatum().IsMatch(wkt)
                && FromWkt(NamelessDatum().Replace(wkt, "DATUM[\"D_China_2000\"")) is { } nameless)
            {
                // GRS 80 without a name is CGCS2000 where the plane is China's; the city's border is held against it all the same.
                findings.Add(Rules.CrsGuessed, value: wkt, detail: new($"{nameless.System.NameZh}（文件未命名基准）", $"{nameless.System.NameEn}: the file does not name its datum"), suggestion: nameless.System.Code);
                return nameless;
            }
            findings.Add(Rules.CrsMissing, value: wkt, detail: new("文件所述坐标系不支持", $"the system that the file names is not supported: {e.Message}"));
            return null;
        }
    }

    [GeneratedRegex("DATUM\\[\"[Uu]nknown[^\"]*\"")] private static partial Regex NamelessDatum();

    private CrsDecision FromWords(IReadOnlyList<(double, double)> sample, (CoordinateSystem System, string Words) named)
    {
        findings.Add(Rules.CrsFromHeader, value: named.Words, detail: new(named.System.NameZh, named.System.NameEn));
        return Confirm(sample, new CrsDecision(named.System, false, CrsSource.Header));
    }

    /// <summary>Degrees without a word: CGCS2000, which is WGS 84 to the centimetre; that it may be a map service's is told.</summary>
    private CrsDecision Assume(IReadOnlyList<(double, double)> sample, SourceDataset dataset)
    {
        if (!findings.Has(Rules.CrsMissing))
            findings.Add(Rules.CrsMissing, detail: new("按 CGCS2000 经纬度读取；若取自高德、腾讯或百度地图，请选择 GCJ-02 或 BD-09", "read as CGCS2000; choose GCJ-02 or BD-09 if taken from Amap, Tencent or Baidu"),
                suggestion: usualCrs ?? "GCJ-02 / BD-09", repairable: usualCrs is not null);
        return Confirm(sample, new CrsDecision(CoordinateSystems.Cgcs2000, false, CrsSource.Assumed));
    }

    private CrsDecision? Guess(IReadOnlyList<(double, double)> sample, GeodeticDatum? datum)
    {
        if (!findings.Has(Rules.CrsMissing)) findings.Add(Rules.CrsMissing);
        if (city is null) return null;
        // Nothing declared but a datum: its own zones are what to try.
        var tried = datum is { NeedsShift: true } ? CoordinateSystems.Find($"EPSG:{datum.GeographicEpsg}") : null;
        var result = CrsSuspicion.Assess(sample, new DeclaredSystem(tried, false), city.Contains);
        if (result.Suggestions is not [var best, ..])
        {
            findings.Add(Rules.CrsContradiction, detail: new("没有任何已知坐标系使这些点落在本市", "no known system puts these points into the city"));
            return null;
        }
        var all = string.Join(" / ", result.Suggestions.Select(suggestion => suggestion.System.Code));
        // An easting without its zone number says nothing of its meridian but where the points come to lie.
        var rule = result.Suggestions.Count > 1 || IsWithoutZone(best.System) ? Rules.CrsAmbiguous : Rules.CrsGuessed;
        findings.Add(rule, detail: new($"{best.System.NameZh}，{best.Share:P0} 的点在本市", $"{best.System.NameEn}, {best.Share:P0} of the points in the city"), suggestion: all, repairable: true);
        return TellOrder(TellDatum(new CrsDecision(best.System, best.NorthFirst, CrsSource.Guessed)));
    }

    /// <summary>Holds what is declared against the values and the city.</summary>
    private CrsDecision Confirm(IReadOnlyList<(double, double)> sample, CrsDecision declared)
    {
        if (settings.NorthFirst is { } northFirst) declared = declared with { NorthFirst = northFirst };
        if (city is null) return TellDatum(declared);
        var result = CrsSuspicion.Assess(sample, new DeclaredSystem(declared.System, declared.NorthFirst), city.Contains);
        if (result.Verdict is SuspicionVerdict.Fine) return TellDatum(declared);
        var swapped = result.Suggestions.FirstOrDefault(suggestion => suggestion.Swapped);
        // Which of a plane's values is north no name tells, so the values decide; unless a person did.
        if (swapped is not null && !declared.System.IsGeographic && settings.NorthFirst is null) return TellOrder(TellDatum(declared with { NorthFirst = swapped.NorthFirst }));
        var all = string.Join(" / ", result.Suggestions.Select(suggestion => suggestion.System.Code));
        if (swapped is not null)
        {
            var isRepaired = _repairs.Confirm(Rules.Swapped);
            var mended = declared with { NorthFirst = swapped.NorthFirst };
            var finding = findings.Add(Rules.Swapped, detail: new("全部坐标经纬度颠倒", "in all of the coordinates"), suggestion: "交换经度列和纬度列", repairable: true, repaired: isRepaired);
            previews.Add(finding, Drawn(sample, declared), Drawn(sample, mended));
            if (isRepaired) declared = mended;
        }
        else if (result.Verdict is SuspicionVerdict.Contradiction)
            findings.Add(Rules.CrsContradiction, detail: new($"{declared.System.NameZh} 中不可能有这些值", $"impossible in {declared.System.NameEn}"), suggestion: all.Length > 0 ? all : null, repairable: all.Length > 0);
        else if (result.Suggestions is [var best, ..])
            findings.Add(Rules.CrsSuspected, detail: new($"按 {declared.System.NameZh} 只有 {result.DeclaredShare:P0} 的点在本市，按 {best.System.NameZh} 有 {best.Share:P0}",
                $"{result.DeclaredShare:P0} of the points are in the city by {declared.System.NameEn}, {best.Share:P0} by {best.System.NameEn}"), suggestion: all, repairable: true);
        return TellDatum(declared);
    }

    private static MultiPoint Drawn(IReadOnlyList<(double, double)> sample, CrsDecision decision)
    {
        var points = new List<Point>();
        foreach (var pair in sample.Take(CrsCandidates.SampleSize))
            if (decision.Ordered(pair) is var (x, y) && decision.System.TryLocateRoughly(x, y, out var at)) points.Add(new Point(at.LonDeg, at.LatDeg));
        return new MultiPoint([.. points]);
    }

    private CrsDecision TellOrder(CrsDecision decision)
    {
        if (decision.NorthFirst) findings.Add(Rules.AxesReordered);
        return decision;
    }

    /// <summary>
    /// Beijing 1954 and Xi'an 1980 reach CGCS2000 by the city's own parameters or not at all. Without them a file in Beijing 1954, whose network was
    /// adjusted piece by piece and is off unevenly, is refused; one in Xi'an 1980 is held against the rules, which its even offset of tens of metres
    /// allows, and kept back from publication.
    /// </summary>
    private CrsDecision TellDatum(CrsDecision decision)
    {
        if (!decision.System.NeedsDatumShift) return decision;
        if (settings.DatumShift is { } given)
        {
            try
            {
                return decision with { System = decision.System.WithDatumShift(DatumShifts.Of(given)) };
            }
            catch (ArgumentException e)
            {
                findings.Add(Rules.NoDatumShift, detail: new("所给参数不可用，请核对种类、符号和单位", $"the parameters given cannot be used: {e.Message}"), severity: Severity.Error);
                return decision;
            }
        }
        findings.Add(Rules.NoDatumShift, detail: new($"{decision.System.NameZh}：请提供本市四参数或七参数，缺少参数不能发布", $"{decision.System.NameEn}: give the city's own 4 or 7 parameters; nothing is published without"),
            suggestion: decision.System.IsGeographic ? "七参数" : "四参数 / 七参数", severity: decision.System.Datum == GeodeticDatum.Beijing1954 ? Severity.Error : null);
        return decision;
    }

    private static bool IsWithoutZone(CoordinateSystem system) => !system.IsGeographic && system.XRange.Max < 2_000_000;
}

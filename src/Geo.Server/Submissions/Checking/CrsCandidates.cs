using Geo.Core.Crs;
using Geo.Server.Areas;
using Geo.Server.Layers;

namespace Geo.Server.Submissions.Checking;

/// <summary>A system in which the coordinates could be read, and where they would lie then.</summary>
/// <param name="Share">Of the sample, in the area that hands the file in.</param>
/// <param name="Sample">Longitude and latitude of some points; without the datum's shift where that is not known.</param>
public sealed record CrsCandidate(string Crs, Title Title, bool NorthFirst, double Share, IReadOnlyList<double[]> Sample);

/// <summary>The systems to choose from, each with the picture that it gives: a person sees at once which is right.</summary>
public static class CrsCandidates
{
    private const int Most = 8;
    /// <summary>Points that are drawn of a reading.</summary>
    public const int SampleSize = 200;


    /// <summary>What puts fewer points than this into the city is no choice.</summary>
    private const double LeastShare = 0.1;

    public static IReadOnlyList<CrsCandidate> Of(IReadOnlyList<(double First, double Second)> sample, CrsDecision? crs, CityShape? city)
    {
        if (sample.Count == 0 || city is null) return [];
        var step = Math.Max(1, sample.Count / SampleSize);
        IReadOnlyList<(double First, double Second)> points = [.. sample.Where((_, i) => i % step == 0).Take(SampleSize)];
        IReadOnlyList<CoordinateSystem> mapServices = CrsSamples.AreDegrees(points) ? [CoordinateSystems.Gcj02, CoordinateSystems.Bd09] : [];
        var ranked = CrsSuspicion.Rank(points, new DeclaredSystem(crs?.System, crs?.NorthFirst ?? false), city.Contains, mapServices);
        return [.. ranked.Where(reading => reading.Share >= LeastShare || IsChosen(reading)).Take(Most).Union(ranked.Where(IsChosen)).Select(reading => Candidate(reading, points))];

        bool IsChosen(SuspicionSuggestion reading) => crs is not null && reading.System.Equals(crs.System) && reading.NorthFirst == crs.NorthFirst;
    }

    private static CrsCandidate Candidate(SuspicionSuggestion reading, IReadOnlyList<(double First, double Second)> points)
    {
        var placed = new List<double[]>(points.Count);
        foreach (var (first, second) in points)
            if (reading.System.TryLocateRoughly(reading.NorthFirst ? second : first, reading.NorthFirst ? first : second, out var at))
                placed.Add([Math.Round(at.LonDeg, 6), Math.Round(at.LatDeg, 6)]);
        return new CrsCandidate(reading.System.Code, new(reading.System.NameZh, reading.System.NameEn), reading.NorthFirst, Math.Round(reading.Share, 4), placed);
    }
}

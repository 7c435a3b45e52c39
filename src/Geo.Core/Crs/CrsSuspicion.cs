namespace Geo.Core.Crs;

/// <summary>
/// Whether points lie where the city that hands them in does, in the system they are said to be in, and if not, in which
/// other system they would. GCJ-02 and BD-09 are beyond it: see <see cref="KnownSiteComparison"/>.
/// </summary>
public static class CrsSuspicion
{
    /// <summary>Points looked at; of more, as many are taken evenly.</summary>
    public const int MaxSample = 500;

    /// <summary>Share inside the city from which the declared system is believed.</summary>
    public const double FineShare = 0.9;

    /// <summary>Share inside the city from which another system is suggested.</summary>
    public const double SuggestedShare = 0.8;

    /// <summary>By how much the other system's share must exceed the declared one's.</summary>
    public const double SuggestedLead = 0.3;

    /// <summary>Systems whose share is within this of the best one's are as good, and are shown with it.</summary>
    public const double NearEqualShare = 0.1;

    /// <summary>Share of values within the declared system's ranges below which they contradict it.</summary>
    public const double PossibleShare = 0.5;

    /// <summary>Room for rounding in shares: 0.9 of 10 points is 9 points.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Holds a sample against the city in the declared system and in every other.</summary>
    /// <param name="sample">Pairs of values as the file has them, first and second.</param>
    /// <param name="declared">What the file says of them.</param>
    /// <param name="isInsideCity">Whether a CGCS2000 position lies in the city; asked some ten thousand times at most.</param>
    /// <param name="cityPlanes">The city's own planes with local meridians, if it has any, to be held against the sample too.</param>
    /// <returns>The verdict and what to suggest.</returns>
    /// <exception cref="ArgumentException">The sample is empty.</exception>
    public static SuspicionResult Assess(
        IReadOnlyList<(double First, double Second)> sample, DeclaredSystem declared, Func<LonLat, bool> isInsideCity,
        IReadOnlyList<CoordinateSystem>? cityPlanes = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(isInsideCity);
        if (sample.Count == 0)
            throw new ArgumentException("The sample is empty.", nameof(sample));

        var points = Thinned(sample);
        double declaredShare = 0, possibleShare = 0;
        if (declared.System is { } system)
        {
            (declaredShare, possibleShare) = Shares(points, system, declared.NorthFirst, isInsideCity);
            if (declaredShare >= FineShare - Rounding)
                return new SuspicionResult(SuspicionVerdict.Fine, declaredShare, possibleShare, []);
        }

        var candidates = SuspicionCandidates.Beside(declared.System).Concat(cityPlanes ?? []).Distinct();
        var suggestions = Suggestions(points, candidates, declared, declaredShare, isInsideCity);
        bool contradicted = declared.System is not null && possibleShare < PossibleShare - Rounding;
        var verdict = (contradicted, suggestions.Count) switch
        {
            (true, _) => SuspicionVerdict.Contradiction,
            (_, 0) => SuspicionVerdict.Unexplained,
            (_, 1) => SuspicionVerdict.Suspected,
            _ => SuspicionVerdict.Ambiguous,
        };
        return new SuspicionResult(verdict, declaredShare, possibleShare, suggestions);
    }

    /// <summary>Every reading of a sample that puts any of it into the city, for a person to choose from: the declared one first of equals.</summary>
    /// <param name="sample">Pairs of values as the file has them, first and second.</param>
    /// <param name="declared">How they are read now; it is among the answers whatever its share.</param>
    /// <param name="isInsideCity">Whether a CGCS2000 position lies in the city.</param>
    /// <param name="further">Systems beside those that the boundary can tell, such as those of map services.</param>
    /// <returns>Best first.</returns>
    /// <exception cref="ArgumentException">The sample is empty.</exception>
    public static IReadOnlyList<SuspicionSuggestion> Rank(
        IReadOnlyList<(double First, double Second)> sample, DeclaredSystem declared, Func<LonLat, bool> isInsideCity, IReadOnlyList<CoordinateSystem> further)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(isInsideCity);
        if (sample.Count == 0)
            throw new ArgumentException("The sample is empty.", nameof(sample));
        var candidates = SuspicionCandidates.Beside(declared.System).Concat(further).Distinct();
        return [.. Readings(Thinned(sample), candidates, declared, isInsideCity)
            .Where(reading => reading.Share > 0 || IsDeclared(reading, declared))
            .OrderByDescending(reading => reading.Share).ThenByDescending(reading => IsDeclared(reading, declared))];
    }

    private static List<SuspicionSuggestion> Suggestions(
        IReadOnlyList<(double First, double Second)> points, IEnumerable<CoordinateSystem> candidates, DeclaredSystem declared,
        double declaredShare, Func<LonLat, bool> isInsideCity)
    {
        var all = Readings(points, candidates, declared, isInsideCity)
            .Where(reading => !IsDeclared(reading, declared) && reading.Share >= SuggestedShare - Rounding && reading.Share >= declaredShare + SuggestedLead - Rounding)
            .ToList();
        double bestShare = all.Count > 0 ? all.Max(suggestion => suggestion.Share) : 0;
        return [.. all.Where(suggestion => suggestion.Share >= bestShare - NearEqualShare - Rounding).OrderByDescending(suggestion => suggestion.Share)];
    }

    private static bool IsDeclared(SuspicionSuggestion reading, DeclaredSystem declared) =>
        reading.System.Equals(declared.System) && reading.NorthFirst == declared.NorthFirst;

    private static IEnumerable<SuspicionSuggestion> Readings(
        IReadOnlyList<(double First, double Second)> points, IEnumerable<CoordinateSystem> candidates, DeclaredSystem declared, Func<LonLat, bool> isInsideCity) =>
        from candidate in candidates
        from northFirst in (bool[])[false, true]
        select new SuspicionSuggestion(
            candidate, northFirst, Shares(points, candidate, northFirst, isInsideCity).Inside,
            Swapped: candidate.Equals(declared.System) && northFirst != declared.NorthFirst);

    private static (double Inside, double Possible) Shares(
        IReadOnlyList<(double First, double Second)> points, CoordinateSystem system, bool northFirst, Func<LonLat, bool> isInsideCity)
    {
        int inside = 0, possible = 0;
        foreach (var (first, second) in points)
        {
            var (x, y) = northFirst ? (second, first) : (first, second);
            if (!system.TryLocateRoughly(x, y, out var position))
                continue;
            possible++;
            if (isInsideCity(position))
                inside++;
        }
        return ((double)inside / points.Count, (double)possible / points.Count);
    }

    private static IReadOnlyList<(double First, double Second)> Thinned(IReadOnlyList<(double First, double Second)> sample) =>
        sample.Count <= MaxSample ? sample : [.. Enumerable.Range(0, MaxSample).Select(i => sample[(int)((long)i * sample.Count / MaxSample)])];
}

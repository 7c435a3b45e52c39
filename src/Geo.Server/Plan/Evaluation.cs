using Geo.Core.Statistics;
using Geo.Server.Ratings;

namespace Geo.Server.Plan;

/// <summary>What is known of an indicator before it is added up.</summary>
public sealed record IndicatorInput(Measured? Measured, CoverageParts? Coverage);

/// <summary>
/// Where every value comes from. Counties add up to cities, circles and the province; a share is one of sums, never a mean
/// of shares; composites and ratings are made of values; shares of rated areas are made of ratings.
/// </summary>
public static class Evaluation
{
    public static PeriodFigures Of(
        PlanVersion version, long at, PlanPeriod period, PlanAreas areas, ReportedFigures reported, Func<Indicator, IndicatorInput> inputOf)
    {
        var found = new Dictionary<string, IndicatorFigures>();
        foreach (var indicator in version.Plan.Indicators.Indicators.Where(indicator => indicator.Kind is not (IndicatorKind.Composite or IndicatorKind.Rated)))
            found[indicator.Id] = Base(indicator, period, version.Plan.Articles.Plan.Year, areas, reported, inputOf);
        foreach (var indicator in version.Plan.Indicators.Indicators.Where(indicator => indicator.Kind == IndicatorKind.Composite))
            found[indicator.Id] = Composite(indicator, areas, found);
        var ratings = version.Plan.Standard.Sets.ToDictionary(set => set.Level, set => RatingTable.Of(version.Plan.Standard, set, areas, found));
        foreach (var indicator in version.Plan.Indicators.Indicators.Where(indicator => indicator.Kind == IndicatorKind.Rated))
            found[indicator.Id] = Rated(indicator, areas, ratings.GetValueOrDefault(indicator.RatingLevel!));
        return new PeriodFigures(version, at, period, areas, found, ratings);
    }

    /// <summary>The areas that an indicator is found for.</summary>
    public static IEnumerable<PlanArea> AreasOf(Indicator indicator, PlanAreas areas) => areas.All.Where(area => indicator.Level switch
    {
        "province" => area.Level == "province",
        "city" => area.Level != "county",
        _ => true,
    });

    private static IndicatorFigures Base(Indicator indicator, PlanPeriod period, int planYear, PlanAreas areas, ReportedFigures reported, Func<Indicator, IndicatorInput> inputOf)
    {
        if (indicator.Kind == IndicatorKind.Reported)
            return new(indicator, Each(indicator, areas, area => Reported(indicator, area, period, areas, reported)), false);
        var input = inputOf(indicator);
        if (indicator.Kind == IndicatorKind.Coverage && indicator.Measure != "presence")
            // Planes are of the network as it is published; what they were at the end of an earlier year nobody has computed.
            return new(indicator, Each(indicator, areas, area => Covered(area, areas, period.Year < planYear ? null : input.Coverage!.Parts)), input.Coverage!.Synthetic);
        var parts = input.Measured!.Parts?.Where(part => part.Period <= period.Quarter).ToLookup(part => part.County);
        return new(indicator, Each(indicator, areas, area =>
        {
            var figure = parts is null
                ? AreaFigure.None("not-published")
                : Added(indicator, [.. areas.CountiesOf(area).SelectMany(county => parts[county.Adcode])]);
            return figure with { Figure = reported.Find(indicator.Id, area.Adcode, period) };
        }), input.Measured.Synthetic);
    }

    private static AreaFigure Added(Indicator indicator, IReadOnlyList<MeasuredPart> parts) => indicator.Kind switch
    {
        IndicatorKind.Share or IndicatorKind.Coverage => Share(parts.Sum(part => part.Part), parts.Sum(part => part.Whole ?? 0)),
        IndicatorKind.Minimum => parts.Count == 0 ? AreaFigure.None("nothing-to-count") : new(parts.Min(part => part.Part)),
        _ => new(parts.Sum(part => part.Part)),
    };

    private static AreaFigure Covered(PlanArea area, PlanAreas areas, IReadOnlyList<CoveragePart>? coverage)
    {
        if (coverage is null) return AreaFigure.None("not-computed");
        var inside = areas.CountiesOf(area).Select(county => county.Adcode).ToHashSet();
        var parts = coverage.Where(part => inside.Contains(part.County)).ToList();
        return Share(parts.Sum(part => part.Covered), parts.Sum(part => part.Whole));
    }

    private static AreaFigure Share(double part, double whole) =>
        whole > 0 ? new(100 * part / whole, part, whole) : AreaFigure.None("nothing-to-count");

    private static AreaFigure Reported(Indicator indicator, PlanArea area, PlanPeriod period, PlanAreas areas, ReportedFigures reported)
    {
        if (reported.Find(indicator.Id, area.Adcode, period) is { } own) return new(own.Value, Figure: own);
        if (indicator.Aggregate != "sum" || area.Level == indicator.Level) return AreaFigure.None("not-reported");
        var below = areas.Inside(area, indicator.Level).ToList();
        var figures = below.Select(part => reported.Find(indicator.Id, part.Adcode, period)).OfType<ReportedFigure>().ToList();
        return figures.Count == 0
            ? AreaFigure.None("not-reported") with { Reported = 0, Expected = below.Count }
            : new(figures.Sum(figure => figure.Value), Reported: figures.Count, Expected: below.Count);
    }

    private static IndicatorFigures Composite(Indicator indicator, PlanAreas areas, Dictionary<string, IndicatorFigures> found)
    {
        List<PlanArea> rows = [.. AreasOf(indicator, areas)];
        var scores = new CompositeIndicator([.. indicator.Components.Select(part => Normalised(part, rows, found, capped: true))], indicator.Aggregation!.Value, indicator.Missing!.Value)
            .Scores([.. indicator.Components.Select(part => part.Weight)]);
        return new(indicator, rows.Select((area, i) => (area.Adcode, Figure: scores[i] is { } score ? new AreaFigure(100 * score) : AreaFigure.None("no-score")))
            .ToDictionary(pair => pair.Adcode, pair => pair.Figure), indicator.Components.Any(part => found[part.Indicator].Synthetic));
    }

    /// <summary>A component for each area, 0 to 1 between its goalposts; null where its indicator has no value or is not found at that level.</summary>
    public static IReadOnlyList<double?> Normalised(Component part, IReadOnlyList<PlanArea> areas, IReadOnlyDictionary<string, IndicatorFigures> found, bool capped)
    {
        var figures = found[part.Indicator];
        var direction = figures.Indicator.Direction == "down" ? Direction.LowerIsBetter : Direction.HigherIsBetter;
        var values = Normalisation.MinMax([.. areas.Select(area => PerBase(figures.Value(area.Adcode), part.Per, area))], direction, part.Min, part.Max);
        return capped ? [.. values.Select(value => value is { } number ? Math.Clamp(number, 0, 1) : (double?)null)] : values;
    }

    /// <summary>A value by what it is measured against; null where there is nobody to measure against.</summary>
    public static double? PerBase(double? value, string? per, PlanArea area) => per is null ? value : area.People is > 0 and { } people
        ? value / people * (per == "10k-people" ? 1e4 : 1e6)
        : null;

    private static IndicatorFigures Rated(Indicator indicator, PlanAreas areas, RatingTable? table) =>
        new(indicator, Each(indicator, areas, area =>
        {
            var rows = areas.Inside(area, indicator.RatingLevel!).Select(part => table?.Find(part.Adcode)).ToList();
            // An area without a rating has not reached any stars, and counts among all; with none at all there is nothing to say.
            return rows.Count == 0 ? AreaFigure.None("nothing-to-count")
                : rows.All(row => row?.Stars is null) ? AreaFigure.None("no-score")
                : Share(rows.Count(row => row?.Stars >= indicator.Stars), rows.Count);
        }), true);

    private static Dictionary<string, AreaFigure> Each(Indicator indicator, PlanAreas areas, Func<PlanArea, AreaFigure> figureOf) =>
        AreasOf(indicator, areas).ToDictionary(area => area.Adcode, figureOf);
}

using Geo.Server.Ratings;

namespace Geo.Server.Plan;

/// <summary>An indicator's value in an area.</summary>
/// <param name="Value">Null is never zero: <see cref="Missing"/> says why there is none.</param>
/// <param name="Part">What is counted or covered, where the value is a share.</param>
/// <param name="Whole">What the share is of.</param>
/// <param name="Missing">not-published, not-reported, not-computed, nothing-to-count or no-score.</param>
/// <param name="Reported">How many areas below have reported, where their figures are added up.</param>
/// <param name="Expected">How many there are.</param>
/// <param name="Figure">What was reported for the area itself; beside a computed value it is what was published elsewhere.</param>
public sealed record AreaFigure(
    double? Value, double? Part = null, double? Whole = null, string? Missing = null, int? Reported = null, int? Expected = null, ReportedFigure? Figure = null)
{
    public static AreaFigure None(string missing) => new(null, Missing: missing);
}

/// <summary>One indicator in every area that it is found for.</summary>
/// <param name="Synthetic">Whether demonstration features are counted.</param>
public sealed record IndicatorFigures(Indicator Indicator, IReadOnlyDictionary<string, AreaFigure> ByArea, bool Synthetic)
{
    public double? Value(string adcode) => ByArea.GetValueOrDefault(adcode)?.Value;
}

/// <summary>Everything at the end of one period, by one version of the definitions, from one state of the data.</summary>
/// <param name="Ratings">Demonstration ratings by level: city, county.</param>
public sealed record PeriodFigures(
    PlanVersion Version, long At, PlanPeriod Period, PlanAreas Areas,
    IReadOnlyDictionary<string, IndicatorFigures> Indicators, IReadOnlyDictionary<string, RatingTable> Ratings);

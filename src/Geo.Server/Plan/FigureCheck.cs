using System.Globalization;
using System.Text.Json.Serialization;
using Geo.Server.Accounts;
using Geo.Server.Database;

namespace Geo.Server.Plan;

/// <summary>One row as it was handed in. A blank value means that nothing is reported, and withdraws what was.</summary>
public sealed record FigureRow(string? Indicator, string? Area, string? Period, string? Value, string? Evidence)
{
    /// <summary>An empty line between others: nothing is said, and nothing withdrawn.</summary>
    [JsonIgnore]
    public bool IsBlank => string.IsNullOrWhiteSpace($"{Indicator}{Area}{Period}{Value}{Evidence}");
}

/// <param name="Row">As people count: 1 is the first row after the header.</param>
/// <param name="Code">Stable.</param>
public sealed record FigureRemark(int Row, string Code, string Message);

/// <summary>A row that may be published.</summary>
public sealed record CheckedFigure(string Indicator, string Adcode, string Period, double? Value, string Evidence);

/// <summary>Checks reported figures against the plan, the areas and who reports. Nothing is mended in silence.</summary>
public static class FigureCheck
{
    public const int MostRows = 5_000;
    private const int LongestEvidence = 1_000;

    public static (IReadOnlyList<CheckedFigure> Figures, IReadOnlyList<FigureRemark> Remarks) Of(IReadOnlyList<FigureRow> rows, PlanVersion version, PlanAreas areas, Actor actor)
    {
        var (figures, remarks) = (new List<CheckedFigure>(), new List<FigureRemark>());
        var seen = new Dictionary<(string, string, string), int>();
        for (var i = 0; i < rows.Count; i++)
        {
            var number = i + 1;
            if (rows[i].IsBlank) continue;
            if (Problem(rows[i], version, areas, actor) is var (code, message))
            {
                remarks.Add(new FigureRemark(number, code, message));
                continue;
            }
            var (indicator, adcode, period) = (rows[i].Indicator!.Trim(), rows[i].Area!.Trim(), rows[i].Period!.Trim());
            if (!seen.TryAdd((indicator, adcode, period), number))
            {
                remarks.Add(new FigureRemark(number, "duplicate", $"Row {seen[(indicator, adcode, period)]} reports the same indicator, area and period."));
                continue;
            }
            figures.Add(new CheckedFigure(indicator, adcode, period, Number(rows[i].Value), rows[i].Evidence?.Trim() ?? ""));
        }
        return (figures, remarks);
    }

    private static (string Code, string Message)? Problem(FigureRow row, PlanVersion version, PlanAreas areas, Actor actor)
    {
        if (version.Plan.Find(row.Indicator?.Trim() ?? "") is not { } indicator) return ("unknown-indicator", $"There is no indicator '{row.Indicator}'.");
        if (indicator.Kind is IndicatorKind.Composite or IndicatorKind.Rated) return ("not-reportable", $"'{indicator.Id}' is made of other values.");
        if (areas.Find(row.Area?.Trim() ?? "") is not { } area) return ("unknown-area", $"No area has the adcode '{row.Area}'.");
        if (area.Level == "circle" || Evaluation.AreasOf(indicator, areas).All(each => each.Adcode != area.Adcode))
            return ("wrong-level", $"'{indicator.Id}' is not reported for {area.Name}: its finest level is {indicator.Level}.");
        if (!MayReport(actor, area)) return ("outside-areas", $"Your account may not report for {area.Name}.");
        if (PlanPeriod.Parse(row.Period?.Trim()) is null) return ("invalid-period", $"A period is a year (2021), a quarter (2021Q3) or a month (2021-10), not '{row.Period}'.");
        if (string.IsNullOrWhiteSpace(row.Value)) return null;
        if (Number(row.Value) is not { } value) return ("not-a-number", $"'{row.Value}' is not a number. Leave it blank when there is nothing to report.");
        if (value < 0) return ("out-of-range", "A figure is at least 0.");
        var unit = area.Level == indicator.Level && indicator.ReportUnit is { } own ? own : indicator.Unit;
        if (unit == "percent" && value > 100) return ("out-of-range", "A percentage is at most 100.");
        if (unit == "flag" && value is not (0 or 1)) return ("out-of-range", "Yes is 1, no is 0.");
        if (row.Evidence?.Trim() is not { Length: > 0 and <= LongestEvidence }) return ("no-evidence", $"A figure has evidence, at most {LongestEvidence} characters: a document's number or an address.");
        return row.Evidence.Contains('\0') ? ("no-evidence", "The evidence holds a NUL character.") : null;
    }

    /// <summary>The same question that the database asks of every row.</summary>
    private static bool MayReport(Actor actor, PlanArea area) => actor.Role is Roles.ProvinceEditor or Roles.Administrator
        || (actor.Role == Roles.CityEditor && (actor.Areas.Contains(area.Adcode) || (area.CityAdcode is { } city && actor.Areas.Contains(city))));

    private static double? Number(string? text) =>
        double.TryParse(text?.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}

using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Server.Operations;

namespace Geo.Server.Plan;

/// <summary>A year, quarter or month of a figure: 2021, 2021Q3 or 2021-10.</summary>
public readonly partial record struct PlanPeriod(string Text, int Year, int EndMonth, int Months)
{
    /// <summary>The quarter at whose end it ends, as sites count quarters.</summary>
    public int Quarter => Math.Max(1, 1 + (Year - 2000) * 4 + (EndMonth - 1) / 3);

    public static PlanPeriod OfYear(int year) => new(year.ToString(CultureInfo.InvariantCulture), year, 12, 12);

    public static PlanPeriod? Parse(string? text)
    {
        if (text is null || Shape().Match(text) is not { Success: true } match) return null;
        var year = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        if (year is < 2000 or > 2100) return null;
        if (match.Groups[2].Success) return new PlanPeriod(text, year, 3 * (match.Groups[2].ValueSpan[0] - '0'), 3);
        return match.Groups[3].Success
            ? new PlanPeriod(text, year, int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture), 1)
            : OfYear(year);
    }

    /// <exception cref="ProblemException">Not a year or quarter.</exception>
    public static PlanPeriod Asked(string? text, int year) => text is null ? OfYear(year) : Parse(text) is { Months: > 1 } period
        ? period
        : throw ProblemException.BadRequest("invalid-period", $"'period' must be a year (2021) or a quarter (2021Q3), not '{text}'.");

    /// <summary>Whether a figure of this period speaks of the state at the end of another: the same year, not later.</summary>
    public bool SpeaksOf(PlanPeriod asked) => Year == asked.Year && EndMonth <= asked.EndMonth;

    [GeneratedRegex("^([0-9]{4})(?:Q([1-4])|-(0[1-9]|1[0-2]))?$")] private static partial Regex Shape();
}

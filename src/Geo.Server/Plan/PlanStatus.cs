namespace Geo.Server.Plan;

/// <summary>How an indicator stands against its target.</summary>
public static class PlanStatus
{
    public const string Reached = "reached";
    /// <summary>Not reached, and the target's year has ended with the period shown.</summary>
    public const string Late = "late";
    public const string OnTheWay = "on-the-way";
    public const string NotReported = "not-reported";
    /// <summary>The plan gives no number for this area.</summary>
    public const string NoTarget = "no-target";

    /// <summary>The target of an area. That of the province is nobody else's, unless it holds for each or names its areas one by one.</summary>
    public static double? TargetOf(Indicator indicator, PlanArea area) =>
        area.Level == "province" || indicator.AppliesToEach ? indicator.Target
        : indicator.TargetAreas.Contains(area.Adcode) && indicator.Target == indicator.TargetAreas.Count ? 1
        : null;

    public static string Of(Indicator indicator, double? value, double? target, PlanPeriod period, int planYear)
    {
        if (value is not { } number) return NotReported;
        if (target is not { } wanted) return NoTarget;
        if (indicator.Direction == "down" ? number <= wanted : number >= wanted) return Reached;
        var due = indicator.Year ?? planYear;
        return period.Year > due || (period.Year == due && period.EndMonth == 12) ? Late : OnTheWay;
    }

    /// <summary>How much of the target is reached: 1 is all of it. Null without value or target.</summary>
    public static double? ShareReached(Indicator indicator, double? value, double? target) => (value, target) switch
    {
        ({ } number, > 0 and var wanted) when indicator.Direction == "up" => number / wanted,
        ( > 0 and var number, { } wanted) when indicator.Direction == "down" => wanted / number,
        _ => null,
    };
}

using System.Text.Json.Serialization;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Server.Plan;

/// <summary>The scoreboard: every article with its indicators, for the province or any area.</summary>
public static class PlanApi
{
    public static void MapPlan(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/plan", GetPlanAsync).WithName("getPlan").WithTags("Plan")
            .WithSummary("The action plan's scoreboard: target, value, status of every indicator, by article").ProducesProblem(400).ProducesProblem(404);
        app.MapIndicators();
        app.MapPlanVersions();
        app.MapFigures();
    }

    private static async Task<Results<Ok<Scoreboard>, FileContentHttpResult, EmptyHttpResult>> GetPlanAsync(HttpContext context, PlanReading reading)
    {
        var cancel = context.RequestAborted;
        var query = new PlanQuery(context.Request, "area");
        var moment = await query.MomentAsync(reading, cancel);
        var period = query.Period(moment);
        if (Revalidation.IsFresh(context, $"plan.{moment.Key}.{period.Text}.{query["area"]}", moment.IsPinned)) return TypedResults.Empty;
        var figures = await reading.FiguresAsync(moment, period, cancel);
        var area = FindArea(figures.Areas, query["area"]);
        var trend = await TrendAsync(reading, moment, period, cancel);
        var board = Board(context.Request, figures, trend, area);
        return query.Format == "json" ? TypedResults.Ok(board)
            : await FigureTable.OfAsync(query.Format, $"plan-{period.Text}-v{moment.Version.Number}", "行动方案", Rows(board, query.Language));
    }

    /// <exception cref="ProblemException">There is no such area at that moment.</exception>
    internal static PlanArea FindArea(PlanAreas areas, string? adcode) =>
        (adcode is null ? areas.Province : areas.Find(adcode)) ?? throw ProblemException.NotFound("unknown-area", $"There is no area '{adcode}' in this state of the data.");

    /// <summary>The year ends before the period, oldest first, and the period itself.</summary>
    private static async Task<IReadOnlyList<PeriodFigures>> TrendAsync(PlanReading reading, PlanMoment moment, PlanPeriod period, CancellationToken cancel)
    {
        var trend = new List<PeriodFigures>();
        foreach (var year in moment.Version.Plan.Standard.Years.Where(year => year < period.Year)) trend.Add(await reading.FiguresAsync(moment, PlanPeriod.OfYear(year), cancel));
        trend.Add(await reading.FiguresAsync(moment, period, cancel));
        return trend;
    }

    private static Scoreboard Board(HttpRequest request, PeriodFigures figures, IReadOnlyList<PeriodFigures> trend, PlanArea area)
    {
        var plan = figures.Version.Plan;
        var units = plan.Indicators.Units.ToDictionary(unit => unit.Id, unit => unit.Title);
        var departments = plan.Articles.Departments.ToDictionary(department => department.Id, department => department.Title);
        return new Scoreboard(
            plan.Articles.Plan.Title, plan.Articles.Plan.Year, figures.Version.Number, figures.At, figures.Period.Text,
            PlanQuery.Citation(request, new PlanMoment(figures.Version, figures.At, true), figures.Period), AreaName.Of(area), plan.Standard.Years,
            [.. plan.Articles.Articles.Select(article => new ArticleScore(
                article.Number, plan.Articles.Parts.First(part => part.Id == article.Part).Title, article.Title, [.. article.Leads.Select(lead => departments[lead])],
                [.. plan.Indicators.Indicators.Where(indicator => indicator.Article == article.Number && figures.Indicators[indicator.Id].ByArea.ContainsKey(area.Adcode))
                    .Select(indicator => Line(indicator))]))]);

        ScoreLine Line(Indicator indicator)
        {
            var found = figures.Indicators[indicator.Id];
            var figure = found.ByArea[area.Adcode];
            var target = PlanStatus.TargetOf(indicator, area);
            return new ScoreLine(
                indicator.Id, indicator.Title, units[indicator.Unit], indicator.Kind, indicator.Level, indicator.Direction, indicator.Decimals, target, indicator.About,
                indicator.Year ?? plan.Articles.Plan.Year, [.. indicator.Leads.Select(lead => departments[lead])], indicator.Note, indicator.Layer,
                figure.Value, figure.Missing, PlanStatus.ShareReached(indicator, figure.Value, target), PlanStatus.Of(indicator, figure.Value, target, figures.Period, plan.Articles.Plan.Year),
                found.Synthetic, figure.Reported, figure.Expected, ReportedView.Of(figure.Figure),
                [.. trend.Select(each => each.Indicators[indicator.Id].Value(area.Adcode))],
                area.Level != "province" ? null : [.. figures.Areas.Of("city").Where(city => found.ByArea.ContainsKey(city.Adcode)).Select(city =>
                {
                    var (value, wanted) = (found.ByArea[city.Adcode].Value, PlanStatus.TargetOf(indicator, city));
                    return new CityScore(city.Adcode, value, wanted, PlanStatus.Of(indicator, value, wanted, figures.Period, plan.Articles.Plan.Year));
                })]);
        }
    }

    private static IEnumerable<IEnumerable<object?>> Rows(Scoreboard board, string language)
    {
        yield return language == "en"
            ? ["Article", "Title", "Indicator", "Unit", "Target", "Value", "Share reached", "Status", "Lead departments", "Demonstration data", "Published figure", "Evidence", "Area", "Period", "Version", "State of the data"]
            : (object?[])["条款", "条款名称", "指标", "单位", "目标", "数值", "完成比例", "状态", "牵头部门", "含演示数据", "公布数", "依据", "地区", "时间", "方案版本", "数据状态"];
        foreach (var article in board.Articles)
            foreach (var line in article.Indicators)
                yield return
                [
                    article.Number, article.Title.In(language), line.Title.In(language), line.Unit.In(language), line.Target, line.Value, line.ShareReached, StatusWord(line.Status, language),
                    string.Join(language == "en" ? ", " : "、", line.Leads.Select(lead => lead.In(language))), line.Demonstration, line.Reported?.Value, line.Reported?.Evidence,
                    language == "en" ? board.Area.NameEn : board.Area.Name, board.Period, board.Version, board.At,
                ];
    }

    internal static string StatusWord(string status, string language) => (status, language) switch
    {
        (_, "en") => status.Replace('-', ' '),
        (PlanStatus.Reached, _) => "已完成",
        (PlanStatus.Late, _) => "未完成",
        (PlanStatus.OnTheWay, _) => "推进中",
        (PlanStatus.NotReported, _) => "未填报",
        _ => "无定量目标",
    };
}

/// <param name="At">The last publication that is counted.</param>
/// <param name="Citation">The address of this very answer.</param>
/// <param name="Years">Of the trend; the period shown comes last.</param>
public sealed record Scoreboard(
    Title Title, int Year, long Version, long At, string Period, string Citation, AreaName Area, IReadOnlyList<int> Years, IReadOnlyList<ArticleScore> Articles);

public sealed record ArticleScore(int Number, Title Part, Title Title, IReadOnlyList<Title> Leads, IReadOnlyList<ScoreLine> Indicators);

/// <param name="Missing">Why there is no value: not-published, not-reported, not-computed, nothing-to-count, no-score.</param>
/// <param name="Status">reached, late, on-the-way, not-reported or no-target.</param>
/// <param name="Demonstration">Whether generated features are counted.</param>
/// <param name="ReportedAreas">How many areas below have reported, where figures are added up.</param>
/// <param name="Reported">What was reported or published for this very area.</param>
public sealed record ScoreLine(
    string Id, Title Title, Title Unit, IndicatorKind Kind, string Level, string Direction, int Decimals, double? Target, bool About, int TargetYear, IReadOnlyList<Title> Leads,
    Title? Note, string? Layer, double? Value, string? Missing, double? ShareReached, string Status, bool Demonstration, int? ReportedAreas, int? ExpectedAreas, ReportedView? Reported,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] IReadOnlyList<double?> Trend, IReadOnlyList<CityScore>? Cities);

public sealed record CityScore(string Adcode, double? Value, double? Target, string Status);

public sealed record AreaName(string Adcode, string Level, string Name, string NameEn, string? CityAdcode)
{
    public static AreaName Of(PlanArea area) => new(area.Adcode, area.Level, area.Name, area.NameEn, area.CityAdcode);
}

public sealed record ReportedView(string Period, double Value, string Evidence, string Source, DateTime ReportedAt, long Publication)
{
    public static ReportedView? Of(ReportedFigure? figure) => figure is null ? null
        : new(figure.Period.Text, figure.Value, figure.Evidence, figure.Source, figure.ReportedAt, figure.PublicationId);
}

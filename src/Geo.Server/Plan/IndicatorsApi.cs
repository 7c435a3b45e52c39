using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>One indicator: its definition, what it was made from, its value in every area, and its history.</summary>
public static class IndicatorsApi
{
    private const int LongestHistory = 24;

    public static void MapIndicators(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/indicators", GetIndicatorsAsync).WithName("getIndicators").WithTags("Plan")
            .WithSummary("The definitions of all indicators").ProducesProblem(400).ProducesProblem(404);
        app.MapGet("/api/indicators/{indicatorId}", GetIndicatorAsync).WithName("getIndicator").WithTags("Plan")
            .WithSummary("One indicator: definition, inputs with their versions, values by area").ProducesProblem(400).ProducesProblem(404);
        app.MapGet("/api/indicators/{indicatorId}/history", GetHistoryAsync).WithName("getIndicatorHistory").WithTags("Plan")
            .WithSummary("An indicator's value in an area after each publication of its layer or figures").ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Results<Ok<IndicatorList>, EmptyHttpResult>> GetIndicatorsAsync(HttpContext context, PlanReading reading)
    {
        var query = new PlanQuery(context.Request);
        var moment = await query.MomentAsync(reading, context.RequestAborted);
        if (Revalidation.IsFresh(context, $"indicators.{moment.Version.Number}", moment.IsPinned)) return TypedResults.Empty;
        return TypedResults.Ok(new IndicatorList(moment.Version.Number, moment.Version.Plan.Indicators.Units, moment.Version.Plan.Indicators.Indicators));
    }

    private static async Task<Results<Ok<IndicatorAnswer>, FileContentHttpResult, EmptyHttpResult>> GetIndicatorAsync(HttpContext context, string indicatorId, PlanReading reading, LayerCatalog layers)
    {
        var cancel = context.RequestAborted;
        var query = new PlanQuery(context.Request, "level");
        var moment = await query.MomentAsync(reading, cancel);
        var (indicator, period) = (Find(moment, indicatorId), query.Period(moment));
        var level = query["level"];
        if (level is not (null or "province" or "circle" or "city" or "county")) throw ProblemException.BadRequest("invalid-level", $"'level' must be province, circle, city or county, not '{level}'.");
        if (Revalidation.IsFresh(context, $"{indicatorId}.{moment.Key}.{period.Text}.{level}", moment.IsPinned)) return TypedResults.Empty;
        var figures = await reading.FiguresAsync(moment, period, cancel);
        var versions = await reading.LayersAsync(moment.At, cancel);
        var answer = Answer(context.Request, figures, indicator, level, versions, layers);
        return query.Format == "json" ? TypedResults.Ok(answer)
            : await FigureTable.OfAsync(query.Format, $"{indicator.Id}-{period.Text}-v{moment.Version.Number}", indicator.Id, Rows(answer, query.Language));
    }

    private static async Task<Results<Ok<IndicatorHistory>, EmptyHttpResult>> GetHistoryAsync(HttpContext context, string indicatorId, PlanReading reading, NpgsqlDataSource database)
    {
        var cancel = context.RequestAborted;
        var query = new PlanQuery(context.Request, "area");
        var moment = await query.MomentAsync(reading, cancel);
        var (indicator, period) = (Find(moment, indicatorId), query.Period(moment));
        if (Revalidation.IsFresh(context, $"{indicatorId}.history.{moment.Key}.{period.Text}.{query["area"]}", moment.IsPinned)) return TypedResults.Empty;
        var states = new List<IndicatorState>();
        foreach (var (publication, publishedAt, actor, source) in await PublicationsAsync(database, indicator, moment.At, cancel))
        {
            var figures = await reading.FiguresAsync(moment with { At = publication }, period, cancel);
            var area = query["area"] is { } adcode ? figures.Areas.Find(adcode) : figures.Areas.Province;
            var figure = area is null ? null : figures.Indicators[indicator.Id].ByArea.GetValueOrDefault(area.Adcode);
            states.Add(new IndicatorState(publication, publishedAt, actor, source, figure?.Value, figure?.Missing ?? (area is null ? "unknown-area" : null)));
        }
        return TypedResults.Ok(new IndicatorHistory(indicator.Id, moment.Version.Number, period.Text, states));
    }

    private static async Task<IReadOnlyList<(long Id, DateTime At, string Actor, string Source)>> PublicationsAsync(NpgsqlDataSource database, Indicator indicator, long at, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            select id, published_at, actor, source from (
              select id, published_at, actor, source from geo.publication where layer_id = any($1) and kind <> 'definition'
              union all
              select p.id, p.published_at, p.actor, p.source from geo.figure_publication p
              where exists (select from geo.reported_figure r where r.indicator_id = $2 and p.id in (r.valid_from, r.valid_to))
            ) changes where id <= $3 order by id desc limit $4
            """);
        string[] layers = [.. new[] { indicator.Layer, indicator.Zones }.OfType<string>()];
        foreach (var parameter in (object[])[layers, indicator.Id, at, LongestHistory]) command.Parameters.Add(new() { Value = parameter });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var publications = new List<(long, DateTime, string, string)>();
        while (await rows.ReadAsync(cancel)) publications.Add((rows.GetInt64(0), rows.GetDateTime(1), rows.GetString(2), rows.GetString(3)));
        return publications;
    }

    /// <exception cref="ProblemException">That version of the plan has no such indicator.</exception>
    internal static Indicator Find(PlanMoment moment, string id) => moment.Version.Plan.Find(id)
        ?? throw ProblemException.NotFound("unknown-indicator", $"Version {moment.Version.Number} of the plan has no indicator '{id}'. See /api/indicators.");

    private static IndicatorAnswer Answer(
        HttpRequest request, PeriodFigures figures, Indicator indicator, string? level, IReadOnlyDictionary<string, LayerAt> versions, LayerCatalog layers)
    {
        var plan = figures.Version.Plan;
        var found = figures.Indicators[indicator.Id];
        IEnumerable<string> inputs = indicator.Kind == IndicatorKind.Composite
            ? indicator.Components.Select(part => plan.Find(part.Indicator)!).SelectMany(part => new[] { part.Layer, part.Zones }).OfType<string>()
            : new[] { indicator.Layer, indicator.Zones }.OfType<string>();
        return new IndicatorAnswer(
            indicator, plan.Indicators.Units.First(unit => unit.Id == indicator.Unit).Title,
            [.. indicator.Leads.Select(lead => plan.Articles.Departments.First(department => department.Id == lead).Title)],
            plan.Articles.Articles.First(article => article.Number == indicator.Article).Title,
            figures.Version.Number, figures.At, figures.Period.Text, PlanQuery.Citation(request, new PlanMoment(figures.Version, figures.At, true), figures.Period),
            [.. inputs.Distinct().Select(id => new IndicatorInputView(id, layers.Find(id)?.Definition.Title, versions.GetValueOrDefault(id)?.DataVersion, versions.GetValueOrDefault(id)?.PublishedAt))],
            found.Synthetic,
            [.. figures.Areas.All.Where(area => found.ByArea.ContainsKey(area.Adcode) && (level is null || area.Level == level)).Select(area =>
            {
                var (figure, target) = (found.ByArea[area.Adcode], PlanStatus.TargetOf(indicator, area));
                return new AreaValue(area.Adcode, area.Level, area.Name, area.NameEn, area.CityAdcode, figure.Value, figure.Part, figure.Whole, figure.Missing, target,
                    PlanStatus.Of(indicator, figure.Value, target, figures.Period, plan.Articles.Plan.Year), figure.Reported, figure.Expected, ReportedView.Of(figure.Figure));
            })]);
    }

    private static IEnumerable<IEnumerable<object?>> Rows(IndicatorAnswer answer, string language)
    {
        yield return language == "en"
            ? ["Adcode", "Level", "Area", $"{answer.Definition.Title.En} ({answer.Unit.En})", "Part", "Whole", "Target", "Status", "Published figure", "Evidence", "Period", "Version", "State of the data"]
            : (object?[])["行政区划代码", "级别", "地区", $"{answer.Definition.Title.Zh}（{answer.Unit.Zh}）", "分子", "分母", "目标", "状态", "公布数", "依据", "时间", "方案版本", "数据状态"];
        foreach (var area in answer.Values)
            yield return
            [
                area.Adcode, area.Level, language == "en" ? area.NameEn : area.Name, area.Value, area.Part, area.Whole, area.Target, PlanApi.StatusWord(area.Status, language),
                area.Reported?.Value, area.Reported?.Evidence, answer.Period, answer.Version, answer.At,
            ];
    }
}

public sealed record IndicatorList(long Version, IReadOnlyList<UnitOfMeasure> Units, IReadOnlyList<Indicator> Indicators);

public sealed record IndicatorAnswer(
    Indicator Definition, Title Unit, IReadOnlyList<Title> Leads, Title ArticleTitle, long Version, long At, string Period, string Citation,
    IReadOnlyList<IndicatorInputView> Inputs, bool Demonstration, IReadOnlyList<AreaValue> Values);

/// <summary>A layer that an indicator was made from, in the state that was read.</summary>
public sealed record IndicatorInputView(string Layer, Title? Title, long? DataVersion, DateTime? PublishedAt);

public sealed record AreaValue(
    string Adcode, string Level, string Name, string NameEn, string? CityAdcode, double? Value, double? Part, double? Whole, string? Missing, double? Target, string Status,
    int? ReportedAreas, int? ExpectedAreas, ReportedView? Reported);

public sealed record IndicatorHistory(string Indicator, long Version, string Period, IReadOnlyList<IndicatorState> States);

public sealed record IndicatorState(long Publication, DateTime PublishedAt, string Actor, string Source, double? Value, string? Missing);

using System.Text.Json.Serialization;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Geo.Server.Plan;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Geo.Server.Ratings;

/// <summary>Ratings of cities and counties: stars of our own making, marked so, beside what was published, as what it is.</summary>
public static class RatingsApi
{
    public static void MapRatings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/ratings", GetRatingsAsync).WithName("getRatings").WithTags("Ratings")
            .WithSummary("Scores, stars, ranks and rank intervals of cities or counties, with the year before").ProducesProblem(400).ProducesProblem(404);
        app.MapGet("/api/ratings/statistics", GetStatisticsAsync).WithName("getRatingStatistics").WithTags("Ratings")
            .WithSummary("Clusters (Moran, LISA), inequality (Gini, Theil between and within circles), class breaks").ProducesProblem(400).ProducesProblem(404);
        app.MapGet("/api/ratings/{adcode}", GetRatingAsync).WithName("getRating").WithTags("Ratings")
            .WithSummary("One area's rating down to its indicators, and what is missing to the next star").ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Results<Ok<RatingAnswer>, FileContentHttpResult, EmptyHttpResult>> GetRatingsAsync(HttpContext context, PlanReading reading)
    {
        var cancel = context.RequestAborted;
        var query = new PlanQuery(context.Request, "level");
        var moment = await query.MomentAsync(reading, cancel);
        var (period, level) = (query.Period(moment), LevelOf(query));
        if (Revalidation.IsFresh(context, $"ratings.{moment.Key}.{period.Text}.{level}", moment.IsPinned)) return TypedResults.Empty;
        var now = await reading.FiguresAsync(moment, period, cancel);
        var before = await reading.FiguresAsync(moment, PlanPeriod.OfYear(period.Year - 1), cancel);
        var answer = Answer(context.Request, now, before, level);
        return query.Format == "json" ? TypedResults.Ok(answer)
            : await FigureTable.OfAsync(query.Format, $"ratings-{level}-{period.Text}-v{moment.Version.Number}", "评价", Rows(answer, query.Language));
    }

    private static async Task<Results<Ok<AreaRating>, EmptyHttpResult>> GetRatingAsync(HttpContext context, string adcode, PlanReading reading)
    {
        var cancel = context.RequestAborted;
        var query = new PlanQuery(context.Request);
        var moment = await query.MomentAsync(reading, cancel);
        var period = query.Period(moment);
        if (Revalidation.IsFresh(context, $"rating.{adcode}.{moment.Key}.{period.Text}", moment.IsPinned)) return TypedResults.Empty;
        var figures = await reading.FiguresAsync(moment, period, cancel);
        var row = figures.Ratings.Values.Select(table => table.Find(adcode)).FirstOrDefault(row => row is not null)
            ?? throw ProblemException.NotFound("unknown-area", $"No city or county '{adcode}' is rated in this state of the data.");
        return TypedResults.Ok(RatingBreakdown.Of(context.Request, figures, row));
    }

    private static async Task<Results<Ok<SpatialStatistics>, EmptyHttpResult>> GetStatisticsAsync(HttpContext context, PlanReading reading, NpgsqlDataSource database)
    {
        var cancel = context.RequestAborted;
        var query = new PlanQuery(context.Request, "level", "domain");
        var moment = await query.MomentAsync(reading, cancel);
        var (period, level, domain) = (query.Period(moment), LevelOf(query), query["domain"]);
        var domains = moment.Version.Plan.Standard.Domains;
        var at = domain is null ? -1 : domains.ToList().FindIndex(each => each.Id == domain);
        if (domain is not null && at < 0) throw ProblemException.BadRequest("unknown-domain", $"A domain is one of {string.Join(", ", domains.Select(each => each.Id))}, not '{domain}'.");
        if (Revalidation.IsFresh(context, $"rating-statistics.{moment.Key}.{period.Text}.{level}.{domain}", moment.IsPinned)) return TypedResults.Empty;
        var statistics = await reading.OnceAsync($"rating-statistics:{moment.Key}:{period.Text}:{level}:{domain}", 50_000, async () =>
        {
            var figures = await reading.FiguresAsync(moment, period, CancellationToken.None);
            var table = figures.Ratings[level];
            return SpatialStatistics.Of(figures.Areas, [.. table.Rows.Select(row => row.Area)], [.. table.Rows.Select(row => at < 0 ? row.Score : row.Domains[at])],
                await Neighbours.OfAsync(database, reading, moment.At, level));
        }, cancel);
        return TypedResults.Ok(statistics);
    }

    private static string LevelOf(PlanQuery query) => query["level"] is null or "city" ? "city" : query["level"] == "county" ? "county"
        : throw ProblemException.BadRequest("invalid-level", $"Ratings are of level city or county, not '{query["level"]}'.");

    private static RatingAnswer Answer(HttpRequest request, PeriodFigures now, PeriodFigures before, string level)
    {
        var (plan, table) = (now.Version.Plan, now.Ratings[level]);
        var set = plan.Standard.Sets.First(set => set.Level == level);
        return new RatingAnswer(
            plan.Standard, level, now.Version.Number, now.At, now.Period.Text, PlanQuery.Citation(request, new PlanMoment(now.Version, now.At, true), now.Period),
            Demonstration: true, [.. set.Items.Select(item => item.Indicator).Distinct().Select(id => plan.Find(id)!).Select(indicator => new ItemName(indicator.Id, indicator.Title))],
            [.. table.Rows.Select(row =>
            {
                var old = before.Ratings[level].Find(row.Area.Adcode);
                return new RatedArea(row.Area.Adcode, row.Area.Name, row.Area.NameEn, row.Area.CityAdcode, row.Area.Circle, row.Area.People, row.Score, row.Stars, row.Rank, row.Best, row.Worst,
                    row.Domains, row.Bonus, old?.Score, old?.Stars, old?.Rank, RatingBreakdown.NextStar(plan.Standard, row.Score), [.. plan.Published.Where(rating => rating.Adcode == row.Area.Adcode)]);
            })],
            [.. now.Areas.Of("circle").Select(circle =>
            {
                var rows = table.Rows.Where(row => row.Area.Circle == circle.Adcode).ToList();
                var scored = rows.Where(row => row.Score is not null).ToList();
                return new CircleRating(circle.Adcode, circle.Name, circle.NameEn, rows.Count, scored.Count, scored.Count == 0 ? null : scored.Average(row => row.Score), rows.Count(row => row.Stars >= 3));
            })]);
    }

    private static IEnumerable<IEnumerable<object?>> Rows(RatingAnswer answer, string language)
    {
        var domains = answer.Standard.Domains.Select(domain => (object?)domain.Title.In(language));
        yield return language == "en"
            ? ["Adcode", "Area", "Stars (demonstration)", "Score", "Rank", "Best rank", "Worst rank", .. domains, "Bonus", "Published", "Period", "Version", "State of the data"]
            : (object?[])["行政区划代码", "地区", "星级（演示）", "得分", "排名", "最好排名", "最差排名", .. domains, "加分", "公布情况", "时间", "方案版本", "数据状态"];
        foreach (var area in answer.Areas)
            yield return
            [
                area.Adcode, language == "en" ? area.NameEn : area.Name, area.Stars, area.Score, area.Rank, area.Best, area.Worst, .. area.Domains.Select(score => (object?)score), area.Bonus,
                string.Join("; ", area.Published.Select(rating => $"{rating.Year} {rating.Status} {rating.Stars}★ {rating.Source}")), answer.Period, answer.Version, answer.At,
            ];
    }
}

/// <param name="Demonstration">Stars are made of our own indicators: no awarded list is known.</param>
public sealed record RatingAnswer(
    RatingStandard Standard, string Level, long Version, long At, string Period, string Citation, bool Demonstration,
    IReadOnlyList<ItemName> Items, IReadOnlyList<RatedArea> Areas, IReadOnlyList<CircleRating> Circles);

public sealed record ItemName(string Id, Title Title);

/// <param name="Domains">A score for each domain of the standard, in its order; null where nothing is reported.</param>
public sealed record RatedArea(
    string Adcode, string Name, string NameEn, string? CityAdcode, string? Circle, long? People, double? Score, int? Stars, int? Rank, int? Best, int? Worst,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] IReadOnlyList<double?> Domains, double Bonus,
    double? ScoreBefore, int? StarsBefore, int? RankBefore, NextStar? NextStar, IReadOnlyList<PublishedRating> Published);

/// <param name="Points">How much the score lacks.</param>
public sealed record NextStar(int Stars, double FromScore, double Points);

/// <param name="ThreeStars">Areas with three stars or more.</param>
public sealed record CircleRating(string Adcode, string Name, string NameEn, int Areas, int Scored, double? MeanScore, int ThreeStars);

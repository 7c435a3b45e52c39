using Geo.Core.Statistics;
using Geo.Server.Layers;
using Geo.Server.Plan;

namespace Geo.Server.Ratings;

/// <summary>A score opened: domains, their indicators, and by how much each would have to rise for the next star.</summary>
public static class RatingBreakdown
{
    public static NextStar? NextStar(RatingStandard standard, double? score) =>
        score is { } number && standard.Stars.FirstOrDefault(limit => limit.FromScore > number) is { } next ? new(next.Stars, next.FromScore, next.FromScore - number) : null;

    public static AreaRating Of(HttpRequest request, PeriodFigures figures, RatingRow row)
    {
        var (plan, standard) = (figures.Version.Plan, figures.Version.Plan.Standard);
        var set = standard.Sets.First(set => set.Level == row.Area.Level);
        var next = NextStar(standard, row.Score);
        // Only domains that have a score count, so theirs are the weights that a point is worth.
        var counted = standard.Domains.Where((_, i) => row.Domains[i] is not null).Sum(domain => domain.Weight);
        return new AreaRating(AreaName.Of(row.Area), figures.Version.Number, figures.At, figures.Period.Text,
            PlanQuery.Citation(request, new PlanMoment(figures.Version, figures.At, true), figures.Period), true, row.Score, row.Stars, row.Rank, row.Best, row.Worst, row.Bonus, next,
            [.. standard.Domains.Select((domain, i) => new DomainScore(domain.Id, domain.Title, domain.Weight, row.Domains[i],
                [.. set.Items.Where(item => item.Domain == domain.Id).Select(item => Item(item, domain, row.Domains[i]))]))],
            [.. standard.Bonus.Select(bonus => new BonusScore(bonus.Id, bonus.Title, bonus.Indicator, bonus.Points, figures.Indicators[bonus.Indicator].Value(row.Area.Adcode) >= bonus.AtLeast))],
            [.. plan.Published.Where(rating => rating.Adcode == row.Area.Adcode)]);

        ItemScore Item(RatingItem item, RatingDomain domain, double? domainScore)
        {
            var indicator = plan.Find(item.Indicator)!;
            var figure = figures.Indicators[item.Indicator].ByArea.GetValueOrDefault(row.Area.Adcode);
            var normalised = Evaluation.Normalised(item.Component, [row.Area], figures.Indicators, standard.Capped)[0];
            return new ItemScore(item.Indicator, indicator.Title, plan.Indicators.Units.First(unit => unit.Id == indicator.Unit).Title, item.Per, item.Weight, item.Min, item.Max,
                figure?.Value, Evaluation.PerBase(figure?.Value, item.Per, row.Area), 100 * normalised, figure?.Missing, figures.Indicators[item.Indicator].Synthetic, Needed(item, domain, normalised, domainScore));
        }

        // What this indicator alone would have to be, everything else as it is; null where even its best is not enough.
        double? Needed(RatingItem item, RatingDomain domain, double? normalised, double? domainScore)
        {
            if (next is null || normalised is not { } now || domainScore is null || standard.Aggregation != Aggregation.Additive || counted == 0) return null;
            var weights = set.Items.Where(each => each.Domain == domain.Id && Evaluation.Normalised(each.Component, [row.Area], figures.Indicators, standard.Capped)[0] is not null).Sum(each => each.Weight);
            var wanted = now + next.Points / 100 / (domain.Weight / counted * item.Weight / weights);
            return wanted <= 1 ? item.Min + wanted * (item.Max - item.Min) : null;
        }
    }
}

public sealed record AreaRating(
    AreaName Area, long Version, long At, string Period, string Citation, bool Demonstration, double? Score, int? Stars, int? Rank, int? Best, int? Worst, double Bonus, NextStar? NextStar,
    IReadOnlyList<DomainScore> Domains, IReadOnlyList<BonusScore> BonusItems, IReadOnlyList<PublishedRating> Published);

public sealed record DomainScore(string Id, Title Title, double Weight, double? Score, IReadOnlyList<ItemScore> Items);

/// <param name="Value">The indicator as it is.</param>
/// <param name="Measured">The value by what it is measured against.</param>
/// <param name="Normalised">0 to 100 between the goalposts.</param>
/// <param name="Needed">What <paramref name="Measured"/> would have to be for the next star, all else the same.</param>
public sealed record ItemScore(
    string Indicator, Title Title, Title Unit, string? Per, double Weight, double Min, double Max, double? Value, double? Measured, double? Normalised, string? Missing, bool Demonstration, double? Needed);

public sealed record BonusScore(string Id, Title Title, string Indicator, double Points, bool Earned);

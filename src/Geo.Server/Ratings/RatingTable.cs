using Geo.Core.Statistics;
using Geo.Server.Plan;

namespace Geo.Server.Ratings;

/// <summary>A rating made of our own indicators: demonstration, until the awarded lists are imported.</summary>
/// <param name="Score">0 to 100 with bonus; null where no domain has any value.</param>
/// <param name="Domains">A score for each domain, 0 to 100; null where none of its indicators has a value.</param>
/// <param name="Rank">1 for the best; Best and Worst when domain weights change by 20 % either way.</param>
public sealed record RatingRow(
    PlanArea Area, double? Score, int? Stars, IReadOnlyList<double?> Domains, double Bonus, int? Rank, int? Best, int? Worst);

/// <summary>The ratings of one level. Domains first, then the whole, each by the handbook's weighted mean of what is there.</summary>
public sealed class RatingTable
{
    /// <summary>By how much weights change for the rank intervals.</summary>
    public const double WeightChange = 0.2;

    private readonly Dictionary<string, RatingRow> _byAdcode;

    private RatingTable(string level, IReadOnlyList<RatingRow> rows)
    {
        (Level, Rows) = (level, rows);
        _byAdcode = rows.ToDictionary(row => row.Area.Adcode);
    }

    public string Level { get; }
    public IReadOnlyList<RatingRow> Rows { get; }

    public RatingRow? Find(string adcode) => _byAdcode.GetValueOrDefault(adcode);

    public static RatingTable Of(RatingStandard standard, RatingSet set, PlanAreas areas, IReadOnlyDictionary<string, IndicatorFigures> found)
    {
        List<PlanArea> rows = [.. areas.Of(set.Level)];
        IReadOnlyList<IReadOnlyList<double?>> domains = [.. standard.Domains.Select(domain => DomainScores(standard, set, domain.Id, rows, found))];
        var composite = new CompositeIndicator(domains, standard.Aggregation, standard.Missing);
        double[] weights = [.. standard.Domains.Select(domain => domain.Weight)];
        var scores = composite.Scores(weights);
        var intervals = RankIntervals.Of(composite, weights, WeightChange, draws: 200);
        double[] bonus = [.. rows.Select(area => standard.Bonus.Where(item => found[item.Indicator].Value(area.Adcode) >= item.AtLeast).Sum(item => item.Points))];
        var withBonus = scores.Select((score, i) => score is { } number ? Math.Min(100, 100 * number + bonus[i]) : (double?)null).ToList();
        var ranks = Ranking.Of(withBonus);
        return new RatingTable(set.Level, [.. rows.Select((area, i) => new RatingRow(area, withBonus[i], StarsOf(standard, withBonus[i]),
            [.. domains.Select(domain => 100 * domain[i])], bonus[i], ranks[i], Widest(ranks[i], intervals[i].Best, Math.Min), Widest(ranks[i], intervals[i].Worst, Math.Max)))]);
    }

    /// <summary>The stars of a score; 0 below the first limit, null without a score.</summary>
    public static int? StarsOf(RatingStandard standard, double? score) =>
        score is { } number ? standard.Stars.LastOrDefault(limit => number >= limit.FromScore)?.Stars ?? 0 : null;

    private static IReadOnlyList<double?> DomainScores(
        RatingStandard standard, RatingSet set, string domain, IReadOnlyList<PlanArea> areas, IReadOnlyDictionary<string, IndicatorFigures> found)
    {
        List<RatingItem> items = [.. set.Items.Where(item => item.Domain == domain)];
        return items.Count == 0
            ? [.. areas.Select(_ => (double?)null)]
            : new CompositeIndicator([.. items.Select(item => Evaluation.Normalised(item.Component, areas, found, standard.Capped))], standard.Aggregation, standard.Missing)
                .Scores([.. items.Select(item => item.Weight)]);
    }

    // Bonus points may lift an area beyond what weights alone do.
    private static int? Widest(int? rank, int? met, Func<int, int, int> widest) => rank is { } own && met is { } other ? widest(own, other) : rank;
}

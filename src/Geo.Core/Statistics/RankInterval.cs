namespace Geo.Core.Statistics;

/// <summary>How firm a rank is when weights change.</summary>
/// <param name="Rank">By the weights as given; null, like the others, where the area has no score.</param>
/// <param name="Best">The best rank met.</param>
/// <param name="Worst">The worst rank met.</param>
public readonly record struct RankInterval(int? Rank, int? Best, int? Worst);

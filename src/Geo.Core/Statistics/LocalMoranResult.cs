namespace Geo.Core.Statistics;

/// <summary>Local Moran's I of one area.</summary>
/// <param name="Area">Its position.</param>
/// <param name="I">The statistic, in units of the variance.</param>
/// <param name="Quadrant">Its own value and its neighbours' against the mean.</param>
/// <param name="PseudoP">Pseudo p-values, its own value held and its neighbours' drawn anew.</param>
/// <param name="AdjustedP">The two-sided pseudo p-value after the correction for many areas, if one was asked for.</param>
/// <param name="IsSignificant">Whether <paramref name="AdjustedP"/> is at most the level of significance.</param>
public sealed record LocalMoranArea(int Area, double I, Quadrant Quadrant, PseudoP PseudoP, double AdjustedP, bool IsSignificant)
{
    /// <summary>The cluster or outlier to draw on a map: the quadrant where it is significant, none elsewhere.</summary>
    public Quadrant Cluster => IsSignificant ? Quadrant : Quadrant.None;
}

/// <summary>The outcome of local Moran's test, and who had a part in it.</summary>
/// <param name="Areas">In the order of input, null for areas left out; empty where the statistic is undefined.</param>
/// <param name="Undefined">Why it is; null where it is not.</param>
/// <param name="Missing">Positions of areas left out because their value is missing.</param>
/// <param name="Islands">Positions of areas left out because no neighbour has a value.</param>
public sealed record LocalMoranResult(IReadOnlyList<LocalMoranArea?> Areas, UndefinedReason? Undefined,
    IReadOnlyList<int> Missing, IReadOnlyList<int> Islands);

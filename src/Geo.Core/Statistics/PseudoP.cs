namespace Geo.Core.Statistics;

/// <summary>Pseudo p-values of a permutation test; never below 1 / (permutations + 1).</summary>
/// <param name="Greater">Share of arrangements with a statistic at least as large.</param>
/// <param name="Less">Share of arrangements with a statistic at least as small.</param>
public readonly record struct PseudoP(double Greater, double Less)
{
    /// <summary>The smaller tail, which GeoDa and PySAL report; as a test of either direction it is half of what it should be.</summary>
    public double SmallerTail => Math.Min(Greater, Less);

    /// <summary>Both tails: twice the smaller one, at most 1.</summary>
    public double TwoSided => Math.Min(1, 2 * SmallerTail);
}

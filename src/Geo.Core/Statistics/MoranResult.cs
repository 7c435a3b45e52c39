namespace Geo.Core.Statistics;

/// <summary>Moran's I with what it is judged by.</summary>
/// <param name="I">The statistic; above its expectation neighbours are alike, below it they differ.</param>
/// <param name="Expectation">-1 / (n - 1), whatever the assumption.</param>
/// <param name="VarianceNormality">Were values drawn from a normal distribution.</param>
/// <param name="VarianceRandomisation">Were these values put down in random order.</param>
/// <param name="Permutations">How many random orders were tried.</param>
/// <param name="PermutationMean">Mean of the statistic over them.</param>
/// <param name="PermutationVariance">Variance of the statistic over them.</param>
/// <param name="PseudoP">Pseudo p-values from them.</param>
public sealed record MoranStatistic(double I, double Expectation, double VarianceNormality, double VarianceRandomisation,
    int Permutations, double PermutationMean, double PermutationVariance, PseudoP PseudoP)
{
    // Where everyone neighbours everyone the statistic cannot vary, and its variance is nothing but rounding.
    private const double Rounding = 1e-12;

    /// <summary>Standard deviate under normality; null where the neighbourhood leaves the statistic no variance.</summary>
    public double? ZNormality => Deviate(VarianceNormality);

    /// <summary>Standard deviate under randomisation; null where the neighbourhood leaves the statistic no variance.</summary>
    public double? ZRandomisation => Deviate(VarianceRandomisation);

    private double? Deviate(double variance) => variance > Rounding ? (I - Expectation) / Math.Sqrt(variance) : null;
}

/// <summary>The outcome of Moran's test, and who had a part in it.</summary>
/// <param name="Statistic">Null where it is undefined.</param>
/// <param name="Undefined">Why it is; null where it is not.</param>
/// <param name="Count">n: how many areas have both a value and a neighbour with one.</param>
/// <param name="Missing">Positions of areas left out because their value is missing.</param>
/// <param name="Islands">Positions of areas left out because no neighbour has a value.</param>
public sealed record MoranResult(MoranStatistic? Statistic, UndefinedReason? Undefined, int Count,
    IReadOnlyList<int> Missing, IReadOnlyList<int> Islands);

using Geo.Core.Statistics;

namespace Geo.Core.Tests.Statistics;

public class MoranAgreesWithItsDefinition
{
    private static double[,] Dense(SpatialWeights weights, WeightStyle style)
    {
        var dense = new double[weights.Count, weights.Count];
        for (int i = 0; i < weights.Count; i++)
        {
            foreach (int j in weights.Neighbours(i))
                dense[i, j] = style == WeightStyle.Binary ? 1 : 1.0 / weights.Neighbours(i).Count;
        }
        return dense;
    }

    private static double Naive(double[] values, double[,] weights)
    {
        double mean = values.Average(), sum = 0, total = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < values.Length; j++)
            {
                sum += weights[i, j] * (values[i] - mean) * (values[j] - mean);
                total += weights[i, j];
            }
        }
        return values.Length / total * sum / values.Sum(value => Math.Pow(value - mean, 2));
    }

    /// <summary>PySAL esda, tests/test_moran.py, test_variance: 1 to 9 on three by three squares, binary weights.</summary>
    [Fact]
    public void VariancesArePySals()
    {
        var actual = Moran.Of([1, 2, 3, 4, 5, 6, 7, 8, 9], Lattice.Rook(3, 3), WeightStyle.Binary).Statistic!;
        Assert.Equal(0.059687500000000004, actual.VarianceRandomisation, 1e-14);
        Assert.Equal(0.053125, actual.VarianceNormality, 1e-14);
        Assert.Equal(-0.125, actual.Expectation);
    }

    [Theory]
    [InlineData(WeightStyle.Binary)]
    [InlineData(WeightStyle.RowStandardised)]
    public void IAndItsMomentsAreThoseOfAllOrders(WeightStyle style)
    {
        // Eight areas, not alike in neighbours: every one of the 40,320 orders, by the definition.
        var weights = SpatialWeights.FromNeighbours([[1, 2], [0, 2, 3], [0, 1, 4], [1, 5], [2, 5, 6], [3, 4], [4, 7], [6]]);
        double[] values = [-3, 8, 1.5, 0, 22, 4, 4, -7];
        var dense = Dense(weights, style);
        double[] all = [.. Lattice.Orders(values).Select(order => Naive(order, dense))];
        var actual = Moran.Of([.. values.Select(value => (double?)value)], weights, style, 9999).Statistic!;

        Assert.Equal(Naive(values, dense), actual.I, 1e-13);
        Assert.Equal(all.Average(), actual.Expectation, 1e-12);
        Assert.Equal(all.Average(value => Math.Pow(value - actual.Expectation, 2)), actual.VarianceRandomisation, 1e-12);
        double greater = all.Count(value => value >= actual.I - 1e-12) / (double)all.Length;
        Assert.Equal(greater, actual.PseudoP.Greater, 0.02);
        Assert.Equal(actual.Expectation, actual.PermutationMean, 0.02);
        Assert.Equal(actual.VarianceRandomisation, actual.PermutationVariance, 0.02);
    }

    [Fact]
    public void APatternIsFoundAndItsOppositeToo()
    {
        var weights = Lattice.Rook(8, 8);
        var halves = Moran.Of([.. Enumerable.Range(0, 64).Select(i => (double?)(i < 32 ? 0 : 1))], weights, WeightStyle.Binary).Statistic!;
        var board = Moran.Of([.. Enumerable.Range(0, 64).Select(i => (double?)((i + i / 8) % 2))], weights, WeightStyle.Binary).Statistic!;
        Assert.Equal(1 - 2 * 8 / 112.0, halves.I, 1e-12);
        Assert.Equal(-1, board.I, 1e-12);
        Assert.Equal(0.001, halves.PseudoP.Greater);
        Assert.Equal(0.001, board.PseudoP.Less);
        Assert.Equal(0.002, board.PseudoP.TwoSided);
        Assert.True(halves.ZRandomisation > 8 && board.ZNormality < -8);
    }

    [Fact]
    public void NeitherUnitNorOrderNorMirrorMatters()
    {
        var values = Lattice.Values(30);
        var squares = Lattice.Squares(6, 5);
        var original = Moran.Of(values, ContiguityWeights.FromCoverage(squares, Contiguity.Queen)).Statistic!;
        var scaled = Moran.Of([.. values.Select(value => value * -1e6 + 5e7)], ContiguityWeights.FromCoverage(squares, Contiguity.Queen)).Statistic!;
        var reversed = Moran.Of([.. values.Reverse()], ContiguityWeights.FromCoverage([.. squares.Reverse()], Contiguity.Queen)).Statistic!;
        Assert.Equal(original.I, scaled.I, 1e-12);
        Assert.Equal(original.PseudoP, scaled.PseudoP);
        Assert.Equal(original.I, reversed.I, 1e-12);
        Assert.Equal(original.VarianceRandomisation, reversed.VarianceRandomisation, 1e-12);
    }

    [Fact]
    public void TheSeedDecides()
    {
        var values = Lattice.Values(30);
        Assert.Equal(Moran.Of(values, Lattice.Rook(6, 5), seed: 3).Statistic, Moran.Of(values, Lattice.Rook(6, 5), seed: 3).Statistic);
        Assert.NotEqual(Moran.Of(values, Lattice.Rook(6, 5), seed: 3).Statistic, Moran.Of(values, Lattice.Rook(6, 5), seed: 4).Statistic);
    }
}

using Geo.Core.Statistics;

namespace Geo.Core.Tests.Statistics;

public class LocalMoranFindsClustersAndOutliers
{
    [Fact]
    public void StatisticsAndQuadrantsArePySals()
    {
        var rows = ReferenceTable.Rows("pysal_desmith_local_moran.csv");
        var weights = SpatialWeights.FromNeighbours(
            [.. rows.Select(row => (IReadOnlyList<int>)[.. row["neighbours"].Split(' ').Select(id => int.Parse(id) - 1)])]);
        var actual = LocalMoran.Of([.. rows.Select(row => (double?)row.Number("z"))], weights).Areas;
        Assert.All(rows.Zip(actual), pair =>
        {
            // PySAL divides squared deviations by n - 1, Anselin (1995) and spdep by n.
            Assert.Equal(pair.First.Number("local_i"), pair.Second!.I * 9 / 10, 0.5e-8 + 1e-12);
            Assert.Equal(pair.First.Number("quadrant"), (int)pair.Second.Quadrant);
        });
    }

    [Theory]
    [InlineData(WeightStyle.Binary)]
    [InlineData(WeightStyle.RowStandardised)]
    public void LocalStatisticsAddUpToTheGlobalOne(WeightStyle style)
    {
        var weights = Lattice.Rook(6, 5);
        var values = Lattice.Values(30);
        double s0 = style == WeightStyle.Binary ? Enumerable.Range(0, 30).Sum(i => weights.Neighbours(i).Count) : 30;
        Assert.Equal(Moran.Of(values, weights, style).Statistic!.I * s0, LocalMoran.Of(values, weights, style).Areas.Sum(area => area!.I), 1e-10);
    }

    [Fact]
    public void PseudoPIsTheShareOfAllDraws()
    {
        // A chain's third area has two neighbours: the 5 * 4 ways to draw them, by hand.
        double?[] values = [3, 9, 8, 7, -1, 2];
        var chain = SpatialWeights.FromNeighbours([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]);
        double[] others = [3, 9, 7, -1, 2];
        var sums = Enumerable.Range(0, 5).SelectMany(i => Enumerable.Range(0, 5).Where(j => j != i).Select(j => others[i] + others[j])).ToArray();
        var actual = LocalMoran.Of(values, chain, permutations: 20_000).Areas[2]!;
        Assert.Equal(sums.Count(sum => sum >= 16) / 20.0, actual.PseudoP.Greater, 0.01);
        Assert.Equal(sums.Count(sum => sum <= 16) / 20.0, actual.PseudoP.Less, 0.01);
    }

    [Fact]
    public void AHillIsAClusterAndAPitInItAnOutlier()
    {
        // Twelve by twelve: level ground with a little noise, a hill of five by five, a pit in the middle of the hill.
        double?[] values = [.. Enumerable.Range(0, 144).Select(i => (double?)((i * 37 % 11) / 100.0
            + (i % 12 is >= 2 and <= 6 && i / 12 is >= 2 and <= 6 ? 10 : 0) - (i == 4 * 12 + 4 ? 10 : 0)))];
        var actual = LocalMoran.Of(values, Lattice.Rook(12, 12), controlFalseDiscoveries: true, permutations: 9999).Areas;
        Assert.Equal(Quadrant.HighHigh, actual[2 * 12 + 3]!.Quadrant);
        Assert.Equal(Quadrant.HighHigh, actual[3 * 12 + 3]!.Cluster);
        Assert.Equal(Quadrant.LowHigh, actual[4 * 12 + 4]!.Cluster);
        Assert.Equal(Quadrant.LowLow, actual[11 * 12 + 11]!.Quadrant);
    }

    [Fact]
    public void AValueAtTheMeanHasNoQuadrant()
    {
        var chain = SpatialWeights.FromNeighbours([[1], [0, 2], [1, 3], [2, 4], [3]]);
        var actual = LocalMoran.Of([1, 2, 3, 4, 5], chain).Areas;
        Assert.Equal(Quadrant.None, actual[2]!.Quadrant);
        Assert.Equal(0, actual[2]!.I, 1e-15);
        Assert.Equal(1, actual[2]!.PseudoP.TwoSided);
    }

    [Fact]
    public void UnitAndNegativeValuesDoNotMatter()
    {
        var values = Lattice.Values(30);
        var original = LocalMoran.Of(values, Lattice.Rook(6, 5)).Areas;
        var scaled = LocalMoran.Of([.. values.Select(value => value * 8 - 1000)], Lattice.Rook(6, 5)).Areas;
        Assert.All(original.Zip(scaled), pair =>
        {
            Assert.Equal(pair.First!.I, pair.Second!.I, 1e-10);
            Assert.Equal(pair.First.PseudoP, pair.Second.PseudoP);
        });
    }

    [Fact]
    public void ControlOfFalseDiscoveriesOnlyTakesAway()
    {
        var values = Lattice.Values(100);
        var plain = LocalMoran.Of(values, Lattice.Rook(10, 10)).Areas;
        var controlled = LocalMoran.Of(values, Lattice.Rook(10, 10), controlFalseDiscoveries: true).Areas;
        Assert.All(plain.Zip(controlled), pair => Assert.True(pair.Second!.AdjustedP >= pair.First!.AdjustedP));
        Assert.All(plain, area => Assert.Equal(area!.PseudoP.TwoSided, area.AdjustedP));
    }

    /// <summary>Benjamini and Hochberg (1995), section 3.2: of fifteen p-values the first four stand at 0.05.</summary>
    [Fact]
    public void FalseDiscoveryRateIsTheirs()
    {
        double[] p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000];
        var adjusted = FalseDiscoveryRate.Adjusted(p);
        Assert.Equal(4, adjusted.Count(value => value <= 0.05));
        // By the definition: the least p·m/rank from one's own rank on.
        Assert.All(p.Select((_, i) => Enumerable.Range(i, 15 - i).Min(j => p[j] * 15 / (j + 1))).Zip(adjusted),
            pair => Assert.Equal(pair.First, pair.Second, 1e-15));
        Assert.Empty(FalseDiscoveryRate.Adjusted([]));
        Assert.Throws<ArgumentException>(() => FalseDiscoveryRate.Adjusted([0.5, double.NaN]));
    }
}

using Geo.Core.Statistics;

namespace Geo.Core.Tests.Statistics;

public class NaturalBreaksAreTheBestOfAll
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void NoOtherPartitionDeviatesLess(int classes)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            // Rounded to tens, so that some are equal.
            double?[] values = [.. Lattice.Values(11, seed).Select(value => (double?)Math.Round(value!.Value / 10))];
            double[] sorted = [.. values.Select(value => value!.Value).Order()];
            int possible = Math.Min(classes, sorted.Distinct().Count());
            double least = Partitions(sorted.Length, possible).Min(starts => Deviations(sorted, starts));
            var actual = FisherJenks.Of(values, classes);
            double reached = sorted.GroupBy(value => actual.ClassOf(value)).Sum(group => Squares([.. group]));
            Assert.Equal(possible, actual.Count);
            Assert.Equal(least, reached, 1e-9);
            Assert.DoesNotContain(0, actual.Counts(values));
        }
    }

    [Fact]
    public void SmallGapsBesideLargeValuesAreSeen()
    {
        double?[] values = [1e9, 1e9 + 0.001, 1e9 + 1, 1e9 + 1.001, 1e9 + 5];
        Assert.Equal([1e9 + 0.001, 1e9 + 1.001], FisherJenks.Of(values, 3).Breaks);
    }

    [Fact]
    public void BreaksMoveWithTheirUnit()
    {
        var values = Lattice.Values(60);
        var scaled = FisherJenks.Of([.. values.Select(value => value * 4 - 8)], 5).Breaks;
        Assert.Equal(FisherJenks.Of(values, 5).Breaks.Select(value => value * 4 - 8), scaled);
    }

    [Fact]
    public void FitGrowsWithClassesUpToOne()
    {
        var values = Lattice.Values(30);
        double[] fits = [.. Enumerable.Range(1, 30).Select(k => FisherJenks.Of(values, k).GoodnessOfVarianceFit(values)!.Value)];
        Assert.Equal(0, fits[0], 1e-12);
        Assert.Equal(1, fits[^1], 1e-12);
        Assert.All(fits.Zip(fits.Skip(1)), pair => Assert.True(pair.Second > pair.First));
    }

    /// <summary>Starts of classes after the first, every way there is.</summary>
    private static IEnumerable<int[]> Partitions(int count, int classes, int from = 1) => classes == 1
        ? [[]]
        : Enumerable.Range(from, Math.Max(0, count - from)).SelectMany(start =>
            Partitions(count, classes - 1, start + 1).Select(rest => rest.Prepend(start).ToArray()));

    private static double Deviations(double[] sorted, int[] starts) => starts.Prepend(0).Zip(starts.Append(sorted.Length))
        .Sum(range => Squares(sorted[range.First..range.Second]));

    private static double Squares(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2));
}

using Geo.Core.Statistics;

namespace Geo.Core.Tests.Statistics;

public class ClassBreaksAgreeWithMapclassify
{
    private static readonly double?[] Values = [.. ReferenceTable.Rows("pysal_calempdensity.csv").Select(row => (double?)row.Number("value"))];

    private static void AssertClasses(ClassBreaks actual, double[] upperEnds, int[] counts)
    {
        Assert.Equal(upperEnds.Length, actual.Count);
        Assert.All(actual.Breaks.Zip(upperEnds), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        Assert.Equal(counts, actual.Counts(Values));
    }

    [Fact]
    public void FisherJenks() => AssertClasses(Geo.Core.Statistics.FisherJenks.Of(Values, 5), [75.29, 192.05, 370.5, 722.85, 4111.45], [49, 3, 4, 1, 1]);

    [Fact]
    public void Quantiles() =>
        AssertClasses(Geo.Core.Statistics.Quantiles.Of(Values, 5), [1.464, 5.798, 13.278, 54.616, 4111.45], [12, 11, 12, 11, 12]);

    [Fact]
    public void EqualIntervals() =>
        AssertClasses(Geo.Core.Statistics.EqualIntervals.Of(Values, 5), [822.394, 1644.658, 2466.922, 3289.186, 4111.45], [57, 0, 0, 0, 1]);
}

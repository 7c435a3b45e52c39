using Geo.Core.Radio;

namespace Geo.Core.Tests.Radio;

public class NormalDistributionIsExactInBothTails
{
    public static TheoryData<double, double> Rows()
    {
        var data = new TheoryData<double, double>();
        foreach (var row in ReferenceTable.Rows("normal_distribution.csv"))
            data.Add(row.Number("x"), row.Number("upper_tail"));
        return data;
    }

    [Theory, MemberData(nameof(Rows))]
    public void UpperTailAgrees(double x, double expected)
    {
        double actual = NormalDistribution.UpperTail(x);
        Assert.True(Math.Abs(actual / expected - 1) < 1e-13, $"{actual:R} for {expected:R}");
    }

    [Theory, MemberData(nameof(Rows))]
    public void QuantileIsTheTailsInverse(double x, double tail)
    {
        if (tail is > 1e-300 and < 0.9)
            Assert.Equal(x, -NormalDistribution.Quantile(tail), 1e-13 * Math.Max(1, Math.Abs(x)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void ProbabilitiesWithoutQuantileAreRefused(double probability)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(probability));
        Assert.Contains("between 0 and 1", refusal.Message, StringComparison.Ordinal);
    }
}

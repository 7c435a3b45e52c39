using Geo.Core.Statistics;

namespace Geo.Core.Tests.Statistics;

public class EveryValueHasAClass
{
    public static TheoryData<string> Methods => ["quantile", "equal", "jenks"];

    private static ClassBreaks Classes(string method, IReadOnlyList<double?> values, int classes) => method switch
    {
        "quantile" => Quantiles.Of(values, classes),
        "equal" => EqualIntervals.Of(values, classes),
        _ => FisherJenks.Of(values, classes),
    };

    [Fact]
    public void ABreakBelongsToTheClassBelow()
    {
        var classes = ClassBreaks.Fixed(10, 20);
        Assert.Equal([0, 0, 1, 1, 2, 0], new double?[] { -1e300, 10, 10.1, 20, 1e300, -5 }.Select(value => classes.ClassOf(value)!.Value));
        Assert.Null(classes.ClassOf(null));
        Assert.Equal(1, ClassBreaks.Fixed().Count);
        Assert.Equal([2, 0, 1], classes.Counts([-3, null, 5, null, 99]));
    }

    [Theory, MemberData(nameof(Methods))]
    public void MissingChangesNothing(string method)
    {
        var values = Lattice.Values(40);
        var without = Classes(method, values, 5);
        Assert.Equal(without.Breaks, Classes(method, [null, .. values, null], 5).Breaks);
        Assert.Equal(40, without.Counts([null, .. values]).Sum());
    }

    [Theory, MemberData(nameof(Methods))]
    public void OrderChangesNothing(string method)
    {
        var values = Lattice.Values(40);
        Assert.Equal(Classes(method, values, 5).Breaks, Classes(method, [.. values.Reverse()], 5).Breaks);
    }

    [Theory, MemberData(nameof(Methods))]
    public void AllEqualOrSingleValuesAreOneClass(string method)
    {
        Assert.Empty(Classes(method, [3, 3, null, 3], 5).Breaks);
        Assert.Empty(Classes(method, [-7.5], 5).Breaks);
        Assert.Null(Classes(method, [3, 3], 5).GoodnessOfVarianceFit([3, 3]));
    }

    [Theory, MemberData(nameof(Methods))]
    public void FewValuesLeaveNoClassEmptyButOfEqualWidth(string method)
    {
        double?[] values = [0, 0, 0, 0, 0, 0, 1, 9];
        var counts = Classes(method, values, 6).Counts(values);
        Assert.Equal(8, counts.Sum());
        if (method != "equal")
            Assert.DoesNotContain(0, counts);
    }

    [Theory, MemberData(nameof(Methods))]
    public void WhatIsNoValueIsRefused(string method)
    {
        Assert.Throws<ArgumentException>(() => Classes(method, [1, double.NaN], 3));
        Assert.Throws<ArgumentException>(() => Classes(method, [1, double.PositiveInfinity], 3));
        Assert.Throws<ArgumentException>(() => Classes(method, [null, null], 3));
        Assert.Throws<ArgumentException>(() => Classes(method, [], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Classes(method, [1, 2], 0));
    }

    [Fact]
    public void AValueOnABreakIsNotMovedByRounding()
    {
        for (int classes = 2; classes <= 12; classes++)
        {
            double?[] whole = [.. Enumerable.Range(0, 10 * classes + 1).Select(i => (double?)i)];
            int[] even = [11, .. Enumerable.Repeat(10, classes - 1)];
            Assert.Equal(even, Quantiles.Of(whole, classes).Counts(whole));
            Assert.Equal(even, EqualIntervals.Of(whole, classes).Counts(whole));
            double?[] tied = [0, .. Enumerable.Repeat((double?)0.1, 40), 7];
            Assert.Equal([41, 1], Quantiles.Of(tied, classes).Counts(tied));
        }
    }

    [Fact]
    public void BreaksOutOfOrderAreRefused()
    {
        Assert.Throws<ArgumentException>(() => ClassBreaks.Fixed(2, 1));
        Assert.Throws<ArgumentException>(() => ClassBreaks.Fixed(1, 1));
        Assert.Throws<ArgumentException>(() => ClassBreaks.Fixed(1, double.NaN));
        Assert.Throws<ArgumentException>(() => ClassBreaks.Fixed(1).ClassOf(double.NaN));
    }
}

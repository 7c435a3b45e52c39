using Geo.Core.Statistics;

namespace Geo.Core.Tests.Statistics;

public class InequalityAgreesWithItsDefinition
{
    private static readonly double?[] Values = [.. Lattice.Values(25).Select(value => value + 21)];
    private static readonly double[] People = [.. Lattice.Values(25, 8).Select(value => value!.Value + 30)];
    private static readonly string[] Groups = [.. Enumerable.Range(0, 25).Select(i => "ABCD"[i * i % 4].ToString() + i % 3)];

    /// <summary>Theil's T as an R manual prints it: theil(c(1, 2, 3, 4, 5)) and, weighted, theil(1:3, n = c(1, 2, 3)).</summary>
    [Fact]
    public void TheilIsAsPrinted()
    {
        Assert.Equal(0.1196876, Theil.Of([1, 2, 3, 4, 5])!.Value, 0.5e-7);
        Assert.Equal(0.05699495, Theil.Of([1, 2, 3], [1, 2, 3])!.Value, 0.5e-8);
    }

    [Fact]
    public void GiniIsHalfTheMeanDifferenceOverTheMean()
    {
        double total = People.Sum(), mean = Values.Zip(People).Sum(pair => pair.First!.Value * pair.Second) / total, sum = 0;
        for (int i = 0; i < 25; i++)
        {
            for (int j = 0; j < 25; j++)
                sum += People[i] * People[j] / (total * total) * Math.Abs(Values[i]!.Value - Values[j]!.Value);
        }
        Assert.Equal(sum / (2 * mean), Gini.Of(Values, People)!.Value, 1e-13);
        Assert.Equal(4 / 15.0, Gini.Of([5, 1, 4, 2, 3])!.Value, 1e-15);
    }

    [Fact]
    public void TheilIsShareOfTotalTimesLogarithmOfItsRatioToShareOfPeople()
    {
        double people = People.Sum(), total = Values.Zip(People).Sum(pair => pair.First!.Value * pair.Second);
        double expected = Values.Zip(People).Sum(pair =>
        {
            double share = pair.First!.Value * pair.Second / total;
            return share * Math.Log(share / (pair.Second / people));
        });
        Assert.Equal(expected, Theil.Of(Values, People)!.Value, 1e-13);
    }

    [Fact]
    public void BetweenAndWithinAddUpExactly()
    {
        var parts = Theil.Decompose(Values, Groups, People)!;
        Assert.Equal(parts.Total, parts.Between + parts.Within);
        Assert.Equal(Theil.Of(Values, People)!.Value, parts.Total, 1e-13);
        Assert.Equal(parts.Within, parts.Groups.Sum(group => group.Contribution), 1e-15);
        Assert.Equal(1, parts.Groups.Sum(group => group.PeopleShare), 1e-12);
        Assert.Equal(1, parts.Groups.Sum(group => group.ValueShare), 1e-12);
        foreach (var group in parts.Groups)
        {
            int[] inside = [.. Enumerable.Range(0, 25).Where(i => Groups[i] == group.Group)];
            Assert.Equal(Theil.Of([.. inside.Select(i => Values[i])], [.. inside.Select(i => People[i])])!.Value, group.Theil!.Value, 1e-13);
        }
    }

    [Fact]
    public void OneGroupIsAllWithinAndGroupsOfOneAllBetween()
    {
        var one = Theil.Decompose(Values, [.. Values.Select(_ => "all")], People)!;
        var each = Theil.Decompose(Values, [.. Enumerable.Range(0, 25).Select(i => $"{i}")], People)!;
        Assert.Equal(0, one.Between, 1e-15);
        Assert.Equal(0, each.Within, 1e-30);
        Assert.Equal(one.Total, each.Total, 1e-13);
    }

    [Fact]
    public void LimitsAreEqualityAndAllInOneHand()
    {
        Assert.Equal(0, Gini.Of([0.1, 0.1, 0.1]));
        Assert.Equal(0, Theil.Of([0.1, 0.1, 0.1])!.Value, 1e-30);
        Assert.Equal(0.75, Gini.Of([0, 0, 0, 40])!.Value, 1e-15);
        Assert.Equal(Math.Log(4), Theil.Of([0, 0, 0, 40])!.Value, 1e-14);
        Assert.Equal(0, Gini.Of([7]));
        Assert.Equal(0, Theil.Of([7]));
    }

    [Fact]
    public void UnitMissingAndCopiesDoNotMatter()
    {
        foreach (var index in new Func<IReadOnlyList<double?>, IReadOnlyList<double>?, double?>[] { Gini.Of, Theil.Of })
        {
            double expected = index(Values, People)!.Value;
            Assert.Equal(expected, index([.. Values.Select(value => value * 1000)], [.. People.Select(weight => weight / 7)])!.Value, 1e-13);
            Assert.Equal(expected, index([null, .. Values], [500, .. People])!.Value, 1e-13);
            Assert.Equal(expected, index([.. Values, .. Values], [.. People, .. People])!.Value, 1e-13);
            Assert.Equal(index([2, 2, 2, 9], null)!.Value, index([2, 9, 4], [3, 1, 0])!.Value, 1e-13);
            Assert.NotEqual(index([1, 2, null], null), index([1, 2, 0], null));
        }
    }

    [Fact]
    public void GivingFromRichToPoorLessensBoth()
    {
        Assert.True(Gini.Of([1, 4, 9]) > Gini.Of([2, 4, 8]));
        Assert.True(Theil.Of([1, 4, 9]) > Theil.Of([2, 4, 8]));
    }

    [Fact]
    public void AGroupOfZerosHasNoInequalityOfItsOwn()
    {
        var parts = Theil.Decompose([0, 0, 1, 3], ["a", "a", "b", "b"])!;
        Assert.Null(parts.Groups[0].Theil);
        Assert.Equal(Theil.Of([0, 0, 1, 3])!.Value, parts.Total, 1e-14);
    }

    [Fact]
    public void WithoutATotalNothingIsSaid()
    {
        Assert.Null(Gini.Of([0, 0]));
        Assert.Null(Theil.Of([null, null]));
        Assert.Null(Theil.Decompose([], []));
        Assert.Null(Gini.Of([1, 2], [0, 0]));
    }

    [Fact]
    public void WhatCannotBeSharedIsRefused()
    {
        Assert.Throws<ArgumentException>(() => Gini.Of([1, -1]));
        Assert.Throws<ArgumentException>(() => Theil.Of([1, -1]));
        Assert.Throws<ArgumentException>(() => Gini.Of([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => Theil.Of([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => Theil.Of([1, 2], [1, -1]));
        Assert.Throws<ArgumentException>(() => Theil.Decompose([1, 2], ["a"]));
        Assert.Throws<ArgumentException>(() => Theil.Decompose([1, 2], ["a", ""]));
    }
}

namespace Geo.Core.Statistics;

/// <summary>One group's part in Theil's index.</summary>
/// <param name="Group">Its key.</param>
/// <param name="PeopleShare">Its share of the weights, 0 to 1.</param>
/// <param name="ValueShare">Its share of the total, 0 to 1.</param>
/// <param name="Theil">Inequality inside it; null where its values are all zero.</param>
public sealed record TheilGroup(string Group, double PeopleShare, double ValueShare, double? Theil)
{
    /// <summary>What it adds to inequality within groups.</summary>
    public double Contribution => ValueShare * (Theil ?? 0);
}

/// <summary>Theil's index parted into inequality between groups and within them.</summary>
/// <param name="Between">Were everyone's value the mean of the group.</param>
/// <param name="Groups">The groups that have a value, in the order of their keys.</param>
public sealed record TheilDecomposition(double Between, IReadOnlyList<TheilGroup> Groups)
{
    /// <summary>The groups' own inequality, each weighted by its share of the total.</summary>
    public double Within => Groups.Sum(group => group.Contribution);

    /// <summary>The index of all: exactly <see cref="Between"/> and <see cref="Within"/> added up.</summary>
    public double Total => Between + Within;
}

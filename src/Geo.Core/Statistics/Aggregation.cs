namespace Geo.Core.Statistics;

/// <summary>How normalised indicators become one, in the words of the OECD and JRC handbook (2008), step 6.</summary>
public enum Aggregation
{
    /// <summary>Weighted arithmetic mean: a weakness is made good by an equal strength.</summary>
    Additive,

    /// <summary>Weighted geometric mean: a weakness costs the more the greater it is. Indicators are at least 0, and 0 gives 0.</summary>
    Geometric,
}

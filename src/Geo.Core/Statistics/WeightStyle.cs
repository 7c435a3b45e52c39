namespace Geo.Core.Statistics;

/// <summary>What a neighbour weighs.</summary>
public enum WeightStyle
{
    /// <summary>1 each, so that areas with many neighbours count for more.</summary>
    Binary,

    /// <summary>An equal share each of 1: an area is compared with the mean of its neighbours.</summary>
    RowStandardised,
}

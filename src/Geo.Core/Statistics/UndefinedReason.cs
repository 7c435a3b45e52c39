namespace Geo.Core.Statistics;

/// <summary>Why sound values have no statistic of neighbourhood.</summary>
public enum UndefinedReason
{
    /// <summary>Fewer than four areas have both a value and a neighbour with a value.</summary>
    TooFewAreas,

    /// <summary>All values are equal: there is nothing that could be similar or different.</summary>
    AllEqual,
}

namespace Geo.Core.Statistics;

/// <summary>Where an area stands in Moran's scatter plot: its own value, then its neighbours', against the mean.</summary>
public enum Quadrant
{
    /// <summary>Its own value or its neighbours' is the mean itself.</summary>
    None,

    /// <summary>High among high.</summary>
    HighHigh,

    /// <summary>Low among high.</summary>
    LowHigh,

    /// <summary>Low among low.</summary>
    LowLow,

    /// <summary>High among low.</summary>
    HighLow,
}

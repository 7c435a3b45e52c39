namespace Geo.Core.Statistics;

/// <summary>Which way an indicator speaks for an area.</summary>
public enum Direction
{
    /// <summary>More is better.</summary>
    HigherIsBetter,

    /// <summary>Less is better.</summary>
    LowerIsBetter,
}

namespace Geo.Core.Statistics;

/// <summary>What becomes of an area that lacks an indicator; a missing one never counts as zero.</summary>
public enum MissingRule
{
    /// <summary>It has no score.</summary>
    NoScore,

    /// <summary>Its score comes from the indicators it has, their weights scaled up to 1 ("available case").</summary>
    RescaleWeights,
}

using Geo.Core.Radio;

namespace Geo.Core.Coverage;

/// <summary>The assumptions that coverage is computed under; every figure made of it should be shown with them.</summary>
public sealed record CoverageSettings
{
    /// <summary>How levels are kept.</summary>
    public LevelScale Scale { get; init; } = new();

    /// <summary>The level from which a site counts as covering a cell, dBm, on the scale.</summary>
    public double ThresholdDbm { get; init; } = -105;

    /// <summary>The probability with which a level is exceeded: 0.9 makes it RSRP90.</summary>
    public double Probability { get; init; } = 0.9;

    /// <summary>
    /// Places along a cell's side that a site may stand at. A site is moved to the middle of its place, so that sites alike
    /// share a template: by at most cell / (2 × places), 6.25 m along each axis of a cell of 50 m, which is about what
    /// coordinates of sites are good for.
    /// </summary>
    public int PlacesPerCell { get; init; } = DefaultPlacesPerCell;

    /// <summary>Whether the best server of every cell is kept: two bytes a cell more.</summary>
    public bool KeepsServers { get; init; } = true;

    /// <summary>Whether it is counted how many sites cover each cell: one byte a cell more.</summary>
    public bool KeepsDepth { get; init; } = true;

    /// <summary>The default of <see cref="PlacesPerCell"/>.</summary>
    public const int DefaultPlacesPerCell = 4;

    /// <summary>Refuses settings that mean nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public void ThrowIfInvalid()
    {
        Scale.ThresholdCode(ThresholdDbm);
        NormalDistribution.ProbabilityLimits.ThrowIfOutside(Probability);
        if (PlacesPerCell is < 1 or > 16)
            throw new ArgumentOutOfRangeException(nameof(PlacesPerCell), PlacesPerCell, "Places along a cell's side must be 1 to 16.");
    }
}

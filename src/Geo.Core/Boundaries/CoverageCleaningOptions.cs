namespace Geo.Core.Boundaries;

/// <summary>What <see cref="CoverageCleaner"/> takes for a fault, and how far it may go in mending it.</summary>
public sealed record CoverageCleaningOptions
{
    /// <summary>Fewest grid lines per degree accepted.</summary>
    public const double MinGridPerDegree = 1024;

    /// <summary>Most grid lines per degree accepted: 0.1 nm, still within a double's 53 bits at 360°.</summary>
    public const double MaxGridPerDegree = 1L << 40;

    /// <summary>Widest gap that may be asked to be filled, metres.</summary>
    public const double MaxMaxGapWidthM = 5000;

    /// <summary>
    /// Grid lines per degree to which crossings are rounded. The default, 2^20 (0.1 m), is a power of two so that
    /// vertices published on a coarser binary grid (1/1024°) stay exactly where they are.
    /// </summary>
    public double GridPerDegree { get; init; } = 1 << 20;

    /// <summary>
    /// A gap is filled when its mean width, twice its area over its perimeter, is at most this many metres. The default
    /// is one and a half cells of a 1/1024° grid; what is wider is taken for a real hole (another province's enclave,
    /// a lagoon) and stays open. The same width tells a stray fragment from a real exclave.
    /// </summary>
    public double MaxGapWidthM { get; init; } = 150;

    /// <summary>
    /// A gap between two areas that opens to the outside is closed where it is at most this many metres across; 0 closes
    /// none. The default is a third of a 1/1024° cell: any wider, and the notches that coasts and provincial borders
    /// really have where two counties meet would be filled.
    /// </summary>
    public double MaxFissureWidthM { get; init; } = 30;

    /// <summary>Largest share of its area that an area may win or lose by the cleaning; beyond it the cleaning is refused.</summary>
    public double MaxAreaChangeShare { get; init; } = 0.01;

    /// <summary>Refuses settings outside their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting lies outside its range.</exception>
    public void ThrowIfOutOfRange()
    {
        if (!(GridPerDegree is >= MinGridPerDegree and <= MaxGridPerDegree))
        {
            throw new ArgumentOutOfRangeException(
                nameof(GridPerDegree), GridPerDegree, $"Grid lines per degree must be {MinGridPerDegree} to {MaxGridPerDegree}.");
        }
        if (!(MaxGapWidthM is >= 0 and <= MaxMaxGapWidthM))
            throw new ArgumentOutOfRangeException(nameof(MaxGapWidthM), MaxGapWidthM, $"The gap's width must be 0 to {MaxMaxGapWidthM} m.");
        if (!(MaxFissureWidthM is >= 0 && MaxFissureWidthM <= MaxGapWidthM))
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaxFissureWidthM), MaxFissureWidthM, $"The open gap's width must be 0 to the enclosed gap's, {MaxGapWidthM} m.");
        }
        if (!(MaxAreaChangeShare is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(MaxAreaChangeShare), MaxAreaChangeShare, "The share must be 0 to 1.");
    }
}

namespace Geo.Core.Coverage;

/// <summary>
/// A layer whose coverage is a stated radius: within it the strongest code, beyond it none. On cells it is true to its area:
/// as many as its area holds, those whose centres are nearest. "Every centre within the radius" would be off by up to 0.7 %
/// for a radius of 20 cells, because centres of a lattice come in rings that a circle takes or leaves whole.
/// </summary>
public sealed class DiscFootprint : Footprint, IEquatable<DiscFootprint>
{
    /// <summary>A disc.</summary>
    /// <param name="radiusM">Radius, metres, at least 0; its edge belongs to it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative or not finite.</exception>
    public DiscFootprint(double radiusM)
    {
        if (!(radiusM >= 0 && double.IsFinite(radiusM)))
            throw new ArgumentOutOfRangeException(nameof(radiusM), radiusM, "The radius must be at least 0 m.");
        RadiusM = radiusM;
    }

    /// <summary>Radius, metres.</summary>
    public double RadiusM { get; }

    /// <inheritdoc/>
    public override double ReachM(CoverageSettings settings) => RadiusM;

    /// <inheritdoc/>
    public override Func<double, double, byte> Codes(CoverageSettings settings) =>
        (eastM, northM) => eastM * eastM + northM * northM <= RadiusM * RadiusM ? byte.MaxValue : (byte)0;

    /// <inheritdoc/>
    public override Func<double, double, byte> CodesOfCells(CoverageSettings settings, double cellM, double eastM, double northM)
    {
        int count = (int)Math.Round(Math.PI * RadiusM * RadiusM / (cellM * cellM)), reach = (int)Math.Ceiling(RadiusM / cellM) + 1;
        if (count == 0)
            return (_, _) => 0;
        var cells = new List<(long Squared, long North, long East)>((2 * reach + 1) * (2 * reach + 1));
        for (int row = -reach; row <= reach; row++)
            for (int column = -reach; column <= reach; column++)
                cells.Add(Rank(column * cellM - eastM, -row * cellM - northM));
        cells.Sort();
        var last = cells[Math.Min(count, cells.Count) - 1];
        return (east, north) => Rank(east, north).CompareTo(last) <= 0 ? byte.MaxValue : (byte)0;
    }

    /// <summary>Nearer centres first, in tenths of a millimetre, so that rounding cannot turn two about; of equally near ones the southern, then the western.</summary>
    private static (long Squared, long North, long East) Rank(double eastM, double northM)
    {
        long east = (long)Math.Round(eastM * 1e4), north = (long)Math.Round(northM * 1e4);
        return (east * east + north * north, north, east);
    }

    /// <inheritdoc/>
    public bool Equals(DiscFootprint? other) => other is not null && RadiusM == other.RadiusM;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DiscFootprint);

    /// <inheritdoc/>
    public override int GetHashCode() => RadiusM.GetHashCode();
}

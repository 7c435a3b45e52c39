namespace Geo.Core.Coverage;

/// <summary>A layer whose coverage is a stated radius: within it the strongest code, beyond it none.</summary>
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
    public bool Equals(DiscFootprint? other) => other is not null && RadiusM == other.RadiusM;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DiscFootprint);

    /// <inheritdoc/>
    public override int GetHashCode() => RadiusM.GetHashCode();
}

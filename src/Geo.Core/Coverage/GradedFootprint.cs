namespace Geo.Core.Coverage;

/// <summary>
/// What grows evenly with the distance from a site (the way to a charger, the round trip to a data centre), as a code:
/// 255 for the first step of it, one less for each further one, 0 beyond the last. The strongest code of a cell is then
/// that of its nearest site, and "within so much" is "at least the code of so much".
/// </summary>
public sealed class GradedFootprint : Footprint, IEquatable<GradedFootprint>
{
    private readonly double _atSite, _perM, _step;

    /// <summary>A footprint.</summary>
    /// <param name="atSite">The quantity at the site itself, at least 0.</param>
    /// <param name="perM">How much it grows by metre, above 0.</param>
    /// <param name="step">Width of a code, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or so small a step that no code is left.</exception>
    public GradedFootprint(double atSite, double perM, double step)
    {
        if (!(atSite >= 0 && perM > 0 && step > 0 && double.IsFinite(perM) && atSite < 255 * step))
            throw new ArgumentOutOfRangeException(nameof(step), (atSite, perM, step), "The quantity must grow from at least 0, and 255 steps must reach beyond the site.");
        (_atSite, _perM, _step) = (atSite, perM, step);
    }

    /// <summary>The code of a quantity.</summary>
    /// <param name="value">The quantity, at least 0.</param>
    /// <param name="step">Width of a code.</param>
    /// <returns>255 down to 1, 0 beyond 255 steps.</returns>
    public static byte CodeOf(double value, double step)
    {
        double steps = Math.Max(1, Math.Ceiling(value / step - 1e-9));
        return steps > 255 ? (byte)0 : (byte)(256 - steps);
    }

    /// <summary>What a code stands for: the end of its step.</summary>
    /// <param name="code">Code.</param>
    /// <param name="step">Width of a code.</param>
    /// <returns>The quantity; none for 0.</returns>
    public static double? ValueOf(byte code, double step) => code == 0 ? null : (256 - code) * step;

    /// <inheritdoc/>
    public override double ReachM(CoverageSettings settings) => (255 * _step - _atSite) / _perM;

    /// <inheritdoc/>
    public override Func<double, double, byte> Codes(CoverageSettings settings) =>
        (eastM, northM) => CodeOf(_atSite + _perM * Math.Sqrt(eastM * eastM + northM * northM), _step);

    /// <inheritdoc/>
    public bool Equals(GradedFootprint? other) => other is not null && (_atSite, _perM, _step) == (other._atSite, other._perM, other._step);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GradedFootprint);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_atSite, _perM, _step);
}

namespace Geo.Core.Crs;

/// <summary>
/// The four parameters between two planes of one central meridian (CH/T 2014, two-dimensional four-parameter model), from
/// the old datum's to CGCS2000's:
/// N₂ = dN + (1 + m)(N₁ cos α - E₁ sin α), E₂ = dE + (1 + m)(N₁ sin α + E₁ cos α).
/// Eastings are without zone number, as such parameters are always computed: 39 million metres of it, rotated, would be noise.
/// </summary>
public sealed record PlaneShift : DatumShift
{
    /// <summary>Largest translation accepted, metres: with a rotation about the far origin it may be large.</summary>
    public const double MaxAbsTranslationM = 10_000;

    /// <summary>Largest rotation accepted, seconds of arc.</summary>
    public const double MaxAbsRotationArcsec = 600;

    private readonly double _cos;
    private readonly double _sin;

    /// <summary>A shift by its four parameters.</summary>
    /// <param name="dNorthM">Translation of the northing (the survey's ΔX), metres.</param>
    /// <param name="dEastM">Translation of the easting (the survey's ΔY), metres.</param>
    /// <param name="rotationArcsec">Rotation α from north towards east, seconds of arc.</param>
    /// <param name="scalePpm">Scale difference m, parts per million.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is beyond its limit or not a number.</exception>
    public PlaneShift(double dNorthM, double dEastM, double rotationArcsec, double scalePpm)
    {
        DNorthM = Within(dNorthM, MaxAbsTranslationM, nameof(dNorthM), "m");
        DEastM = Within(dEastM, MaxAbsTranslationM, nameof(dEastM), "m");
        RotationArcsec = Within(rotationArcsec, MaxAbsRotationArcsec, nameof(rotationArcsec), "arcsec");
        ScalePpm = Within(scalePpm, MaxAbsScalePpm, nameof(scalePpm), "ppm");
        var (sin, cos) = Math.SinCos(rotationArcsec / ArcsecPerRad);
        (_sin, _cos) = (sin * (1 + scalePpm * 1e-6), cos * (1 + scalePpm * 1e-6));
    }

    /// <summary>Translation of the northing, metres.</summary>
    public double DNorthM { get; }

    /// <summary>Translation of the easting, metres.</summary>
    public double DEastM { get; }

    /// <summary>Rotation from north towards east, seconds of arc.</summary>
    public double RotationArcsec { get; }

    /// <summary>Scale difference, parts per million.</summary>
    public double ScalePpm { get; }

    /// <summary>From the old plane to CGCS2000's.</summary>
    /// <param name="point">Old easting without zone number and northing, metres.</param>
    /// <returns>CGCS2000 easting and northing, metres.</returns>
    public PlanePoint Apply(PlanePoint point) => new(
        DEastM + _sin * point.NorthingM + _cos * point.EastingM,
        DNorthM + _cos * point.NorthingM - _sin * point.EastingM);

    /// <summary>From CGCS2000's plane to the old one, exactly.</summary>
    /// <param name="point">CGCS2000 easting without zone number and northing, metres.</param>
    /// <returns>Old easting and northing, metres.</returns>
    public PlanePoint Undo(PlanePoint point)
    {
        double north = point.NorthingM - DNorthM, east = point.EastingM - DEastM, norm = _cos * _cos + _sin * _sin;
        return new PlanePoint((_cos * east - _sin * north) / norm, (_cos * north + _sin * east) / norm);
    }
}

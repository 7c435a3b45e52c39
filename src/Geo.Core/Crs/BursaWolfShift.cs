namespace Geo.Core.Crs;

/// <summary>What turns in a seven-parameter shift. The two conventions differ in the signs of the rotations, so one must be named.</summary>
public enum RotationConvention
{
    /// <summary>The axes turn (EPSG method 9607): China's Bursa model, CH/T 2014.</summary>
    CoordinateFrame,

    /// <summary>The position turns (EPSG method 9606): PROJ's +towgs84, WKT's TOWGS84.</summary>
    PositionVector,
}

/// <summary>
/// The seven parameters of Bursa and Wolf between two datums, from the old one to CGCS2000, at ellipsoidal height 0: a height
/// of 2 km, neglected, moves a position by about 1 cm per 1" of rotation.
/// </summary>
public sealed record BursaWolfShift : DatumShift
{
    /// <summary>Largest translation accepted, metres; fitted over one city, translations and rotations stand in for each other.</summary>
    public const double MaxAbsTranslationM = 10_000;

    /// <summary>Largest rotation accepted, seconds of arc: the formula is for small angles.</summary>
    public const double MaxAbsRotationArcsec = 60;

    /// <summary>The inverse stops when a step is shorter than this: a tenth of a micrometre.</summary>
    private const double StepToleranceDeg = 1e-12;
    private const int MaxSteps = 6;

    private readonly double _rx;
    private readonly double _ry;
    private readonly double _rz;

    /// <summary>A shift by its seven parameters.</summary>
    /// <param name="dxM">Translation along X, metres.</param>
    /// <param name="dyM">Translation along Y, metres.</param>
    /// <param name="dzM">Translation along Z, metres.</param>
    /// <param name="rxArcsec">Rotation about X, seconds of arc.</param>
    /// <param name="ryArcsec">Rotation about Y, seconds of arc.</param>
    /// <param name="rzArcsec">Rotation about Z, seconds of arc.</param>
    /// <param name="scalePpm">Scale difference, parts per million.</param>
    /// <param name="convention">What the rotations turn.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is beyond its limit or not a number.</exception>
    public BursaWolfShift(
        double dxM, double dyM, double dzM, double rxArcsec, double ryArcsec, double rzArcsec, double scalePpm, RotationConvention convention)
    {
        DxM = Within(dxM, MaxAbsTranslationM, nameof(dxM), "m");
        DyM = Within(dyM, MaxAbsTranslationM, nameof(dyM), "m");
        DzM = Within(dzM, MaxAbsTranslationM, nameof(dzM), "m");
        RxArcsec = Within(rxArcsec, MaxAbsRotationArcsec, nameof(rxArcsec), "arcsec");
        RyArcsec = Within(ryArcsec, MaxAbsRotationArcsec, nameof(ryArcsec), "arcsec");
        RzArcsec = Within(rzArcsec, MaxAbsRotationArcsec, nameof(rzArcsec), "arcsec");
        ScalePpm = Within(scalePpm, MaxAbsScalePpm, nameof(scalePpm), "ppm");
        Convention = convention;
        double sign = convention == RotationConvention.CoordinateFrame ? 1 : -1;
        (_rx, _ry, _rz) = (sign * rxArcsec / ArcsecPerRad, sign * ryArcsec / ArcsecPerRad, sign * rzArcsec / ArcsecPerRad);
    }

    /// <summary>Translation along X, metres.</summary>
    public double DxM { get; }

    /// <summary>Translation along Y, metres.</summary>
    public double DyM { get; }

    /// <summary>Translation along Z, metres.</summary>
    public double DzM { get; }

    /// <summary>Rotation about X, seconds of arc.</summary>
    public double RxArcsec { get; }

    /// <summary>Rotation about Y, seconds of arc.</summary>
    public double RyArcsec { get; }

    /// <summary>Rotation about Z, seconds of arc.</summary>
    public double RzArcsec { get; }

    /// <summary>Scale difference, parts per million.</summary>
    public double ScalePpm { get; }

    /// <summary>What the rotations turn.</summary>
    public RotationConvention Convention { get; }

    /// <summary>From the old datum to CGCS2000.</summary>
    /// <param name="position">Longitude and latitude on the old datum, degrees.</param>
    /// <param name="from">The old datum's ellipsoid.</param>
    /// <returns>CGCS2000, degrees.</returns>
    public LonLat Apply(LonLat position, Ellipsoid from)
    {
        var p = Geocentric.From(position, from);
        double scale = 1 + ScalePpm * 1e-6;   // EPSG guidance note 7-2, section 4.2.4: the scale multiplies the rotated vector.
        return new Geocentric(
            DxM + scale * (p.XM + _rz * p.YM - _ry * p.ZM),
            DyM + scale * (p.YM - _rz * p.XM + _rx * p.ZM),
            DzM + scale * (p.ZM + _ry * p.XM - _rx * p.YM)).ToLonLat(Ellipsoid.Cgcs2000);
    }

    /// <summary>From CGCS2000 to the old datum: the position that <see cref="Apply"/> brings back within a micrometre.</summary>
    /// <param name="position">CGCS2000, degrees.</param>
    /// <param name="to">The old datum's ellipsoid.</param>
    /// <returns>Longitude and latitude on the old datum, degrees.</returns>
    public LonLat Undo(LonLat position, Ellipsoid to)
    {
        var old = position;
        for (int step = 0; step < MaxSteps; step++)
        {
            var image = Apply(old, to);
            double lonStepDeg = position.LonDeg - image.LonDeg, latStepDeg = position.LatDeg - image.LatDeg;
            old = new LonLat(old.LonDeg + lonStepDeg, old.LatDeg + latStepDeg);
            if (Math.Abs(lonStepDeg) < StepToleranceDeg && Math.Abs(latStepDeg) < StepToleranceDeg)
                break;
        }
        return old;
    }
}

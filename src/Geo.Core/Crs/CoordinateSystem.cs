namespace Geo.Core.Crs;

/// <summary>
/// A coordinate system in which data are handed in or asked for: its two values, their ranges, and the way to CGCS2000
/// longitude and latitude and back. x is always east or longitude, y north or latitude, whatever a table calls them.
/// </summary>
public abstract class CoordinateSystem : IEquatable<CoordinateSystem>
{
    /// <summary>
    /// Longest move, metres, that a city's shift may make. Beijing 1954 and Xi'an 1980 lie within 200 m of CGCS2000
    /// all over China, so parameters that move further have a sign, a unit or a direction wrong.
    /// </summary>
    public const double MaxDatumShiftM = 1000;

    private protected CoordinateSystem(
        string code, string nameZh, string nameEn, GeodeticDatum datum, CoordinateRange xRange, CoordinateRange yRange, DatumShift? shift = null)
    {
        (Code, NameZh, NameEn, Datum, XRange, YRange, Shift) = (code, nameZh, nameEn, datum, xRange, yRange, shift);
    }

    /// <summary>The code by which <see cref="CoordinateSystems.Find"/> finds it: "EPSG:4547", "GCJ-02", "GK:CM=118.5,FE=500000".</summary>
    public string Code { get; }

    /// <summary>Name, Chinese.</summary>
    public string NameZh { get; }

    /// <summary>Name, English.</summary>
    public string NameEn { get; }

    /// <summary>The datum it is surveyed on; CGCS2000 for GCJ-02 and BD-09, which are shifts laid over it.</summary>
    public GeodeticDatum Datum { get; }

    /// <summary>Range of x: longitude in degrees, or easting in metres.</summary>
    public CoordinateRange XRange { get; }

    /// <summary>Range of y: latitude in degrees, or northing in metres.</summary>
    public CoordinateRange YRange { get; }

    /// <summary>The city's own shift to CGCS2000, once given.</summary>
    public DatumShift? Shift { get; }

    /// <summary>True for longitude and latitude, false for eastings and northings.</summary>
    public abstract bool IsGeographic { get; }

    /// <summary>True for Beijing 1954 and Xi'an 1980 until <see cref="WithDatumShift"/> has given the city's parameters.</summary>
    public bool NeedsDatumShift => Datum.NeedsShift && Shift is null;

    /// <summary>To CGCS2000.</summary>
    /// <param name="x">Longitude, degrees, or easting, metres; within <see cref="XRange"/>.</param>
    /// <param name="y">Latitude, degrees, or northing, metres; within <see cref="YRange"/>.</param>
    /// <returns>CGCS2000, degrees.</returns>
    /// <exception cref="DatumShiftRequiredException">The system needs the city's own shift and has none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public LonLat ToCgcs2000(double x, double y)
    {
        ThrowIfShiftIsMissing();
        XRange.ThrowIfOutside(x, nameof(x), Code);
        YRange.ThrowIfOutside(y, nameof(y), Code);
        return Unproject(x, y);
    }

    /// <summary>To CGCS2000, for values that may well be out of range.</summary>
    /// <param name="x">Longitude, degrees, or easting, metres.</param>
    /// <param name="y">Latitude, degrees, or northing, metres.</param>
    /// <param name="position">CGCS2000, degrees, if the values are within range.</param>
    /// <returns>Whether both values are within their ranges.</returns>
    /// <exception cref="DatumShiftRequiredException">The system needs the city's own shift and has none.</exception>
    public bool TryToCgcs2000(double x, double y, out LonLat position)
    {
        ThrowIfShiftIsMissing();
        return TryLocateRoughly(x, y, out position);
    }

    /// <summary>From CGCS2000.</summary>
    /// <param name="position">CGCS2000, degrees.</param>
    /// <returns>Longitude and latitude in degrees, or easting and northing in metres.</returns>
    /// <exception cref="DatumShiftRequiredException">The system needs the city's own shift and has none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The position is not on the globe, or outside the system's ranges.</exception>
    public (double X, double Y) FromCgcs2000(LonLat position)
    {
        ThrowIfShiftIsMissing();
        position.ThrowIfOutOfRange();
        var (x, y) = Project(position);
        XRange.ThrowIfOutside(x, nameof(x), Code);
        YRange.ThrowIfOutside(y, nameof(y), Code);
        return (x, y);
    }

    /// <summary>The same system with the city's own parameters.</summary>
    /// <param name="shift">The parameters, from this system's datum to CGCS2000.</param>
    /// <returns>A system that no longer needs a shift.</returns>
    /// <exception cref="ArgumentException">The system needs no shift, or the shift is a plane's and the system has no plane.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shift moves the system's own middle by more than <see cref="MaxDatumShiftM"/>.</exception>
    public CoordinateSystem WithDatumShift(DatumShift shift)
    {
        ArgumentNullException.ThrowIfNull(shift);
        if (!Datum.NeedsShift)
            throw new ArgumentException($"{Code} lies on {Datum.NameEn} and takes no datum shift.", nameof(shift));
        var unshifted = With(null);
        var shifted = With(shift);
        var (x, y) = unshifted.Project(MiddleForShift);
        double movedM = GroundDistance.M(unshifted.Unproject(x, y), shifted.Unproject(x, y));
        if (!(movedM <= MaxDatumShiftM))
        {
            throw new ArgumentOutOfRangeException(nameof(shift), movedM,
                $"A shift from {Datum.NameEn} to CGCS2000 moves no further than {MaxDatumShiftM} m, and this one {movedM:F0} m: check signs and units.");
        }
        return shifted;
    }

    /// <summary>
    /// The place within a few hundred metres, a missing datum shift left out: enough to ask in which city it lies and to draw
    /// it beside a question, never to publish it.
    /// </summary>
    /// <param name="x">Longitude, degrees, or easting, metres.</param>
    /// <param name="y">Latitude, degrees, or northing, metres.</param>
    /// <param name="position">CGCS2000 but for the datum's shift, degrees.</param>
    /// <returns>False where a value is outside its range.</returns>
    public bool TryLocateRoughly(double x, double y, out LonLat position)
    {
        bool possible = XRange.Contains(x) && YRange.Contains(y);
        position = possible ? Unproject(x, y) : default;
        return possible;
    }

    /// <summary>A position in the middle of the system, at which a shift is tried.</summary>
    private protected abstract LonLat MiddleForShift { get; }

    /// <summary>From values within range to CGCS2000; to the system's own datum where the shift is missing.</summary>
    private protected abstract LonLat Unproject(double x, double y);

    /// <summary>The way back.</summary>
    private protected abstract (double X, double Y) Project(LonLat position);

    private protected abstract CoordinateSystem With(DatumShift? shift);

    private void ThrowIfShiftIsMissing()
    {
        if (NeedsDatumShift)
            throw new DatumShiftRequiredException(this);
    }

    /// <inheritdoc/>
    public bool Equals(CoordinateSystem? other) => other is not null && Code == other.Code && Equals(Shift, other.Shift);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CoordinateSystem);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Shift);

    /// <summary>The code.</summary>
    /// <returns><see cref="Code"/>.</returns>
    public override string ToString() => Code;
}

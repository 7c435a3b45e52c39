namespace Geo.Core.Crs;

/// <summary>
/// GCJ-02, the obfuscated datum that maps published in China must use. The shift was never published officially; the
/// formulas and constants are those every open implementation shares (eviltransform, coordtransform, gcoord) and agree
/// with real map services to a few decimetres. WGS 84 and CGCS2000 are one here: they differ by centimetres.
/// </summary>
public static class Gcj02
{
    /// <summary>West edge of the box outside which GCJ-02 is taken to be WGS 84, degrees.</summary>
    public const double WestDeg = 72.004;

    /// <summary>East edge of the box, degrees.</summary>
    public const double EastDeg = 137.8347;

    /// <summary>South edge of the box, degrees.</summary>
    public const double SouthDeg = 0.8293;

    /// <summary>North edge of the box, degrees.</summary>
    public const double NorthDeg = 55.8271;

    // Krasovsky's ellipsoid, which the shift is written on whatever the datum.
    private const double SemiMajorAxisM = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;

    /// <summary>The inverse stops when a step is shorter than this: 0.01 mm on the ground, a hundredth of what is promised.</summary>
    private const double StepToleranceDeg = 1e-10;

    /// <summary>Each step gains two digits from a start within a kilometre, so five suffice and twelve never happen.</summary>
    private const int MaxSteps = 12;

    /// <summary>From WGS 84 or CGCS2000 to GCJ-02.</summary>
    /// <param name="position">WGS 84, degrees.</param>
    /// <returns>GCJ-02, degrees; the position itself outside the box of China.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not on the globe.</exception>
    public static LonLat FromWgs84(LonLat position)
    {
        position.ThrowIfOutOfRange();
        return IsInChinaBox(position) ? Shifted(position) : position;
    }

    /// <summary>From GCJ-02 to WGS 84 or CGCS2000, by iteration of the forward shift until it closes to under 1 mm.</summary>
    /// <param name="position">GCJ-02, degrees.</param>
    /// <returns>
    /// WGS 84, degrees; the position itself outside the box of China. The box is drawn in WGS 84, so within one shift
    /// (about 700 m) of its edge the inverse of an identity and of a shift cannot be told apart; Shandong is far from it.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not on the globe.</exception>
    public static LonLat ToWgs84(LonLat position)
    {
        position.ThrowIfOutOfRange();
        if (!IsInChinaBox(position))
            return position;

        var wgs84 = position;
        for (int step = 0; step < MaxSteps; step++)
        {
            var image = Shifted(wgs84);
            double lonStepDeg = position.LonDeg - image.LonDeg, latStepDeg = position.LatDeg - image.LatDeg;
            wgs84 = new LonLat(wgs84.LonDeg + lonStepDeg, wgs84.LatDeg + latStepDeg);
            if (Math.Abs(lonStepDeg) < StepToleranceDeg && Math.Abs(latStepDeg) < StepToleranceDeg)
                break;
        }
        return wgs84;
    }

    /// <summary>Whether the position lies in the box within which the shift applies.</summary>
    /// <param name="position">WGS 84 or GCJ-02, degrees.</param>
    /// <returns>True inside the box or on its edge.</returns>
    public static bool IsInChinaBox(LonLat position) =>
        position.LonDeg is >= WestDeg and <= EastDeg && position.LatDeg is >= SouthDeg and <= NorthDeg;

    private static LonLat Shifted(LonLat position)
    {
        // The waves are centred on 105° E 35° N and their arguments are degrees taken as plain numbers.
        double x = position.LonDeg - 105, y = position.LatDeg - 35;
        double rootAbsX = Math.Sqrt(Math.Abs(x));
        double common = 20 * Math.Sin(6 * x * Math.PI) + 20 * Math.Sin(2 * x * Math.PI);
        double northM = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * rootAbsX
            + (common + 20 * Math.Sin(y * Math.PI) + 40 * Math.Sin(y / 3 * Math.PI)
                + 160 * Math.Sin(y / 12 * Math.PI) + 320 * Math.Sin(y * Math.PI / 30)) * 2 / 3;
        double eastM = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * rootAbsX
            + (common + 20 * Math.Sin(x * Math.PI) + 40 * Math.Sin(x / 3 * Math.PI)
                + 150 * Math.Sin(x / 12 * Math.PI) + 300 * Math.Sin(x / 30 * Math.PI)) * 2 / 3;

        var (sinLat, cosLat) = Math.SinCos(position.LatDeg / 180 * Math.PI);
        double w = 1 - EccentricitySquared * sinLat * sinLat;
        double rootW = Math.Sqrt(w);
        double meridianRadiusM = SemiMajorAxisM * (1 - EccentricitySquared) / (w * rootW);
        double normalRadiusM = SemiMajorAxisM / rootW;
        return new LonLat(
            position.LonDeg + eastM * 180 / (normalRadiusM * cosLat * Math.PI),
            position.LatDeg + northM * 180 / (meridianRadiusM * Math.PI));
    }
}

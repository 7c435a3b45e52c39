namespace Geo.Core.Crs;

/// <summary>
/// BD-09, Baidu's second shift laid over GCJ-02. Formulas as every open implementation has them (coordtransform, gcoord).
/// The published inverse is one approximate step that misses by about 4 cm; the inverse here closes to under 1 mm.
/// </summary>
public static class Bd09
{
    private const double LonOffsetDeg = 0.0065;
    private const double LatOffsetDeg = 0.006;
    private const double WavePerDeg = Math.PI * 3000 / 180;
    private const double RadiusWaveDeg = 0.00002;
    private const double AngleWaveRad = 0.000003;

    /// <summary>The inverse stops when a step is shorter than this: 0.01 mm on the ground.</summary>
    private const double StepToleranceDeg = 1e-10;
    private const int MaxSteps = 12;

    /// <summary>From GCJ-02 to BD-09.</summary>
    /// <param name="position">GCJ-02, degrees.</param>
    /// <returns>BD-09, degrees.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not on the globe.</exception>
    public static LonLat FromGcj02(LonLat position)
    {
        position.ThrowIfOutOfRange();
        return Forward(position);
    }

    /// <summary>From BD-09 to GCJ-02, by iteration from the published one-step inverse.</summary>
    /// <param name="position">BD-09, degrees.</param>
    /// <returns>GCJ-02, degrees; <see cref="FromGcj02"/> brings it back within 1 mm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not on the globe.</exception>
    public static LonLat ToGcj02(LonLat position)
    {
        var gcj02 = ToGcj02OneStep(position);
        for (int step = 0; step < MaxSteps; step++)
        {
            var image = Forward(gcj02);
            double lonStepDeg = position.LonDeg - image.LonDeg, latStepDeg = position.LatDeg - image.LatDeg;
            gcj02 = new LonLat(gcj02.LonDeg + lonStepDeg, gcj02.LatDeg + latStepDeg);
            if (Math.Abs(lonStepDeg) < StepToleranceDeg && Math.Abs(latStepDeg) < StepToleranceDeg)
                break;
        }
        return gcj02;
    }

    /// <summary>The inverse as published, for comparison with other software: within about 5 cm of <see cref="ToGcj02"/>.</summary>
    /// <param name="position">BD-09, degrees.</param>
    /// <returns>GCJ-02, degrees.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not on the globe.</exception>
    public static LonLat ToGcj02OneStep(LonLat position)
    {
        position.ThrowIfOutOfRange();
        double x = position.LonDeg - LonOffsetDeg, y = position.LatDeg - LatOffsetDeg;
        double radius = Math.Sqrt(x * x + y * y) - RadiusWaveDeg * Math.Sin(y * WavePerDeg);
        double angle = Math.Atan2(y, x) - AngleWaveRad * Math.Cos(x * WavePerDeg);
        return new LonLat(radius * Math.Cos(angle), radius * Math.Sin(angle));
    }

    /// <summary>From WGS 84 or CGCS2000 to BD-09, through GCJ-02.</summary>
    /// <param name="position">WGS 84, degrees.</param>
    /// <returns>BD-09, degrees.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not on the globe.</exception>
    public static LonLat FromWgs84(LonLat position) => FromGcj02(Gcj02.FromWgs84(position));

    /// <summary>From BD-09 to WGS 84 or CGCS2000, through GCJ-02.</summary>
    /// <param name="position">BD-09, degrees.</param>
    /// <returns>WGS 84, degrees.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not on the globe.</exception>
    public static LonLat ToWgs84(LonLat position) => Gcj02.ToWgs84(ToGcj02(position));

    private static LonLat Forward(LonLat position)
    {
        double x = position.LonDeg, y = position.LatDeg;
        double radius = Math.Sqrt(x * x + y * y) + RadiusWaveDeg * Math.Sin(y * WavePerDeg);
        double angle = Math.Atan2(y, x) + AngleWaveRad * Math.Cos(x * WavePerDeg);
        return new LonLat(radius * Math.Cos(angle) + LonOffsetDeg, radius * Math.Sin(angle) + LatOffsetDeg);
    }
}

namespace Geo.Core.Radio;

/// <summary>
/// The element pattern of 3GPP TR 38.901 table 7.3-1, turned to an azimuth and tilted down (clause 7.1.3, equations
/// 7.1-7 and 7.1-8 with slant 0). Attenuations are the table's: 0 dB on the axis, negative elsewhere, to be added to the
/// antenna's gain. A site without azimuth has no pattern.
/// </summary>
public sealed class SectorPattern
{
    /// <summary>Half-power beamwidth of both cuts, degrees.</summary>
    public const double BeamwidthDeg = 65;

    /// <summary>Front-to-back ratio A_max and side-lobe limit SLA_V, dB.</summary>
    public const double MaxAttenuationDb = 30;

    /// <summary>The table's gain of one element G_E,max, dBi; an array of them, or a panel, has its own.</summary>
    public const double ElementGainDbi = 8;

    /// <summary>Azimuths, clockwise from north.</summary>
    public static readonly Limits AzimuthLimitsDeg = new("Azimuth", 0, 360, "°");

    /// <summary>Downtilts, negative for a tilt upwards.</summary>
    public static readonly Limits DowntiltLimitsDeg = new("Downtilt", -90, 90, "°");

    private const double DegPerRad = 180 / Math.PI;

    private readonly double _sinAzimuth;
    private readonly double _cosAzimuth;
    private readonly double _sinTilt;
    private readonly double _cosTilt;

    /// <summary>A sector.</summary>
    /// <param name="azimuthDeg">Direction of the axis, degrees clockwise from north, within <see cref="AzimuthLimitsDeg"/>.</param>
    /// <param name="downtiltDeg">Tilt of the axis below the horizon, degrees, within <see cref="DowntiltLimitsDeg"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An angle is outside its limits.</exception>
    public SectorPattern(double azimuthDeg, double downtiltDeg)
    {
        AzimuthLimitsDeg.ThrowIfOutside(azimuthDeg);
        DowntiltLimitsDeg.ThrowIfOutside(downtiltDeg);
        (_sinAzimuth, _cosAzimuth) = Math.SinCos(azimuthDeg / DegPerRad);
        (_sinTilt, _cosTilt) = Math.SinCos(downtiltDeg / DegPerRad);
    }

    /// <summary>Horizontal cut A''_dB(θ''=90°, φ'').</summary>
    /// <param name="phiDeg">Angle off the axis, degrees, -180 to 180.</param>
    /// <returns>-min(12 (φ''/65°)², 30), dB.</returns>
    public static double HorizontalCutDb(double phiDeg) =>
        -Math.Min(12 * (phiDeg / BeamwidthDeg) * (phiDeg / BeamwidthDeg), MaxAttenuationDb);

    /// <summary>Vertical cut A''_dB(θ'', φ''=0).</summary>
    /// <param name="thetaDeg">Zenith angle, degrees, 0 (up) to 180 (down); 90 is the axis.</param>
    /// <returns>-min(12 ((θ'' - 90°)/65°)², 30), dB.</returns>
    public static double VerticalCutDb(double thetaDeg) => HorizontalCutDb(thetaDeg - 90);

    /// <summary>Attenuation towards a point, given from the antenna.</summary>
    /// <param name="eastM">How far east the point is, metres.</param>
    /// <param name="northM">How far north the point is, metres.</param>
    /// <param name="upM">How far above the antenna it is, metres; negative for a terminal below.</param>
    /// <returns>A''_dB(θ'', φ'') = -min(-(vertical cut + horizontal cut), 30), dB, from -30 to 0.</returns>
    /// <exception cref="ArgumentException">The point is the antenna itself, or not a point.</exception>
    public double AttenuationDb(double eastM, double northM, double upM)
    {
        double squaredM2 = eastM * eastM + northM * northM + upM * upM;
        if (!(squaredM2 > 0 && squaredM2 < double.PositiveInfinity))
            throw new ArgumentException("The point must be a place other than the antenna's.");

        double forwardM = eastM * _sinAzimuth + northM * _cosAzimuth, rightM = eastM * _cosAzimuth - northM * _sinAzimuth;
        double axialM = _cosTilt * forwardM - _sinTilt * upM, aboveM = _cosTilt * upM + _sinTilt * forwardM;
        double thetaDeg = Math.Atan2(Math.Sqrt(axialM * axialM + rightM * rightM), aboveM) * DegPerRad;   // (7.1-7), its cosine's angle
        double phiDeg = Math.Atan2(rightM, axialM) * DegPerRad;                                           // (7.1-8)
        return Math.Max(VerticalCutDb(thetaDeg) + HorizontalCutDb(phiDeg), -MaxAttenuationDb);
    }
}

using Geo.Core.Radio;

namespace Geo.Core.Coverage;

/// <summary>
/// A sector's attenuation over bearing and slope for places beyond <see cref="NearestM"/>, interpolated; a place next to
/// where the pattern's floor begins is computed, since there it has a kink.
/// </summary>
internal sealed class PatternTable
{
    /// <summary>Nearer than this the pattern is not asked of the table, metres.</summary>
    public const double NearestM = 250;

    /// <summary>What interpolation may be wrong by: 24/65² dB/deg² × (step)²/8, with 1/4° across and 1/3° in slope.</summary>
    public const double ErrorDb = 2e-4;

    private const int StepsPerDeg = 4, Bearings = 360 * StepsPerDeg, SlopesPerDeg = 3;

    private readonly int _slopes;
    private readonly double _slopeStep;
    private readonly float[] _attenuationDb;

    /// <param name="downtiltDeg">Tilt below the horizon, degrees.</param>
    /// <param name="upM">How far the terminal is above the antenna, metres.</param>
    public PatternTable(double downtiltDeg, double upM)
    {
        var pattern = new SectorPattern(0, downtiltDeg);
        _slopes = Math.Max(1, (int)Math.Ceiling(double.RadiansToDegrees(Math.Abs(upM) / NearestM) * SlopesPerDeg));
        _slopeStep = upM == 0 ? 1 : upM / NearestM / _slopes;
        _attenuationDb = new float[(Bearings + 1) * (_slopes + 1)];
        for (int bearing = 0; bearing <= Bearings; bearing++)
        {
            var (east, north) = Math.SinCos(double.DegreesToRadians(bearing / (double)StepsPerDeg));
            for (int slope = 0; slope <= _slopes; slope++)
                _attenuationDb[bearing * (_slopes + 1) + slope] = (float)pattern.AttenuationDb(east, north, slope * _slopeStep);
        }
    }

    /// <summary>True to <see cref="ErrorDb"/>; not a number where it must be computed.</summary>
    /// <param name="bearingDeg">Bearing of the place, clockwise from the axis, above -720 to 360.</param>
    /// <param name="slope">Its height above the antenna over its distance along the ground.</param>
    public double AttenuationDb(double bearingDeg, double slope)
    {
        double across = (bearingDeg < -360 ? bearingDeg + 720 : bearingDeg < 0 ? bearingDeg + 360 : bearingDeg) * StepsPerDeg, up = slope / _slopeStep;
        int bearing = (int)across, step = (int)up;
        if (bearing >= Bearings || step >= _slopes)
            return double.NaN;
        int at = bearing * (_slopes + 1) + step;
        float a = _attenuationDb[at], b = _attenuationDb[at + 1], c = _attenuationDb[at + _slopes + 1], d = _attenuationDb[at + _slopes + 2];
        const float floor = -(float)SectorPattern.MaxAttenuationDb;
        if (a == floor || b == floor || c == floor || d == floor)
            return a == floor && b == floor && c == floor && d == floor ? floor : double.NaN;
        double near = a + (up - step) * (b - a), far = c + (up - step) * (d - c);
        return near + (across - bearing) * (far - near);
    }
}

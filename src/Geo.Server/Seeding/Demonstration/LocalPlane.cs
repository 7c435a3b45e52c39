using NetTopologySuite.Geometries;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>
/// Kilometres east and north of a place, flat: right to about a percent within a county, which is all that invented
/// places need. Sine and cosine are summed here, because the last digit of Math.Cos differs between machines.
/// </summary>
public sealed class LocalPlane(Coordinate origin)
{
    private const double KmPerDegree = 111.2;
    private readonly double _kmPerDegreeLon = KmPerDegree * SinCos(origin.Y / 360).Cos;

    /// <summary>Decimals of a degree that coordinates keep: 1e-6° is 0.1 m.</summary>
    public const int Decimals = 6;

    public (double EastKm, double NorthKm) Of(Coordinate position) => ((position.X - origin.X) * _kmPerDegreeLon, (position.Y - origin.Y) * KmPerDegree);

    public Coordinate At(double eastKm, double northKm) => Rounded(origin.X + eastKm / _kmPerDegreeLon, origin.Y + northKm / KmPerDegree);

    public double AreaKm2(Geometry shape) => shape.Area * _kmPerDegreeLon * KmPerDegree;

    public double DistanceKm(Coordinate position)
    {
        var (east, north) = Of(position);
        return Math.Sqrt(east * east + north * north);
    }

    public static Coordinate Rounded(double lonDeg, double latDeg) => new(Math.Round(lonDeg, Decimals), Math.Round(latDeg, Decimals));

    /// <summary>Sine and cosine of a part of a whole turn.</summary>
    public static (double Sin, double Cos) SinCos(double turns)
    {
        var x = (turns - Math.Floor(turns) - 0.5) * (2 * Math.PI);
        double sin = 0, cos = 0, term = 1;
        for (var n = 0; n < 30; term *= x / ++n)
        {
            var signed = n % 4 < 2 ? term : -term;
            if (n % 2 == 0) cos += signed;
            else sin += signed;
        }
        // Half a turn was taken off, so that the series converges fast.
        return (-sin, -cos);
    }
}

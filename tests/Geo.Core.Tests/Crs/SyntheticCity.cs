using Geo.Core.Crs;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Crs;

/// <summary>Made-up cities, of the size and about at the place of real ones, and points scattered over them.</summary>
internal sealed class SyntheticCity
{
    public static readonly SyntheticCity West = new((114.9, 34.6), (116.3, 34.5), (116.4, 35.3), (115.7, 35.8), (114.95, 35.2));
    public static readonly SyntheticCity Middle = new((116.3, 36.1), (117.0, 36.0), (117.9, 36.3), (117.6, 36.9), (117.2, 37.5), (116.8, 37.4));
    public static readonly SyntheticCity South = new((119.6, 35.6), (120.3, 35.9), (121.0, 36.4), (120.7, 37.1), (119.9, 37.0), (119.5, 36.2));
    public static readonly SyntheticCity East = new((121.3, 36.8), (122.4, 36.9), (122.7, 37.3), (122.1, 37.5), (121.4, 37.4));

    /// <summary>The whole province, as an upload without a claimed city has it.</summary>
    public static readonly SyntheticCity Province = new((114.8, 34.4), (118.5, 34.4), (122.7, 36.9), (122.7, 37.6), (117.5, 38.4), (114.8, 36.0));

    private readonly IndexedPointInAreaLocator _locator;
    private readonly Envelope _box;

    private SyntheticCity(params (double LonDeg, double LatDeg)[] ring)
    {
        var polygon = new GeometryFactory().CreatePolygon([.. ring.Append(ring[0]).Select(v => new Coordinate(v.LonDeg, v.LatDeg))]);
        _locator = new IndexedPointInAreaLocator(polygon);
        _box = polygon.EnvelopeInternal;
    }

    public bool Contains(LonLat position) => _locator.Locate(new Coordinate(position.LonDeg, position.LatDeg)) != Location.Exterior;

    public List<LonLat> Points(int count)
    {
        var random = new Random(2000);
        var points = new List<LonLat>();
        while (points.Count < count)
        {
            var point = new LonLat(_box.MinX + random.NextDouble() * _box.Width, _box.MinY + random.NextDouble() * _box.Height);
            if (Contains(point))
                points.Add(point);
        }
        return points;
    }

    /// <summary>The points as a file in a system has them.</summary>
    public List<(double First, double Second)> Sample(string code, bool northFirst = false, int count = 200) =>
        [.. Points(count).Select(point => CoordinateSystems.Find(code)!.FromCgcs2000(point)).Select(p => northFirst ? (p.Y, p.X) : (p.X, p.Y))];
}

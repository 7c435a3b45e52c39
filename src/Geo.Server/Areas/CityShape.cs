using Geo.Core.Crs;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Distance;

namespace Geo.Server.Areas;

/// <summary>
/// The area of a city, a county or the province and its neighbours of the same level, to ask whether a position is its own. As a publication
/// does, the sea within 5 km of the drawn shore belongs to the nearest. Positions are CGCS2000.
/// </summary>
public sealed class CityShape
{
    private const double MetresPerDegree = 111_320;

    private readonly IndexedPointInAreaLocator _inside;
    private readonly IndexedFacetDistance _distance;
    private readonly List<(Envelope Near, IndexedPointInAreaLocator Inside, IndexedFacetDistance Distance)> _others = [];
    private readonly AffineTransformation _toMetres;
    private readonly double _toleranceM;

    /// <param name="adcode">The city, county or province.</param>
    /// <param name="areas">Every area by its adcode, of all levels.</param>
    /// <param name="toleranceM">How far off shore a site may lie.</param>
    public CityShape(string adcode, IReadOnlyDictionary<string, Geometry> areas, double toleranceM)
    {
        (Adcode, Shape, _toleranceM) = (adcode, areas[adcode], toleranceM);
        _inside = new IndexedPointInAreaLocator(Shape);
        // Near one city a degree is as good as so many metres; 0.1 % at its far end does not matter for a distance that is shown.
        _toMetres = AffineTransformation.ScaleInstance(MetresPerDegree * Math.Cos(Shape.Centroid.Y * Math.PI / 180), MetresPerDegree);
        _distance = new IndexedFacetDistance(_toMetres.Transform(Shape.Boundary));
        foreach (var (other, shape) in areas.Where(area => LevelOf(area.Key) == LevelOf(adcode)))
        {
            var near = shape.EnvelopeInternal.Copy();
            near.ExpandBy(toleranceM / MetresPerDegree * 1.5);
            if (other != adcode && near.Intersects(Shape.EnvelopeInternal))
                _others.Add((near, new IndexedPointInAreaLocator(shape), new IndexedFacetDistance(_toMetres.Transform(shape.Boundary))));
        }
    }

    public string Adcode { get; }
    public Geometry Shape { get; }

    /// <summary>Inside the drawn border.</summary>
    public bool Contains(LonLat position) => Contains(_inside, position);

    /// <summary>0 where the position is the city's; else how far outside its border it lies, metres.</summary>
    /// <param name="slackM">How far into a neighbour still counts, where two drawings of one border differ.</param>
    public double OutsideM(LonLat position, double slackM = 0)
    {
        if (Contains(position)) return 0;
        var point = _toMetres.Transform(new Point(position.LonDeg, position.LatDeg));
        var distance = _distance.Distance(point);
        if (distance <= slackM) return 0;
        if (distance > _toleranceM) return distance;
        foreach (var other in _others)
            if (other.Near.Contains(position.LonDeg, position.LatDeg) && (Contains(other.Inside, position) || other.Distance.Distance(point) < distance)) return distance;
        return 0;
    }

    // GB/T 2260: 370000 is a province, 370100 a city, 370102 a county.
    private static int LevelOf(string adcode) => adcode.EndsWith("0000", StringComparison.Ordinal) ? 0 : adcode.EndsWith("00", StringComparison.Ordinal) ? 1 : 2;

    private static bool Contains(IndexedPointInAreaLocator area, LonLat position) =>
        area.Locate(new Coordinate(position.LonDeg, position.LatDeg)) != Location.Exterior;
}

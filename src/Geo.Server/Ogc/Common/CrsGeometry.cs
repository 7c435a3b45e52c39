using Geo.Core.Cql2;
using Geo.Core.Crs;
using NetTopologySuite.Densify;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Geo.Server.Ogc.Common;

/// <summary>
/// Geometries of a request, brought to the longitude and latitude that the database holds. A straight edge in a plane is not straight in
/// degrees, so edges of planes are divided first: a kilometre bends by less than two centimetres.
/// </summary>
public static class CrsGeometry
{
    private const double EdgeM = 1000;

    // The world in kilometres would be a large parameter, and no service of a province needs its edges that exact.
    private const int MaximumEdges = 4000;

    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4490);

    /// <exception cref="Cql2Exception">A coordinate is outside the system, or the geometry crosses itself.</exception>
    public static Geometry ToStorage(Geometry geometry, ServedCrs crs, int position)
    {
        var divided = crs.IsDegrees || geometry.Length == 0 ? geometry : Densifier.Densify(geometry, Math.Max(EdgeM, geometry.Length / MaximumEdges));
        var stored = Factory.CreateGeometry(divided);
        stored.Apply(new Move(crs, position));
        return stored.IsValid ? stored : throw new Cql2Exception(position, "The geometry is not valid: its edges cross or coincide.");
    }

    /// <summary>Two boxes where one crosses the antimeridian.</summary>
    /// <exception cref="Cql2Exception">A corner is outside the system, or the first is not lower and left of the second.</exception>
    /// <param name="maximumLatitude">Boxes of degrees end here.</param>
    public static Geometry ToStorage(BoxLiteral box, ServedCrs crs, double maximumLatitude = 90)
    {
        var (x1, y1, x2, y2) = crs.NorthFirst ? (box.Y1, box.X1, box.Y2, box.X2) : (box.X1, box.Y1, box.X2, box.Y2);
        if (y1 > y2) throw new Cql2Exception(box.Position, "The box has its first corner above its second.");
        if (!crs.IsDegrees)
        {
            if (x1 > x2) throw new Cql2Exception(box.Position, "The box has its first corner right of its second.");
            return ToStorage(Ordered(new Envelope(x1, x2, y1, y2)), crs, box.Position);
        }
        foreach (var (x, y) in ((double, double)[])[(x1, y1), (x2, y2)])
            if (!crs.System.TryToCgcs2000(x, y, out _)) throw Outside(crs, box.Position);
        (y1, y2) = (Math.Clamp(y1, -maximumLatitude, maximumLatitude), Math.Clamp(y2, -maximumLatitude, maximumLatitude));
        if (x1 <= x2) return Factory.ToGeometry(new Envelope(x1, x2, y1, y2));
        Geometry[] halves = [.. ((Envelope[])[new(x1, 180, y1, y2), new(-180, x2, y1, y2)]).Where(half => half.Width > 0).Select(Factory.ToGeometry)];
        return halves.Length > 0 ? Factory.BuildGeometry(halves) : Factory.ToGeometry(new Envelope(180, 180, y1, y2));

        // The envelope's geometry has x first; what is moved has the order of the system.
        Geometry Ordered(Envelope envelope)
        {
            var geometry = Factory.ToGeometry(envelope);
            if (crs.NorthFirst) geometry.Apply(new Swap());
            return geometry;
        }
    }

    private static Cql2Exception Outside(ServedCrs crs, int position) =>
        new(position, $"A coordinate is outside {crs.Uri}{(crs.NorthFirst ? ", in which north comes first" : "")}.");

    private sealed class Move(ServedCrs crs, int position) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;
        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq)
        {
            for (var i = 0; i < seq.Count; i++)
            {
                var moved = crs.ToStorage(seq.GetX(i), seq.GetY(i)) ?? throw Outside(crs, position);
                seq.SetX(i, moved.LonDeg);
                seq.SetY(i, moved.LatDeg);
            }
        }
    }

    private sealed class Swap : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;
        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq)
        {
            for (var i = 0; i < seq.Count; i++)
            {
                var x = seq.GetX(i);
                seq.SetX(i, seq.GetY(i));
                seq.SetY(i, x);
            }
        }
    }
}

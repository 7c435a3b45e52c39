using Geo.Core.Cql2;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.RelateNG;
using NetTopologySuite.Operation.Union;
using Npgsql;

namespace Geo.Server.Ogc.Cql2;

/// <summary>Spatial predicates as SQL over the geometry of a row <c>f</c>.</summary>
public sealed class SpatialSql(FeatureRelation relation, ServedCrs crs, NpgsqlCommand command)
{
    private const string Stored = "f.geom";

    public string Write(Operation operation)
    {
        var name = operation.Operator.Json[2..];
        var (a, b) = (Literal(operation.Arguments[0]), Literal(operation.Arguments[1]));
        if (a is null && b is null) return $"st_{name}({Stored}, {Stored})";
        // What may be a collection second: only these two are not the same both ways.
        if (b is null || a is not null && Parts(b).Count == 1)
        {
            (a, b) = (b, a!);
            name = name switch { "contains" => "within", "within" => "contains", _ => name };
        }
        var parts = Parts(b);
        if (parts.Count > 1 && a is not null && Parts(a).Count > 1) return RelateNG.Relate(a, b, Predicate(name)) ? "true" : "false";
        var subject = a is null ? Stored : Add(Parts(a)[0]);
        return parts.Count == 1 ? WriteOne(name, subject, parts[0]) : WriteMixed(name, subject, parts);
    }

    /// <summary>A literal where it is asked for by itself: <c>POINT(1 2) IS NULL</c>.</summary>
    public string Parameter(Expression literal) => Add(Literal(literal)!);

    private Geometry? Literal(Expression expression) => expression switch
    {
        GeometryLiteral literal => CrsGeometry.ToStorage(literal.Geometry, crs, literal.Position),
        BoxLiteral box => CrsGeometry.ToStorage(box, crs),
        _ => null,
    };

    // Sites and zones are indexed in Web Mercator, which ends at 85 degrees; longitude and latitude keep their order in it, so boxes stay boxes.
    private string WriteOne(string name, string subject, Geometry geometry)
    {
        var parameter = Add(geometry);
        var exact = $"st_{name}({subject}, {parameter})";
        return subject != Stored || name == "disjoint" || relation.BoxIndex is not { } index || geometry.EnvelopeInternal is not { MinY: > -85, MaxY: < 85 }
            ? exact
            : $"({index.Replace("{box}", parameter, StringComparison.Ordinal)} and {exact})";
    }

    // GEOS compares no collections of points, lines and areas together, so the parts are asked one by one. No feature is such a collection.
    private string WriteMixed(string name, string subject, List<Geometry> parts) => name switch
    {
        "intersects" or "within" => $"({string.Join(" or ", parts.Select(part => WriteOne(name, subject, part)))})",
        "disjoint" => $"({string.Join(" and ", parts.Select(part => WriteOne(name, subject, part)))})",
        "contains" => $"({string.Join(" and ", parts.Select(part => WriteOne("covers", subject, part)))} and ({string.Join(" or ", parts.Select(part => WriteOne("contains", subject, part)))}))",
        "touches" => $"({WriteMixed("intersects", subject, parts)} and {string.Join(" and ", parts.Select(part => $"({WriteOne("touches", subject, part)} or {WriteOne("disjoint", subject, part)})"))})",
        "equals" => "false",
        // Decided by the part of the highest dimension.
        _ => WriteOne(name, subject, parts[0]),
    };

    // Areas, lines and points, each without what a higher one covers already; what is only one kind is one geometry.
    private static List<Geometry> Parts(Geometry geometry)
    {
        if (geometry.GeometryType != "GeometryCollection") return [geometry];
        var parts = new List<Geometry>();
        for (var dimension = Dimension.Surface; dimension >= Dimension.Point; dimension--)
        {
            var part = UnaryUnionOp.Union([.. Leaves(geometry).Where(leaf => leaf.Dimension == dimension)], geometry.Factory);
            foreach (var higher in parts) part = part.Difference(higher);
            if (!part.IsEmpty) parts.Add(part);
        }
        return parts;
    }

    private static IEnumerable<Geometry> Leaves(Geometry geometry) => geometry is GeometryCollection
        ? Enumerable.Range(0, geometry.NumGeometries).SelectMany(i => Leaves(geometry.GetGeometryN(i)))
        : [geometry];

    private static TopologyPredicate Predicate(string name) => name switch
    {
        "intersects" => RelatePredicate.Intersects(),
        "disjoint" => RelatePredicate.Disjoint(),
        "equals" => RelatePredicate.EqualsTopologically(),
        "touches" => RelatePredicate.Touches(),
        "within" => RelatePredicate.Within(),
        "overlaps" => RelatePredicate.Overlaps(),
        "crosses" => RelatePredicate.Crosses(),
        _ => RelatePredicate.Contains(),
    };

    private string Add(Geometry geometry)
    {
        geometry.SRID = 4490;
        command.Parameters.Add(new NpgsqlParameter { Value = geometry });
        return $"${command.Parameters.Count}";
    }
}

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
        if (a is not null && b is not null) return RelateNG.Relate(a, b, Predicate(name)) ? "true" : "false";
        if (a is null && b is null) return $"st_{name}({Stored}, {Stored})";
        // The literal second: only these two are not the same both ways.
        if (a is not null) name = name switch { "contains" => "within", "within" => "contains", _ => name };
        var parts = Parts((a ?? b)!);
        return parts.Count == 1 ? WriteOne(name, parts[0]) : WriteMixed(name, parts);
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
    private string WriteOne(string name, Geometry geometry)
    {
        var parameter = Add(geometry);
        var exact = $"st_{name}({Stored}, {parameter})";
        return name == "disjoint" || relation.BoxIndex is not { } index || geometry.EnvelopeInternal is not { MinY: > -85, MaxY: < 85 }
            ? exact
            : $"({index.Replace("{box}", parameter, StringComparison.Ordinal)} and {exact})";
    }

    // GEOS compares no collections of points, lines and areas together, so the parts are asked one by one. No feature is such a collection.
    private string WriteMixed(string name, IReadOnlyList<Geometry> parts) => name switch
    {
        "intersects" or "within" => $"({string.Join(" or ", parts.Select(part => WriteOne(name, part)))})",
        "disjoint" => $"({string.Join(" and ", parts.Select(part => WriteOne(name, part)))})",
        "contains" => $"({string.Join(" and ", parts.Select(part => WriteOne("covers", part)))} and ({string.Join(" or ", parts.Select(part => WriteOne("contains", part)))}))",
        "touches" => $"({WriteMixed("intersects", parts)} and {string.Join(" and ", parts.Select(part => $"({WriteOne("touches", part)} or {WriteOne("disjoint", part)})"))})",
        "equals" => "false",
        // Decided by the part of the highest dimension.
        _ => WriteOne(name, parts[0]),
    };

    // Areas, lines and points, each without what a higher one covers already; what is only one kind is one geometry.
    private static IReadOnlyList<Geometry> Parts(Geometry geometry)
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
        "intersects" => RelatePredicateFactory.Intersects(),
        "disjoint" => RelatePredicateFactory.Disjoint(),
        "equals" => RelatePredicateFactory.EqualsTopologically(),
        "touches" => RelatePredicateFactory.Touches(),
        "within" => RelatePredicateFactory.Within(),
        "overlaps" => RelatePredicateFactory.Overlaps(),
        "crosses" => RelatePredicateFactory.Crosses(),
        _ => RelatePredicateFactory.Contains(),
    };

    private string Add(Geometry geometry)
    {
        geometry.SRID = 4490;
        command.Parameters.Add(new NpgsqlParameter { Value = geometry });
        return $"${command.Parameters.Count}";
    }
}

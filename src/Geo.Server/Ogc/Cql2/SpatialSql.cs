using Geo.Core.Cql2;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.RelateNG;
using Npgsql;

namespace Geo.Server.Ogc.Cql2;

/// <summary>Spatial predicates as SQL over the geometry of a row <c>f</c>.</summary>
public sealed class SpatialSql(FeatureRelation relation, ServedCrs crs, NpgsqlCommand command)
{
    private const string Stored = "f.geom";

    /// <exception cref="Cql2Exception">A literal is outside its coordinate system, not valid, or a collection that the database cannot compare.</exception>
    public string Write(Operation operation)
    {
        var name = operation.Operator.Json[2..];
        var (a, b) = (Kinds(operation.Arguments[0]), Kinds(operation.Arguments[1]));
        // What may be a collection second: only these two are not the same both ways.
        if (b is null || a is not null && b.Parts.Count == 1)
        {
            (a, b) = (b, a);
            name = name switch { "contains" => "within", "within" => "contains", _ => name };
        }
        if (b is null) return $"st_{name}({Stored}, {Stored})";
        if (a is null) return Indexed(name, b.Whole, b.Parts.Count == 1 ? $"st_{name}({Stored}, {Add(b.Parts[0])})" : Mixed(operation, name, Stored, b));
        if (b.Parts.Count == 1) return RelateNG.Relate(a.Parts[0], b.Parts[0], Predicate(name)) ? "true" : "false";
        if (a.Parts.Count == 1) return Mixed(operation, name, Add(a.Parts[0]), b);
        if (name is not ("intersects" or "disjoint")) throw new Cql2Exception(operation.Position, $"{operation.Operator.Text} cannot compare two collections that each hold geometries of several kinds.");
        return a.Parts.Any(one => b.Parts.Any(one.Intersects)) == (name == "intersects") ? "true" : "false";
    }

    private string Mixed(Operation operation, string name, string subject, GeometryKinds kinds) => name is "intersects" or "disjoint" || !kinds.RunIntoEachOther
        ? new MixedRelation(subject, kinds, Add).Write(name)
        : throw new Cql2Exception(operation.Position,
            $"A line of the collection runs through or along one of its areas; of such a collection only S_INTERSECTS and S_DISJOINT can be asked, not {operation.Operator.Text}.");

    /// <summary>A literal where it is asked for by itself: <c>POINT(1 2) IS NULL</c>.</summary>
    public string Parameter(Expression literal) => Add(Literal(literal)!);

    private GeometryKinds? Kinds(Expression expression) => Literal(expression) is { } literal ? GeometryKinds.Of(literal) : null;

    private Geometry? Literal(Expression expression) => expression switch
    {
        GeometryLiteral literal => CrsGeometry.ToStorage(literal.Geometry, crs, literal.Position),
        BoxLiteral box => CrsGeometry.ToStorage(box, crs),
        _ => null,
    };

    // Sites and zones are indexed in Web Mercator, which ends at 85 degrees; longitude and latitude keep their order in it, so boxes stay boxes.
    private string Indexed(string name, Geometry geometry, string exact) =>
        name == "disjoint" || relation.BoxIndex is not { } index || geometry.EnvelopeInternal is not { MinY: > -85, MaxY: < 85 }
            ? exact
            : $"({index.Replace("{box}", Add(geometry.Envelope), StringComparison.Ordinal)} and {exact})";

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

using NetTopologySuite.Geometries;

namespace Geo.Server.Ogc.Cql2;

/// <summary>
/// How a stored geometry stands to a collection of areas, lines and points together, which GEOS does not compare: put together from what it
/// says of each kind. A collection is the union of its parts; its inside is the inside of each kind outside the higher ones, which are
/// apart (<see cref="GeometryKinds.RunIntoEachOther"/>). The definitions are those of DE-9IM, by the dimension of both.
/// </summary>
/// <param name="stored">SQL of a geometry that is no such collection.</param>
/// <param name="add">Adds a parameter and gives its name in SQL.</param>
public sealed class MixedRelation(string stored, GeometryKinds kinds, Func<Geometry, string> add)
{
    private readonly string? _areas = kinds.Areas is null ? null : add(kinds.Areas);
    private readonly string? _lines = kinds.Lines is null ? null : add(kinds.Lines);
    private readonly string? _points = kinds.Points is null ? null : add(kinds.Points);

    private IEnumerable<string> Parts => ((string?[])[_areas, _lines, _points]).OfType<string>();

    // Areas have dimension 2, lines 1; a collection of points alone is not mixed.
    private bool HasAreas => _areas is not null;

    public string Write(string name) => name switch
    {
        "intersects" => Meets(stored),
        "disjoint" => $"(not {Meets(stored)})",
        // No stored geometry is of several kinds.
        "equals" => "false",
        "contains" => $"({Covers} and {InsidesMeet})",
        "within" => $"({IsCovered} and {InsidesMeet})",
        "touches" => $"({Meets(stored)} and not {InsidesMeet})",
        "crosses" when HasAreas => ByDimension(PartlyInside, PartlyInside, "false"),
        "crosses" => ByDimension(PartlyInside, $"({InsidesMeet} and not {RunsAlong})", $"({InsidesMeet} and not {Covers})"),
        "overlaps" when HasAreas => ByDimension("false", "false", $"({PartlyInside} and not {Covers})"),
        "overlaps" => ByDimension("false", $"({RunsAlong} and not {IsCovered} and not {Covers})", "false"),
        _ => throw new NotSupportedException(name),
    };

    private string InsidesMeet => Any(part => $"st_relate({stored}, {part}, 'T********')");

    private string Covers => All(part => $"st_covers({stored}, {part})");

    private string PartlyInside => $"({InsidesMeet} and not {IsCovered})";

    private string RunsAlong => $"st_relate({stored}, {_lines}, '1********')";

    private string IsCovered => ByDimension(
        $"(not exists (select from st_dump({stored}) one where not {Meets("one.geom")}))",
        (_areas, _lines) switch
        {
            (not null, null) => $"st_coveredby({stored}, {_areas})",
            (null, not null) => $"st_coveredby({stored}, {_lines})",
            // What runs along the lines is taken away first: it has their very coordinates, where the edge of an area would cut at new ones.
            _ => $"(st_coveredby({stored}, {_areas}) or st_coveredby({stored}, {_lines}) or st_isempty(st_difference(st_difference({stored}, {_lines}), {_areas})))",
        },
        HasAreas ? $"st_coveredby({stored}, {_areas})" : "false");

    private string Meets(string geometry) => Any(part => $"st_intersects({geometry}, {part})");

    private string ByDimension(string point, string line, string area) => $"(case st_dimension({stored}) when 0 then {point} when 1 then {line} else {area} end)";

    private string Any(Func<string, string> ask) => $"({string.Join(" or ", Parts.Select(ask))})";

    private string All(Func<string, string> ask) => $"({string.Join(" and ", Parts.Select(ask))})";
}

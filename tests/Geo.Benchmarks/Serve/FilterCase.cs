namespace Geo.Benchmarks.Serve;

/// <summary>A filter as a user writes it, and the same condition as somebody who knows the table writes it.</summary>
public sealed record FilterCase(string Name, string Cql2, string Sql)
{
    /// <summary>By attributes over the whole layer, by place and attribute, by a polygon, by words.</summary>
    public static readonly IReadOnlyList<FilterCase> All =
    [
        new("attributes", "operator = 'cbn' AND heightM > 40",
            "attributes ->> 'operator' = 'cbn' and (attributes ->> 'heightM')::float8 > 40"),
        new("box-and-attributes", "S_INTERSECTS(geometry, BBOX(116.9,36.6,117.2,36.75)) AND operator IN ('cucc','ctcc') AND heightM BETWEEN 20 AND 30",
            "geom_3857 && st_transform(st_makeenvelope(116.9, 36.6, 117.2, 36.75, 4490), 3857) and st_intersects(geom, st_makeenvelope(116.9, 36.6, 117.2, 36.75, 4490)) and attributes ->> 'operator' in ('cucc', 'ctcc') and (attributes ->> 'heightM')::float8 between 20 and 30"),
        new("polygon", "S_WITHIN(geometry, POLYGON((120.3 36.05,120.45 36.05,120.5 36.15,120.4 36.2,120.3 36.05)))",
            "geom_3857 && st_transform(st_geomfromtext('POLYGON((120.3 36.05,120.45 36.05,120.5 36.15,120.4 36.2,120.3 36.05))', 4490), 3857) and st_within(geom, st_geomfromtext('POLYGON((120.3 36.05,120.45 36.05,120.5 36.15,120.4 36.2,120.3 36.05))', 4490))"),
        new("words-and-time", "name LIKE '历下%' AND inServiceDate >= DATE('2021-01-01')",
            "name like '历下%' and in_service_date >= '2021-01-01'"),
    ];
}

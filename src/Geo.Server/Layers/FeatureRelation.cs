namespace Geo.Server.Layers;

/// <summary>A property and the SQL that reads it.</summary>
public sealed record Column(string Property, string Sql, FieldType Type);

/// <summary>
/// Where the features of a role are: table, key, and the columns behind the common fields. The rest of the code asks for
/// properties and knows no table. Everything here is constant text, so it may stand in SQL.
/// </summary>
public sealed record FeatureRelation(string Table, string Key, bool KeyIsText, string LayerPredicate, string? BoxIndex, string? Date, bool HasAttributes, IReadOnlyList<Column> Columns)
{
    /// <summary>What else finds rows by index in a Mercator <c>{box}</c>; empty where the place itself does.</summary>
    public string Near { get; private init; } = "";

    /// <summary>Where a row lies in its table, by which it is read again in the same statement; null where several tables make it.</summary>
    public string? RowAddress { get; private init; }

    private static readonly IReadOnlyList<Column> FeatureColumns =
    [
        new("code", "f.code", FieldType.String),
        new("name", "f.name", FieldType.String),
        new("status", "f.status", FieldType.String),
        new("inServiceDate", "f.in_service_date", FieldType.Date),
        new("cityAdcode", "f.city_adcode", FieldType.String),
        new("countyAdcode", "f.county_adcode", FieldType.String),
        new("synthetic", "f.synthetic", FieldType.Boolean),
        new("source", "f.source", FieldType.String),
        new("positionalQuality", "f.positional_quality", FieldType.String),
    ];

    // Mercator keeps the sides of a lon/lat box straight, so the tiles' index answers a bbox too; the exact test follows it.
    private const string FeatureBoxIndex = "f.geom_3857 && st_transform({box}, 3857)";

    private static readonly FeatureRelation Sites =
        new("geo.site f", "f.key", false, "f.layer_id = {layer}", FeatureBoxIndex, "f.in_service_date", true, FeatureColumns) { RowAddress = "f.ctid" };

    // A zone's kind is an attribute like the others; its generated column serves joins.
    private static readonly FeatureRelation Zones = Sites with { Table = "geo.zone f" };

    private static readonly FeatureRelation Areas =
        new("geo.area f", "f.adcode", true, "f.level = {layer}", null, null, false,
        [
            new("adcode", "f.adcode", FieldType.String),
            new("name", "f.name", FieldType.String),
            new("nameEn", "f.name_en", FieldType.String),
            new("level", "f.level", FieldType.String),
            new("parentAdcode", "f.parent_adcode", FieldType.String),
            new("cityAdcode", "f.city_adcode", FieldType.String),
            new("circle", "f.circle", FieldType.String),
            new("population2020", "f.population_2020", FieldType.Integer),
            new("urbanPopulation2020", "f.urban_population_2020", FieldType.Integer),
            new("ruralPopulation2020", "f.rural_population_2020", FieldType.Integer),
            new("areaKm2", "f.area_km2::float8", FieldType.Number),
        ]);

    // A coarse place in the box means an exact one at most half a cell (0.72 km in Mercator here) outside it: the index finds those
    // in a wider box, and what decides is the coarse place alone.
    private static readonly FeatureRelation CoarseSites = Sites with
    {
        Table = "geo.coarse_site f",
        RowAddress = null, // a view
        BoxIndex = $"f.near && st_expand(st_transform({{box}}, 3857), 1000) and {FeatureBoxIndex}",
        Near = " and f.near && st_expand({box}, 1000)",
    };

    // Offset keeps a geometry from being read from its text twice.
    private static readonly FeatureRelation Derived = new(
        """
        (select (feature ->> 'id')::bigint as key, st_setsrid(st_geomfromgeojson(feature -> 'geometry'), 4490) as geom, feature -> 'properties' as attributes
          from jsonb_array_elements({features}::jsonb -> 'features') feature offset 0) f
        """, "f.key", false, "true", null, null, true, []);

    public static FeatureRelation Of(Layer layer) => layer.Role switch
    {
        _ when layer.Features is not null => Derived,
        LayerRole.Site when layer.IsCoarse => CoarseSites,
        LayerRole.Site => Sites,
        LayerRole.Zone => Zones,
        _ when layer.Figures.Count == 0 => Areas,
        _ => Areas with
        {
            Table = Areas.Table + string.Concat(FiguresMoment.LayersOf(layer).Select((id, i) => CoverageFigure.JoinOf(id, i + 1))),
            Columns = [.. Areas.Columns, .. layer.Figures.Select(figure => figure.Column)],
        },
    };

    /// <summary>SQL that is true where a feature meets a box.</summary>
    /// <param name="box">The box in SQL.</param>
    /// <param name="exact">What decides, where there is something cheaper than the intersection of shapes.</param>
    public string Meets(string box, string? exact = null) =>
        (BoxIndex is null ? "" : BoxIndex.Replace("{box}", box, StringComparison.Ordinal) + " and ") + (exact ?? $"st_intersects(f.geom, {box})");

    /// <summary>What stands for the layer in <see cref="LayerPredicate"/>.</summary>
    public static string LayerValue(Layer layer) => layer.Role == LayerRole.Area ? layer.Definition.Level! : layer.Id;

    /// <summary>SQL that reads a field as a value that can be compared with a parameter of its type.</summary>
    public string ValueOf(Field field)
    {
        if (Columns.FirstOrDefault(column => column.Property == field.Name) is { } column) return column.Sql;
        // A field's name is checked to be camelCase ASCII when its layer.json is read, so it cannot end the literal.
        var text = $"f.attributes ->> '{field.Name}'";
        return field.Type switch
        {
            FieldType.Integer or FieldType.Number => $"({text})::float8",
            FieldType.Boolean => $"({text})::boolean",
            FieldType.Date => $"({text})::date",
            _ => $"({text})",
        };
    }
}

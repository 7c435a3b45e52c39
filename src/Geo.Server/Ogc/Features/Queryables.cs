using Geo.Core.Cql2;
using Geo.Server.Layers;

namespace Geo.Server.Ogc.Features;

/// <summary>A property that a filter may name, and the SQL over a row <c>f</c> that reads it.</summary>
/// <param name="Name">Its name in filters.</param>
/// <param name="Type">Its type there.</param>
/// <param name="Sql">Constant text.</param>
/// <param name="Field">Its declaration; null for the feature's key and geometry.</param>
public sealed record FilterProperty(string Name, Cql2Type Type, string Sql, Field? Field);

/// <summary>
/// All that filters of a layer may name. Nothing else reaches SQL: a name in a filter is looked up here and the SQL found is used.
/// A field that is a list of objects is asked by its members: <c>sectors.azimuthDeg</c> is the list of the sectors' azimuths.
/// </summary>
public static class Queryables
{
    public const string Id = "id";
    public const string Geometry = "geometry";

    public static IReadOnlyDictionary<string, FilterProperty> Of(Layer layer)
    {
        var relation = FeatureRelation.Of(layer);
        var queryables = new List<FilterProperty>
        {
            new(Id, relation.KeyIsText ? Cql2Type.Text : Cql2Type.Number, relation.Key, null),
            new(Geometry, Cql2Type.Geometry, "f.geom", null),
        };
        foreach (var field in layer.AllFields)
            if (field.Type != FieldType.Array) queryables.Add(new FilterProperty(field.Name, TypeOf(field), relation.ValueOf(field), field));
            // Field names are checked to be camelCase ASCII when layer.json is read, so they cannot end the literal.
            else foreach (var item in field.Items ?? [])
                queryables.Add(new FilterProperty($"{field.Name}.{item.Name}", Cql2Type.Array, $"nullif(jsonb_path_query_array(f.attributes, '$.{field.Name}[*].{item.Name}'), '[]')", item));
        return queryables.ToDictionary(queryable => queryable.Name);
    }

    private static Cql2Type TypeOf(Field field) => field.Type switch
    {
        FieldType.Integer or FieldType.Number => Cql2Type.Number,
        FieldType.Boolean => Cql2Type.Boolean,
        FieldType.Date => Cql2Type.Instant,
        _ => Cql2Type.Text,
    };
}

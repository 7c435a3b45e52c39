using Npgsql;

namespace Geo.Server.Layers;

/// <summary>
/// A site's class as one number: the indexes of its facet values and its quarter in mixed radix, first facet fastest.
/// Cells of tiles and counts of areas carry a count for each class that occurs.
/// </summary>
public static class ClassKey
{
    /// <summary>SQL over a row <c>f</c>; the facets' domains are added to the command as parameters.</summary>
    public static string Sql(Layer layer, NpgsqlCommand command)
    {
        var relation = FeatureRelation.Of(layer);
        var key = "f.period::int";
        foreach (var facet in layer.Facets.Reverse())
        {
            command.Parameters.Add(new() { Value = facet.Values });
            key = $"(coalesce(array_position(${command.Parameters.Count}::text[], {relation.ValueOf(facet.Field)}), 0) + {facet.Radix} * {key})";
        }
        return key;
    }
}

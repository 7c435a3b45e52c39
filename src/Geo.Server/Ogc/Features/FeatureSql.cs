using System.Diagnostics.CodeAnalysis;
using System.Text;
using Geo.Server.Layers;
using Geo.Server.Ogc.Cql2;
using Npgsql;

namespace Geo.Server.Ogc.Features;

/// <summary>The one SELECT behind items, a single item and the download: names from the layer, every value a parameter.</summary>
public static class FeatureSql
{
    /// <summary>The column of one feature that says since which publication it is as it is.</summary>
    public const string Began = "valid_from";

    /// <param name="publicationId">The publication whose state is read; null reads the current state.</param>
    /// <param name="figuresAt">The publication whose figures areas carry.</param>
    [SuppressMessage("Security", "CA2100", Justification = "Text is put together from constants and checked field names; values are parameters.")]
    public static NpgsqlCommand Items(Layer layer, ItemsQuery query, long? publicationId, long figuresAt)
    {
        var relation = FeatureRelation.Of(layer);
        var command = new NpgsqlCommand();
        var sql = Select(layer, relation, command, publicationId, figuresAt);

        if (query.Box is { } box) sql.Append(" and ").Append(relation.Bbox.Replace("{box}", Add(command, box), StringComparison.Ordinal));
        if (query.Interval is { } interval && relation.Date is { } date)
        {
            // A feature without a date has no time to miss: it always matches.
            if (interval.From is { } from) sql.Append($" and ({date} is null or {date} >= {Add(command, from)})");
            if (interval.To is { } to) sql.Append($" and ({date} is null or {date} <= {Add(command, to)})");
        }
        foreach (var (field, values) in query.PropertyFilters)
            sql.Append($" and {relation.ValueOf(field)} in (").AppendJoin(", ", values.Select(value => Add(command, value))).Append(')');
        if (query.Filter is { } filter) sql.Append(" and ").Append(new FilterSql(layer, query.FilterCrs, command).Write(filter));
        if (query.After is { } after) sql.Append($" and {relation.Key} > {AddKey(command, relation, after)}");

        sql.Append($" order by {relation.Key}");
        // One more than asked for tells whether there is a next page.
        if (query.Limit is { } limit) sql.Append($" limit {Add(command, limit + 1)}");
        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>One feature by its key; null when the key cannot be one of this layer.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "As above.")]
    public static NpgsqlCommand? Item(Layer layer, string key, long? publicationId, long figuresAt)
    {
        var relation = FeatureRelation.Of(layer);
        if (!relation.KeyIsText && !long.TryParse(key, out _)) return null;
        var command = new NpgsqlCommand();
        var sql = Select(layer, relation, command, publicationId, figuresAt, layer.IsVersionedByFeature ? $", f.{Began}" : "").Append($" and {relation.Key} = {AddKey(command, relation, key)}");
        command.CommandText = sql.ToString();
        return command;
    }

    private static StringBuilder Select(Layer layer, FeatureRelation relation, NpgsqlCommand command, long? publicationId, long figuresAt, string last = "")
    {
        var sql = new StringBuilder($"select {relation.Key}, f.geom::bytea");
        foreach (var column in relation.Columns) sql.Append(", ").Append(column.Sql);
        if (relation.HasAttributes) sql.Append(", f.attributes::text");
        sql.Append(last);
        var table = layer.Figures.Count == 0 ? relation.Table : relation.Table.Replace("{at}", Add(command, figuresAt), StringComparison.Ordinal);
        if (layer.Features is { } features)
            return sql.Append(" from ").Append(table.Replace("{features}", Add(command, features), StringComparison.Ordinal)).Append(" where true");
        sql.Append($" from {table} where {relation.LayerPredicate.Replace("{layer}", Add(command, FeatureRelation.LayerValue(layer)))}");
        return sql.Append(" and ").Append(LayerVersion.Predicate(publicationId, command));
    }

    private static string AddKey(NpgsqlCommand command, FeatureRelation relation, string key) =>
        relation.KeyIsText ? Add(command, key) : Add(command, long.Parse(key));

    private static string Add(NpgsqlCommand command, object value)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        return $"${command.Parameters.Count}";
    }
}

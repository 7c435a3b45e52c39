using System.Diagnostics.CodeAnalysis;
using System.Text;
using Geo.Server.Layers;
using Geo.Server.Ogc.Cql2;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;

namespace Geo.Server.Ogc.Features;

/// <summary>The one SELECT behind items, a single item and the download: names from the layer, every value a parameter.</summary>
public static class FeatureSql
{
    /// <summary>The column of one feature that says since which publication it is as it is.</summary>
    public const string Began = "valid_from";

    /// <param name="publicationId">The publication whose state is read; null reads the current state.</param>
    /// <param name="figuresAt">The publications whose figures areas carry, as a <see cref="FiguresMoment"/> names them.</param>
    public static NpgsqlCommand Items(Layer layer, ItemsQuery query, long? publicationId, IReadOnlyList<long> figuresAt) =>
        Items(layer, query, publicationId, figuresAt, Columns(FeatureRelation.Of(layer)));

    /// <summary>Which rows a page has, without what they say: key, beginning, writing transaction, address, geometry.</summary>
    public static NpgsqlCommand Rows(Layer layer, ItemsQuery query, long? publicationId) =>
        Items(layer, query, publicationId, [], $"f.key, f.{Began}, f.xmin, f.ctid, f.geom::bytea");

    /// <summary>The rows at these addresses, which only hold in the moment in which they were read.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "As below.")]
    public static NpgsqlCommand At(Layer layer, NpgsqlTid[] addresses)
    {
        var relation = FeatureRelation.Of(layer);
        return new NpgsqlCommand($"select {Columns(relation)} from {relation.Table} where {relation.RowAddress} = any($1::tid[])") { Parameters = { new() { Value = addresses.Select(address => $"({address.BlockNumber},{address.OffsetNumber})").ToArray() } } };
    }

    [SuppressMessage("Security", "CA2100", Justification = "Text is put together from constants and checked field names; values are parameters.")]
    private static NpgsqlCommand Items(Layer layer, ItemsQuery query, long? publicationId, IReadOnlyList<long> figuresAt, string columns)
    {
        var relation = FeatureRelation.Of(layer);
        var command = new NpgsqlCommand();
        var sql = From(layer, relation, command, publicationId, figuresAt);

        if (query.Box is { } box) sql.Append(" and ").Append(InBox(layer, relation, command, box));
        if (query.Interval is { } interval && relation.Date is { } date)
        {
            // A feature without a date has no time to miss: it always matches.
            if (interval.From is { } from) sql.Append($" and ({date} is null or {date} >= {Add(command, from)})");
            if (interval.To is { } to) sql.Append($" and ({date} is null or {date} <= {Add(command, to)})");
        }
        foreach (var property in query.PropertyFilters)
            sql.Append($" and {property.Property.Sql} = any({Add(command, ArrayOf(property.Values))})");
        if (query.Filter is { } filter) sql.Append(" and ").Append(new FilterSql(layer, query.FilterCrs, command).Write(filter));
        if (query.After is { } after) sql.Append($" and {relation.Key} > {AddKey(command, relation, after)}");

        sql.Append($" order by {relation.Key}");
        // One more than asked for tells whether there is a next page.
        if (query.Limit is { } limit) sql.Append($" limit {Add(command, limit + 1)}");
        // Where a sort finds the page, only its rows are read out: PostgreSQL would turn the attributes of every match into text before it sorts.
        command.CommandText = query.Limit is null || query.SelectsAll || relation.RowAddress is not { } address
            ? $"select {columns}{sql}"
            : $"select {columns} from {relation.Table} where {address} = any(array(select {address}{sql})) order by {relation.Key}";
        return command;
    }

    /// <summary>One feature by its key; null when the key cannot be one of this layer.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "As above.")]
    public static NpgsqlCommand? Item(Layer layer, string key, long? publicationId, IReadOnlyList<long> figuresAt)
    {
        var relation = FeatureRelation.Of(layer);
        if (!relation.KeyIsText && !long.TryParse(key, out _)) return null;
        var command = new NpgsqlCommand();
        var sql = From(layer, relation, command, publicationId, figuresAt).Append($" and {relation.Key} = {AddKey(command, relation, key)}");
        command.CommandText = $"select {Columns(relation)}{(layer.IsVersionedByFeature ? $", f.{Began}" : "")}{sql}";
        return command;
    }

    private static string Columns(FeatureRelation relation) => string.Join(", ",
        [relation.Key, "f.geom::bytea", .. relation.Columns.Select(column => column.Sql), .. relation.HasAttributes ? ["f.attributes::text"] : Array.Empty<string>()]);

    private static StringBuilder From(Layer layer, FeatureRelation relation, NpgsqlCommand command, long? publicationId, IReadOnlyList<long> figuresAt)
    {
        var sql = new StringBuilder();
        var table = layer.Figures.Count == 0 ? relation.Table : relation.Table.Replace("{at}", $"({Add(command, figuresAt.ToArray())})", StringComparison.Ordinal);
        if (layer.Features is { } features)
            return sql.Append(" from ").Append(table.Replace("{features}", Add(command, features), StringComparison.Ordinal)).Append(" where true");
        sql.Append($" from {table} where {relation.LayerPredicate.Replace("{layer}", Add(command, FeatureRelation.LayerValue(layer)))}");
        return sql.Append(" and ").Append(LayerVersion.Predicate(publicationId, command));
    }

    // A point is in an upright box where its coordinates are: half of what the whole search costs when shapes are asked.
    private static string InBox(Layer layer, FeatureRelation relation, NpgsqlCommand command, Geometry box)
    {
        var exact = layer.HasPoints && box.IsRectangle && box.EnvelopeInternal is var edges
            ? $"st_x(f.geom) between {Add(command, edges.MinX)} and {Add(command, edges.MaxX)} and st_y(f.geom) between {Add(command, edges.MinY)} and {Add(command, edges.MaxY)}"
            : null;
        return relation.Meets(Add(command, box), exact);
    }

    private static string AddKey(NpgsqlCommand command, FeatureRelation relation, string key) =>
        relation.KeyIsText ? Add(command, key) : Add(command, long.Parse(key));

    // One parameter for all values, as what they are.
    private static Array ArrayOf(IReadOnlyList<object> values)
    {
        var array = Array.CreateInstance(values[0].GetType(), values.Count);
        for (var i = 0; i < values.Count; i++) array.SetValue(values[i], i);
        return array;
    }

    private static string Add(NpgsqlCommand command, object value)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        return $"${command.Parameters.Count}";
    }
}

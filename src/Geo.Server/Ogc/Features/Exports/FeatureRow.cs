using System.Runtime.CompilerServices;
using System.Text.Json;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Npgsql;

namespace Geo.Server.Ogc.Features.Exports;

/// <summary>A feature for a table: its values in the order of the layer's fields, its geometry with x first, as files have it.</summary>
/// <param name="Key">The feature's id.</param>
/// <param name="Geometry">In the system asked for; x east, y north.</param>
/// <param name="Values">Text, long, double, bool, DateOnly or null; a list is its JSON.</param>
public sealed record FeatureRow(string Key, Geometry Geometry, object?[] Values)
{
    /// <summary>Reads rows as the database gives them; one is held at a time.</summary>
    public static async IAsyncEnumerable<FeatureRow> ReadAsync(
        Layer layer, ItemsQuery query, LayerVersion version, NpgsqlDataSource database, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var snapshot = await LayerSnapshot.OpenAsync(database, layer, version.Number, cancel);
        if (query.Limit is null) await FeatureStream.LiftStatementTimeoutAsync(snapshot.Connection, cancel);
        await using var command = FeatureSql.Items(layer, query, snapshot.PublicationId, version.Figures.At);
        command.Connection = snapshot.Connection;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var reader = new WKBReader();
        for (var count = 0; count != query.Limit && await rows.ReadAsync(cancel); count++) yield return Read(layer, query.Crs, rows, reader);
    }

    private static FeatureRow Read(Layer layer, ServedCrs crs, NpgsqlDataReader row, WKBReader reader)
    {
        var relation = FeatureRelation.Of(layer);
        var geometry = reader.Read(row.GetFieldValue<byte[]>(1));
        geometry.Apply(new ToPlane(crs));
        var values = new Dictionary<string, object?>();
        for (var i = 0; i < relation.Columns.Count; i++)
            values[relation.Columns[i].Property] = row.IsDBNull(i + 2) ? null : relation.Columns[i].Type switch
            {
                FieldType.Boolean => row.GetBoolean(i + 2),
                FieldType.Integer => row.GetInt64(i + 2),
                FieldType.Number => row.GetDouble(i + 2),
                FieldType.Date => row.GetFieldValue<DateOnly>(i + 2),
                _ => row.GetString(i + 2),
            };
        if (relation.HasAttributes)
        {
            using var attributes = JsonDocument.Parse(row.GetString(relation.Columns.Count + 2));
            foreach (var attribute in attributes.RootElement.EnumerateObject())
                if (layer.Field(attribute.Name) is { } field) values[attribute.Name] = Value(field, attribute.Value);
        }
        return new FeatureRow(row.GetValue(0).ToString()!, geometry, [.. layer.AllFields.Select(field => values.GetValueOrDefault(field.Name))]);
    }

    private static object? Value(Field field, JsonElement value) => field.Type switch
    {
        _ when value.ValueKind == JsonValueKind.Null => null,
        FieldType.Boolean when value.ValueKind is JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        FieldType.Integer when value.TryGetInt64(out var whole) => whole,
        FieldType.Integer or FieldType.Number when value.ValueKind == JsonValueKind.Number => value.GetDouble(),
        FieldType.Date when DateOnly.TryParseExact(value.ToString(), "yyyy-MM-dd", out var day) => day,
        _ => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(),
    };

    private sealed class ToPlane(ServedCrs crs) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;
        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq)
        {
            for (var i = 0; i < seq.Count; i++)
            {
                var (first, second) = crs.FromStorage(seq.GetX(i), seq.GetY(i));
                seq.SetX(i, crs.NorthFirst ? second : first);
                seq.SetY(i, crs.NorthFirst ? first : second);
            }
        }
    }
}

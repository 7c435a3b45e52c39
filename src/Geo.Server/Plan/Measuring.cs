using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Geo.Server.Layers;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>What the features of one county that came in one quarter add to an indicator.</summary>
/// <param name="Period">The quarter they came into use; 0 for those without a date, which are there at any time.</param>
/// <param name="Whole">What a share is of.</param>
public sealed record MeasuredPart(string County, int Period, double Part, double? Whole);

/// <param name="Parts">Null where the layer holds nothing: then nobody has reported, and there is no figure.</param>
/// <param name="Synthetic">Whether demonstration features are among them.</param>
public sealed record Measured(IReadOnlyList<MeasuredPart>? Parts, bool Synthetic);

/// <summary>
/// The one place where indicators read features: one statement each, by county and quarter, so that every area and every
/// period is an addition. The state read is a data version, so a result holds for ever.
/// </summary>
public static class Measuring
{
    private const string ByFeature = """
        select f.county_adcode, f.period::int, {part}, {whole}, coalesce(bool_or(f.synthetic), false)
        from {relation}
        where f.layer_id = $1 and {valid} and {base}
        group by 1, 2 order by 1, 2
        """;

    // A line's length is its own figure or, without one, measured on the ellipsoid; each county has its part of it. What lies
    // outside every county, off the coast, belongs to the county the line is listed in; a line along a border is shared.
    private const string ByLength = """
        with line as (
          select f.key, f.county_adcode, f.period::int as period, f.synthetic, f.geom, st_length(f.geom::geography) as m,
            coalesce({field}, st_length(f.geom::geography) / 1000) as km
          from {relation}
          where f.layer_id = $1 and {valid} and {base}
        ), piece as (
          select l.key, c.adcode, st_length(st_intersection(l.geom, c.geom)::geography) as m
          from line l join (select f.adcode, f.geom from geo.area f where f.level = 'county' and {valid}) c on st_intersects(l.geom, c.geom)
        ), total as (
          select l.key, greatest(l.m, coalesce(sum(p.m), 0)) as m, coalesce(sum(p.m), 0) as inside from line l left join piece p using (key) group by l.key, l.m
        ), part as (
          select p.key, p.adcode, p.m / t.m as share from piece p join total t using (key) where t.m > 0
          union all
          select l.key, l.county_adcode, case when t.m > 0 then 1 - t.inside / t.m else 1 end from line l join total t using (key)
        )
        select part.adcode, l.period, sum(l.km * part.share)::float8, null::float8, bool_or(l.synthetic)
        from part join line l using (key) where part.share > 0 group by 1, 2 order by 1, 2
        """;

    public static string CacheKey(Indicator indicator, Func<string, long> versionOf) =>
        new StringBuilder("plan:").AppendJoin(':', [
            indicator.Kind, indicator.Layer, versionOf(indicator.Layer!), indicator.Zones, indicator.Zones is null ? 0 : versionOf(indicator.Zones),
            // Lines are shared among the counties of their time.
            indicator.Kind == IndicatorKind.Length ? versionOf("counties") : 0,
            indicator.Field, indicator.Measure, JsonSerializer.Serialize(indicator.Where), JsonSerializer.Serialize(indicator.Of),
        ]).ToString();

    /// <param name="publicationId">The publication whose state is read; null is the current one.</param>
    [SuppressMessage("Security", "CA2100", Justification = "Constants with checked field names put in; values are parameters.")]
    public static async Task<Measured> ReadAsync(NpgsqlConnection connection, Indicator indicator, LayerCatalog layers, long? publicationId, CancellationToken cancel)
    {
        var layer = layers.Find(indicator.Layer!)!;
        var counted = indicator.Zones is { } zones ? layers.Find(zones)! : layer;
        if (await IsEmptyAsync(connection, counted, publicationId, cancel) || await IsEmptyAsync(connection, layer, publicationId, cancel)) return new Measured(null, false);

        await using var command = new NpgsqlCommand { Connection = connection, Parameters = { new() { Value = counted.Id } } };
        string All(IReadOnlyList<Condition> conditions, Layer of) => conditions.Count == 0 ? "true" : string.Join(" and ", conditions.Select(condition => Sql(condition, of, command)));
        string Valid() => LayerVersion.Predicate(publicationId, command);
        var (part, whole, @base) = indicator.Kind switch
        {
            IndicatorKind.Count => ("count(*)::float8", "null::float8", All(indicator.Where, layer)),
            IndicatorKind.Sum => ($"coalesce(sum({Number(layer, indicator.Field!)}), 0)::float8", "null::float8", All(indicator.Where, layer)),
            IndicatorKind.Minimum => ($"min({Number(layer, indicator.Field!)})::float8", "null::float8", $"{All(indicator.Where, layer)} and {Number(layer, indicator.Field!)} is not null"),
            IndicatorKind.Share => ($"(count(*) filter (where {All(indicator.Where, layer)}))::float8", "count(*)::float8", All(indicator.Of, layer)),
            IndicatorKind.Coverage => ($"(count(*) filter (where {Present()}))::float8", "count(*)::float8", All(indicator.Of, counted)),
            _ => ("", "", All(indicator.Where, layer)),
        };
        var sql = (indicator.Kind == IndicatorKind.Length ? ByLength : ByFeature)
            .Replace("{part}", part, StringComparison.Ordinal).Replace("{whole}", whole, StringComparison.Ordinal)
            .Replace("{base}", @base, StringComparison.Ordinal).Replace("{relation}", FeatureRelation.Of(counted).Table, StringComparison.Ordinal)
            .Replace("{field}", indicator.Kind == IndicatorKind.Length && indicator.Field is { } field ? Number(layer, field) : "null::float8", StringComparison.Ordinal);
        command.CommandText = sql.Replace("{valid}", Valid(), StringComparison.Ordinal);

        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (parts, synthetic) = (new List<MeasuredPart>(), false);
        while (await rows.ReadAsync(cancel))
        {
            parts.Add(new MeasuredPart(rows.GetString(0), rows.GetInt32(1), rows.GetDouble(2), rows.IsDBNull(3) ? null : rows.GetDouble(3)));
            synthetic |= rows.GetBoolean(4);
        }
        return new Measured(parts, synthetic);

        // The inner rows are f too; outside of their select, f is the zone.
        string Present()
        {
            command.Parameters.Add(new() { Value = layer.Id });
            var id = $"${command.Parameters.Count}";
            return $"exists (select from (select f.geom_3857 as place from {FeatureRelation.Of(layer).Table} where f.layer_id = {id} and {Valid()} and {All(indicator.Where, layer)}) site "
                + "where site.place && f.geom_3857 and st_intersects(site.place, f.geom_3857))";
        }
    }

    private static string Number(Layer layer, string field) => FeatureRelation.Of(layer).ValueOf(layer.Field(field)!);

    private static string Sql(Condition condition, Layer layer, NpgsqlCommand command)
    {
        var value = FeatureRelation.Of(layer).ValueOf(layer.Field(condition.Field)!);
        var parts = new List<string>();
        if (condition.In is { } listed) parts.Add($"({value})::text = any({Parameter(listed.ToArray())})");
        if (condition.AtLeast is { } least) parts.Add($"{value} >= {Parameter(least)}");
        if (condition.AtMost is { } most) parts.Add($"{value} <= {Parameter(most)}");
        return string.Join(" and ", parts);

        string Parameter(object given)
        {
            command.Parameters.Add(new() { Value = given });
            return $"${command.Parameters.Count}";
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "A constant with a table name from a closed list.")]
    private static async Task<bool> IsEmptyAsync(NpgsqlConnection connection, Layer layer, long? publicationId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand { Connection = connection, Parameters = { new() { Value = layer.Id } } };
        command.CommandText = $"select not exists (select from {FeatureRelation.Of(layer).Table} where f.layer_id = $1 and {LayerVersion.Predicate(publicationId, command)})";
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
}

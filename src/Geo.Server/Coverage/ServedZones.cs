using System.Diagnostics.CodeAnalysis;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>
/// Coverage of the kind that has no plane: zones that a site of another layer serves where it stands in them or near them, such as
/// reservoirs with a hydrology station. What near means is a rule of the zones' layer.json.
/// </summary>
internal static class ServedZones
{
    // Mercator stretches by at most 1.3 here: twice the distance finds all that lie within it. The distance itself is on the ellipsoid.
    private const string Select = """
        select f.key, f.code, f.name, f.county_adcode, f.city_adcode, s.code, s.name, s.distance
        from geo.zone f left join lateral (
          select s.code, s.name, st_distance(s.geom::geography, f.geom::geography) as distance from {sites} s
          where s.layer_id = $2 and s.status = 'in-service' and s.valid_to is null and s.geom_3857 && st_expand(f.geom_3857, 2 * $3)
            and st_dwithin(s.geom::geography, f.geom::geography, $3)
          order by distance, s.code limit 1
        ) s on true
        where f.layer_id = $1 and f.valid_to is null
        order by f.key
        """;

    /// <summary>The zones of a layer that has such a rule; none when the asker has them.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "One of two names of tables; values are parameters.")]
    public static async Task<ServedZoneList?> ReadAsync(HttpContext context, Layer layer, ServedRule rule, LayerCatalog catalog, NpgsqlDataSource database, Settlements settlements)
    {
        _ = new QueryParameters(context.Request);
        var cancel = context.RequestAborted;
        var (version, siteVersion) = (await settlements.VersionAsync(layer.Id, cancel), await settlements.VersionAsync(rule.Layer, cancel));
        if (CoverageAnswer.IsFresh(context, $"served.{layer.Id}.{version}.{siteVersion}")) return null;
        // Where exact positions are limited, a distance would give them away.
        await using var command = database.CreateCommand(Select.Replace("{sites}", catalog.Find(rule.Layer)!.IsCoarse ? "geo.coarse_site" : "geo.site", StringComparison.Ordinal));
        foreach (var value in (object[])[layer.Id, rule.Layer, rule.WithinM]) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var zones = new List<ServedZone>();
        while (await rows.ReadAsync(cancel))
            zones.Add(new ServedZone(rows.GetInt64(0), rows.GetString(1), rows.GetString(2), !rows.IsDBNull(5),
                rows.IsDBNull(5) ? null : new ServingSite(rows.GetString(5), rows.GetString(6), Math.Round(rows.GetDouble(7))), rows.GetString(3), rows.GetString(4)));
        return new ServedZoneList(layer.Id, rule, version, siteVersion, zones.Count, zones.Count(zone => zone.Served), zones);
    }
}

/// <param name="Version">Of the zones.</param>
/// <param name="SiteVersion">Of the sites that serve them.</param>
public sealed record ServedZoneList(string Layer, ServedRule Rule, long Version, long SiteVersion, int Total, int Served, IReadOnlyList<ServedZone> Zones);

/// <param name="By">The nearest site that serves it.</param>
public sealed record ServedZone(long FeatureId, string Code, string Name, bool Served, ServingSite? By, string County, string City);

/// <param name="DistanceM">0 inside the zone.</param>
public sealed record ServingSite(string Code, string Name, double DistanceM);

using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks.Serve;

/// <summary>
/// The rows of the layer as map servers know how to read them: a column for each property, under its name in GeoJSON. It is a view, so
/// what is published is at once there too, and it has the place in Web Mercator, on which the table's index is.
/// </summary>
internal static class RivalView
{
    public const string Name = "rival_site";

    /// <summary>For PostgreSQL: short answers to many are not divided among processes. Whoever knows it would say so; it doubles what a rival does.</summary>
    public const string Options = "-c max_parallel_workers_per_gather=0";

    /// <summary>The properties of a feature in the order of the view; <c>sectors</c>, a list of objects, is text to all map servers.</summary>
    public static readonly IReadOnlyList<string> Properties =
    [
        "code", "name", "status", "inServiceDate", "cityAdcode", "countyAdcode", "synthetic", "source", "positionalQuality",
        "operator", "band", "scenario", "heightM", "powerW", "gnbId", "networkMode", "shared", "siteOwner", "vendor", "address", "sectors",
    ];

    private const string Create = """
        create view public.rival_site as
        select key, code, name, status, in_service_date as "inServiceDate", city_adcode as "cityAdcode", county_adcode as "countyAdcode",
          synthetic, source, positional_quality as "positionalQuality",
          attributes ->> 'operator' as operator, attributes ->> 'band' as band, attributes ->> 'scenario' as scenario,
          (attributes ->> 'heightM')::float8 as "heightM", (attributes ->> 'powerW')::float8 as "powerW", (attributes ->> 'gnbId')::bigint as "gnbId",
          attributes ->> 'networkMode' as "networkMode", (attributes ->> 'shared')::boolean as shared, attributes ->> 'siteOwner' as "siteOwner",
          attributes ->> 'vendor' as vendor, attributes ->> 'address' as address, (attributes -> 'sectors')::text as sectors,
          period, geom_3857
        from geo.site where layer_id = '5g' and valid_to is null;
        -- MapServer asks for a key as text, which no index of ours answers.
        create index on geo.site ((key::text)) where layer_id = '5g' and valid_to is null
        """;

    public static async Task CreateAsync(TestDatabase database)
    {
        await using var create = database.Owner.CreateCommand(Create);
        await create.ExecuteNonQueryAsync();
    }
}

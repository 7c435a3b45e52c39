using System.Globalization;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Benchmarks.Serve;

/// <summary>Boxes that hold exactly so many sites, so that whoever answers has no choice which to give, whatever the size of the table.</summary>
internal static class EqualBox
{
    // The last site inside and the first outside, by the longer side of the way to the place. All lie well within a quarter of a degree.
    private const string Edge = """
        select d::float8 from (
          select greatest(abs(st_x(geom) - $1), abs(st_y(geom) - $2)) as d
          from geo.site
          where layer_id = '5g' and valid_to is null and geom_3857 && st_transform(st_makeenvelope($1 - 0.25, $2 - 0.25, $1 + 0.25, $2 + 0.25, 4490), 3857)
        ) near order by d offset $3 - 1 limit 2
        """;

    private const double StepDegrees = 0.0003;

    /// <summary>The box about a place or near it, as the parameter <c>bbox</c>.</summary>
    /// <param name="database">Where the sites are.</param>
    /// <param name="longitude">Of the place.</param>
    /// <param name="latitude">Of the place.</param>
    /// <param name="sites">How many it holds.</param>
    /// <param name="marginDegrees">No site is nearer to the edge: whoever goes by the index alone is a metre or two off.</param>
    public static async Task<string> AboutAsync(TestDatabase database, double longitude, double latitude, int sites, double marginDegrees = 0)
    {
        for (; ; longitude += StepDegrees)
        {
            await using var command = database.Owner.CreateCommand(Edge);
            foreach (var value in (object[])[longitude, latitude, sites]) command.Parameters.Add(new NpgsqlParameter { Value = value });
            await using var row = await command.ExecuteReaderAsync();
            if (!await row.ReadAsync()) throw new InvalidOperationException($"There are fewer than {sites} sites about {longitude} {latitude}.");
            var inside = row.GetDouble(0);
            var outside = await row.ReadAsync() ? row.GetDouble(0) : inside + 1;
            if (outside - inside < marginDegrees * 2) continue;
            var half = (inside + outside) / 2;
            return string.Create(CultureInfo.InvariantCulture, $"{longitude - half:F9},{latitude - half:F9},{longitude + half:F9},{latitude + half:F9}");
        }
    }
}

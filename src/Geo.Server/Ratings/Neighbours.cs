using Geo.Core.Boundaries;
using Geo.Core.Statistics;
using Geo.Server.Plan;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Ratings;

/// <summary>Who borders on whom, by the exact boundaries of a moment; kept as long as they are.</summary>
internal static class Neighbours
{
    private const string Select = """
        select adcode, geom from geo.area where level = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) order by adcode
        """;

    /// <summary>Neighbours by position in the order of adcodes, as figures list areas.</summary>
    public static async Task<SpatialWeights> OfAsync(NpgsqlDataSource database, PlanReading reading, long at, string level)
    {
        var layers = await reading.LayersAsync(at, CancellationToken.None);
        var version = layers.GetValueOrDefault(level == "city" ? "cities" : "counties")?.DataVersion ?? 0;
        return await reading.OnceAsync($"neighbours:{level}:{version}", 20_000, async () =>
        {
            await using var command = database.CreateCommand(Select);
            command.Parameters.Add(new() { Value = level });
            command.Parameters.Add(new() { Value = at });
            await using var rows = await command.ExecuteReaderAsync();
            var shapes = new List<AreaShape>();
            while (await rows.ReadAsync()) shapes.Add(new AreaShape(rows.GetString(0), rows.GetFieldValue<Geometry>(1)));
            return ContiguityWeights.FromCoverage(shapes, Contiguity.Queen);
        }, CancellationToken.None);
    }
}

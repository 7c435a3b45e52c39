using Geo.Core.Boundaries;
using Geo.Core.Statistics;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Benchmarks;

/// <summary>
/// The scoreboard and the ratings of a full province: cold, right after a publication, warm; against the one query that counts
/// the stations alone. And the statistics of 136 counties with 999 permutations.
/// </summary>
public static class PlanBench
{
    private static readonly string[] Answers = ["/api/plan", "/api/ratings?level=city", "/api/ratings?level=county", "/api/indicators/5g-stations", "/api/areas/outlines?level=county"];

    public static async Task RunAsync()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var server = await ServerProcess.StartAsync(database);
        var floorMs = await Clock.MedianMsAsync(5, () => database.ScalarAsync<long>(
            "select count(*) from (select county_adcode, count(*) from geo.site where layer_id = '5g' and valid_to is null and status = 'in-service' group by 1) counties"));
        new Measurement("plan", "first scoreboard", await Clock.MedianMsAsync(1, () => GetAsync(server, "/api/plan")), "ms").Against("bare count of stations by county", floorMs).Print();
        await PublishOneAsync(database);
        new Measurement("plan", "scoreboard after a publication", await Clock.MedianMsAsync(1, () => GetAsync(server, "/api/plan")), "ms").Against("bare count of stations by county", floorMs).Print();
        foreach (var path in Answers)
        {
            await GetAsync(server, path);
            new Measurement("plan", $"warm {path}", await Clock.MedianMsAsync(50, () => GetAsync(server, path)), "ms").Against("bare count of stations by county", floorMs).Print();
        }
        await StatisticsAsync(database);
    }

    private static async Task PublishOneAsync(TestDatabase database)
    {
        var layer = database.Catalog.Find("industry-cluster")!;
        await using var connection = await database.Owner.OpenConnectionAsync();
        var site = new SubmittedFeature("c", "c", "in-service", null, false, null, null, "{}", new Point(117.074, 36.651));
        await Publication.PublishAsync(connection, layer, await Submission.CreateAsync(connection, layer, "bench", "one cluster", [site], new PublicationScope(), default), default);
    }

    private static async Task StatisticsAsync(TestDatabase database)
    {
        var (shapes, values) = (new List<AreaShape>(), new List<double?>());
        await using var command = database.Owner.CreateCommand("select adcode, geom, population_2020 / area_km2::float8 from geo.area where level = 'county' and valid_to is null order by adcode");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            shapes.Add(new AreaShape(rows.GetString(0), rows.GetFieldValue<Geometry>(1)));
            values.Add(rows.GetDouble(2));
        }
        var neighbours = ContiguityWeights.FromCoverage(shapes, Contiguity.Queen);
        // The limit that the map needs is 200 ms for both together.
        const double limitMs = 200;
        new Measurement("plan", "Moran and LISA, 999 permutations, 136 counties", await Clock.MedianMsAsync(5, () => Task.FromResult(
            (Moran.Of(values, neighbours, permutations: 999), LocalMoran.Of(values, neighbours, permutations: 999)))), "ms").Against("limit", limitMs).Print();
    }

    private static async Task GetAsync(ServerProcess server, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip" } } };
        using var response = await server.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }
}

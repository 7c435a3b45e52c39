using Geo.Server.Coverage;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Benchmarks;

/// <summary>A thousand random publications and reversals of NB-IoT sites, and then everything computed from nothing: no difference may be left.</summary>
public static class CoverageThousandBench
{
    private const int Steps = 1000, Checks = 10;

    public static async Task RunAsync()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.Owner.OpenConnectionAsync();
        var (layer, random, sites, taken) = (database.Catalog.Find("nb-iot")!, new Random(1000), new List<SubmittedFeature>(), new Stack<long>());
        var differences = 0;
        for (var step = 1; step <= Steps; step++)
        {
            if (taken.Count > 0 && random.Next(4) == 0) await Reversal.ReverseAsync(connection, layer, taken.Pop(), "bench", default);
            else
            {
                sites.RemoveAll(_ => random.Next(6) == 0);
                for (var i = 0; i < 3; i++)
                    sites.Add(new SubmittedFeature($"s{step}-{i}", "a site", "in-service", null, false, null, null,
                        $$"""{"band": "{{(i == 0 ? "b5" : "b8")}}", "heightM": {{15 + random.Next(40)}}}""", new Point(116.6 + random.NextDouble() * 1.8, 35.6 + random.NextDouble())));
                var submission = await Submission.CreateAsync(connection, layer, "bench", "a file", sites, new PublicationScope(), default);
                if ((await Publication.PublishAsync(connection, layer, submission, default)).Id is { } id) taken.Push(id);
            }
            if (step % (Steps / Checks) == 0)
                differences += (await CoverageVerify.DifferencesAsync(connection, (await EffectiveRule.ReadAsync(connection, layer.Id, default))!, default)).Count;
        }
        new Measurement("coverage-thousand", "differences", differences, "1").Print();
        if (differences > 0) throw new InvalidOperationException($"{differences} differences after {Steps} publications and reversals.");
    }
}

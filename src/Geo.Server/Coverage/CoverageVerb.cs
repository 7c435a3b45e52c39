using System.CommandLine;
using System.Diagnostics;
using Geo.Server.Database;
using Geo.Server.Operations;
using Npgsql;

namespace Geo.Server.Coverage;

public static class CoverageVerb
{
    public static Command Create()
    {
        var layer = new Option<string?>("--layer") { Description = "One layer; all that have coverage when left out" };
        var verify = new Option<bool>("--verify") { Description = "Compute from nothing and compare with what is stored; write nothing" };
        var file = new Argument<string>("file") { Description = "GeoTIFF of people by pixel, in longitude and latitude, such as WorldPop's" };
        var source = new Option<string>("--source") { Description = "Where it comes from, shown with every percentage", Required = true };
        var year = new Option<int>("--year") { Description = "The year that it tells of", Required = true };
        return new Command("coverage", "Coverage planes and figures")
        {
            new Command("compute", "Bring coverage up to the rows, the rule and the boundaries") { layer, verify }.Does(async (parsed, cancel) =>
            {
                await using var database = Connection.Owner(Connection.FromEnvironment(parsed.GetValue(Verbs.Db)));
                if (!parsed.GetValue(verify))
                {
                    await CoverageUpdate.EnsureAsync(database, Environment.UserName, Console.WriteLine, cancel, parsed.GetValue(layer), isThorough: true);
                    return;
                }
                await using var connection = await database.OpenConnectionAsync(cancel);
                var rules = (await EffectiveRule.ReadAllAsync(connection, cancel)).Where(rule => parsed.GetValue(layer) is not { } one || rule.LayerId == one).ToList();
                if (rules.Count == 0) throw new InvalidOperationException($"The layer '{parsed.GetValue(layer)}' has no coverage.");
                var different = 0;
                foreach (var rule in rules) different += await VerifyAsync(connection, rule, cancel);
                if (different > 0) throw new InvalidOperationException($"{different} differences: run `geo coverage compute`.");
            }),
            new Command("people", "Put a raster of people in the place of the evenly spread census") { file, source, year }.Does(async (parsed, cancel) =>
            {
                await using var database = Connection.Owner(Connection.FromEnvironment(parsed.GetValue(Verbs.Db)));
                var units = await PeopleImport.RunAsync(database, parsed.GetValue(file)!, parsed.GetValue(source)!, parsed.GetValue(year), cancel);
                Console.WriteLine($"{units / 1000.0:0.000} people placed");
                await CoverageUpdate.EnsureAsync(database, Environment.UserName, Console.WriteLine, cancel);
            }),
        };
    }

    private static async Task<int> VerifyAsync(NpgsqlConnection connection, EffectiveRule rule, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var differences = await CoverageVerify.DifferencesAsync(connection, rule, cancel);
        foreach (var difference in differences.Take(20)) Console.WriteLine($"{rule.LayerId}: {difference}");
        Console.WriteLine($"{rule.LayerId}: {(differences.Count == 0 ? "no difference" : $"{differences.Count} differences")} ({Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s)");
        return differences.Count;
    }
}

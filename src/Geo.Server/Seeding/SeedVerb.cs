using System.CommandLine;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Operations;

namespace Geo.Server.Seeding;

public static class SeedVerb
{
    public static Command Create()
    {
        var ifEmpty = new Option<bool>("--if-empty") { Description = "Do nothing when anything was ever published" };
        var noDemo = new Option<bool>("--no-demo") { Description = "Leave the demonstration sites out; so does DEMO=0" };
        return new Command("seed", "Publish boundaries, named facilities and demonstration sites") { ifEmpty, noDemo }.Does(async (parsed, cancel) =>
        {
            var catalog = LayerCatalog.Load(LayerCatalog.FindFolder(parsed.GetValue(Verbs.Data)));
            await using var database = Connection.Owner(Connection.FromEnvironment(parsed.GetValue(Verbs.Db)));
            if (parsed.GetValue(ifEmpty) && !await Seed.IsEmptyAsync(database, cancel)) return;
            var demonstration = !parsed.GetValue(noDemo) && Environment.GetEnvironmentVariable("DEMO") != "0";
            await Seed.RunAsync(database, catalog, demonstration, Console.WriteLine, cancel);
        });
    }
}

public static class DemonstrationVerb
{
    public static Command Create() => new("demo", "Demonstration sites")
    {
        new Command("remove", "Take every demonstration site out of the service").Does(async (parsed, cancel) =>
        {
            var catalog = LayerCatalog.Load(LayerCatalog.FindFolder(parsed.GetValue(Verbs.Data)));
            await using var database = Connection.Owner(Connection.FromEnvironment(parsed.GetValue(Verbs.Db)));
            await Seed.WithdrawDemonstrationAsync(database, catalog, Environment.UserName, Console.WriteLine, cancel);
        }),
    };
}

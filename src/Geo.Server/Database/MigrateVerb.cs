using System.CommandLine;
using Geo.Server.Coverage;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Geo.Server.Plan;

namespace Geo.Server.Database;

public static class MigrateVerb
{
    public static Command Create() => new Command("migrate", "Bring the database schema and the layer declarations up to date").Does(async (parsed, cancel) =>
    {
        var connectionString = Connection.FromEnvironment(parsed.GetValue(Verbs.Db));
        var catalog = LayerCatalog.Load(LayerCatalog.FindFolder(parsed.GetValue(Verbs.Data)));
        await Migrator.MigrateAsync(connectionString, Console.WriteLine);
        await using var database = Connection.Owner(connectionString);
        await LayerRegistration.WriteAsync(catalog, database, "migrate", cancel);
        await PlanRegistration.WriteAsync(PlanCatalog.Load(catalog), database, "migrate", cancel);
        await CoverageUpdate.EnsureAsync(database, "migrate", Console.WriteLine, cancel);
    });
}

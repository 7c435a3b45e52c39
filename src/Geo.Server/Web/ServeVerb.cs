using System.CommandLine;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Geo.Server.Plan;

namespace Geo.Server.Web;

public static class ServeVerb
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port to listen on", DefaultValueFactory = _ => int.TryParse(Environment.GetEnvironmentVariable("PORT"), out var set) ? set : 5080 };
        var host = new Option<string>("--host") { Description = "Address to listen on", DefaultValueFactory = _ => "localhost" };
        var web = new Option<string?>("--web") { Description = "The built front end; web/dist beside gis-data when left out" };
        return new Command("serve", "Serve the map and its API") { port, host, web }.Does(async (parsed, cancel) =>
        {
            var connectionString = Connection.FromEnvironment(parsed.GetValue(Verbs.Db));
            var catalog = LayerCatalog.Load(LayerCatalog.FindFolder(parsed.GetValue(Verbs.Data)));
            var root = parsed.GetValue(web) ?? Path.Combine(catalog.Folder, "..", "web", "dist");
            await using var app = Serving.Build(
                ["--urls", $"http://{parsed.GetValue(host)}:{parsed.GetValue(port)}", "--Web:Root", Path.GetFullPath(root)], connectionString, catalog);
            await using (var database = Connection.Owner(connectionString))
                if ((await Migrator.DifferenceAsync(database, cancel) ?? await LayerRegistration.DifferenceAsync(catalog, database, cancel)
                    ?? await PlanRegistration.DifferenceAsync(PlanCatalog.Load(catalog), database, cancel)) is { } difference)
                    throw new InvalidOperationException(difference);
            await app.RunAsync(cancel);
        });
    }
}

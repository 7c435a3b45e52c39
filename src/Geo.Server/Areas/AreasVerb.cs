using System.CommandLine;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Operations;

namespace Geo.Server.Areas;

public static class AreasVerb
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "GeoJSON of the counties, CGCS2000 or WGS 84, each with its 'adcode' or 'gb'" };
        var import = new Command("import", "Replace the boundaries of every level by official ones") { file }.Does(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            if (!File.Exists(path)) throw new IOException($"There is no file {path}.");
            var catalog = LayerCatalog.Load(LayerCatalog.FindFolder(parsed.GetValue(Verbs.Data)));
            var rows = AreaTable.Read(Path.Combine(catalog.Folder, "areas", "areas.csv"));
            await using var database = Connection.Owner(Connection.FromEnvironment(parsed.GetValue(Verbs.Db)));
            var changed = await AreaImport.RunAsync(database, catalog, rows, BoundarySource.ReadOfficial(path, rows), Environment.UserName, cancel);
            Console.WriteLine(changed ? $"Published the boundaries of {Path.GetFileName(path)}." : "These boundaries are published already.");
        });
        return new Command("areas", "Boundaries of the province, its circles, cities and counties") { import };
    }
}

using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Plan;
using Npgsql;
using Sylvan.Data.Csv;

namespace Geo.Server.Seeding;

/// <summary>Publishes the figures that were found published, each with its source, through the same check as a city's report.</summary>
public static class FigureSeed
{
    public static async Task RunAsync(NpgsqlDataSource database, LayerCatalog catalog, string actor, Action<string> log, CancellationToken cancel)
    {
        var path = Path.Combine(catalog.Folder, "plan", "reported.csv");
        if (!File.Exists(path)) return;
        var source = Seed.Fingerprint("reported.csv", [path]);
        await using var session = await DatabaseSession.OpenAsync(database, Actor.CommandLine() with { Name = actor }, cancel);
        await using (var published = session.Command("select exists (select from geo.figure_publication where source = $1)", source))
            if ((bool)(await published.ExecuteScalarAsync(cancel))!) return;
        var version = await PlanVersion.ReadAsync(session.Connection, null, cancel);
        var (figures, remarks) = FigureCheck.Of(Read(path), version, await PlanAreas.ReadAsync(session.Connection, null, cancel), session.Actor);
        if (remarks is [var first, ..]) throw new DefinitionException(path, first.Row + 1, first.Message);
        var result = await FigurePublication.PublishAsync(session, figures, source, cancel);
        await session.CommitAsync(cancel);
        log($"figures: +{result.Added} ~{result.Changed} -{result.Removed}");
    }

    private static List<FigureRow> Read(string path)
    {
        using var csv = CsvDataReader.Create(path);
        var rows = new List<FigureRow>();
        while (csv.Read()) rows.Add(new FigureRow(csv.GetString(0), csv.GetString(1), csv.GetString(2), csv.GetString(3), csv.GetString(4)));
        return rows;
    }
}

using System.Security.Cryptography;
using Geo.Server.Areas;
using Geo.Server.Layers;
using Geo.Server.Seeding.Demonstration;
using Geo.Server.Submissions;
using Npgsql;

namespace Geo.Server.Seeding;

/// <summary>
/// Fills an empty service: boundaries, named facilities, demonstration sites. It publishes through the same code as a
/// city's upload, and publishes nothing that is published already.
/// </summary>
public static class Seed
{
    private const string Actor = "seed";

    public static async Task RunAsync(NpgsqlDataSource database, LayerCatalog catalog, bool demonstration, Action<string> log, CancellationToken cancel)
    {
        await ImportShippedAreasAsync(database, catalog, log, cancel);
        foreach (var layer in catalog.Layers.Where(layer => layer.Role != LayerRole.Area))
        {
            var facilities = Path.Combine(catalog.FolderOf(layer), "sites.geojson");
            if (File.Exists(facilities))
                await PublishAsync(layer, Fingerprint("sites.geojson", [facilities]), () => FacilityFile.Read(facilities, layer), synthetic: false);
        }
        if (demonstration)
            // Towns before what is measured against them, or coverage would be computed twice.
            foreach (var (layer, source, features) in (await DemonstrationData.PlanAsync(database, catalog, cancel)).OrderBy(plan => plan.Layer.Definition.Coverage is not null))
                await PublishAsync(layer, source, features, synthetic: true);

        async Task PublishAsync(Layer layer, string source, Func<IReadOnlyList<SubmittedFeature>> features, bool synthetic)
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            if (await IsPublishedAsync(connection, layer, source, cancel)) return;
            var submission = await Submission.CreateAsync(connection, layer, Actor, source, features(), new PublicationScope(synthetic), cancel);
            var result = await Publication.PublishAsync(connection, layer, submission, cancel);
            log($"{layer.Id}: +{result.Added} ~{result.Changed} -{result.Removed} (version {result.DataVersion})");
        }
    }

    /// <summary>Takes every demonstration feature out of a running service; what is real stays.</summary>
    public static async Task WithdrawDemonstrationAsync(NpgsqlDataSource database, LayerCatalog catalog, string actor, Action<string> log, CancellationToken cancel)
    {
        foreach (var layer in catalog.Layers.Where(layer => layer.Role != LayerRole.Area))
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            // An empty submission for the demonstration features: all of them are gone from it.
            var submission = await Submission.CreateAsync(connection, layer, actor, "withdrawal of demonstration data", [], new PublicationScope(Synthetic: true), cancel);
            var result = await Publication.PublishAsync(connection, layer, submission, cancel);
            if (result.Removed > 0) log($"{layer.Id}: -{result.Removed} (version {result.DataVersion})");
        }
    }

    /// <summary>True when nothing was ever published: then a first start fills the service by itself.</summary>
    public static async Task<bool> IsEmptyAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select not exists (select from geo.publication where kind = 'publication')");
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>A source's name with a short hash of the files it is made from, so that a publication says what it came from.</summary>
    public static string Fingerprint(string name, IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files) hash.AppendData(File.ReadAllBytes(file));
        return $"{name} sha256:{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8))}";
    }

    // Boundaries that a province has imported stay: only a service without any gets the shipped ones.
    private static async Task ImportShippedAreasAsync(NpgsqlDataSource database, LayerCatalog catalog, Action<string> log, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select exists (select from geo.area where valid_to is null)");
        if ((bool)(await command.ExecuteScalarAsync(cancel))!) return;
        var folder = Path.Combine(catalog.Folder, "areas");
        var rows = AreaTable.Read(Path.Combine(folder, "areas.csv"));
        await AreaImport.RunAsync(database, catalog, rows, BoundarySource.ReadShipped(folder, rows), Actor, cancel);
        log($"areas: {rows.Count} published");
    }

    private static async Task<bool> IsPublishedAsync(NpgsqlConnection connection, Layer layer, string source, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select coalesce((
              select source = $2 from geo.publication
              where layer_id = $1 and kind <> 'definition' and split_part(source, ' ', 1) in (split_part($2, ' ', 1), 'withdrawal')
              order by id desc limit 1), false)
            """, connection)
        { Parameters = { new() { Value = layer.Id }, new() { Value = source } } };
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
}

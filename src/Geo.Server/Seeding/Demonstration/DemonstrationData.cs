using Geo.Server.Layers;
using Geo.Server.Submissions;
using Npgsql;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>Features that stand in for data nobody has published, made by seeded generators from each layer's demo.json.</summary>
public static class DemonstrationData
{
    /// <summary>Each layer that has a demo.json, what its features are made from, and how to make them: nothing is made until it is asked for.</summary>
    /// <exception cref="DefinitionException">A layer has a demo.json and no generator.</exception>
    public static async Task<IReadOnlyList<(Layer Layer, string Source, Func<IReadOnlyList<SubmittedFeature>> Features)>> PlanAsync(
        NpgsqlDataSource database, LayerCatalog catalog, CancellationToken cancel)
    {
        var areas = Path.Combine(catalog.Folder, "areas", "areas.csv");
        var towns = Path.Combine(catalog.Folder, "layers", Generators.UrbanArea, FileName);
        var counties = await County.ReadCurrentAsync(database, cancel);
        var settlements = new Lazy<IReadOnlyList<Settlement>>(() => SettlementsOf(counties, DemoFile.Read<UrbanAreaSettings>(towns)));
        return [.. catalog.Layers
            .Select(layer => (Layer: layer, Demo: Path.Combine(catalog.FolderOf(layer), FileName)))
            .Where(pair => File.Exists(pair.Demo))
            .Select(pair =>
            {
                var generator = Generators.Find(pair.Layer.Id) ?? throw new DefinitionException(pair.Demo, 1, $"No generator knows the layer {pair.Layer.Id}.");
                // Sites stand where the towns are, so they are made from the towns' settings too.
                return (pair.Layer, Seed.Fingerprint(FileName, ((string[])[pair.Demo, towns, areas]).Distinct()),
                    (Func<IReadOnlyList<SubmittedFeature>>)(() => generator(pair.Demo, settlements.Value)));
            })];
    }

    public static IReadOnlyList<Settlement> SettlementsOf(IReadOnlyList<County> counties, UrbanAreaSettings settings) =>
        [.. counties.OrderBy(county => county.Adcode, StringComparer.Ordinal).Select(county => new Settlement(county, settings))];

    private const string FileName = "demo.json";
}

using Geo.Server.Layers;
using Geo.Server.Submissions;
using Npgsql;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>Features that stand in for data nobody has published, made by seeded generators from each layer's demo.json.</summary>
public static class DemonstrationData
{
    public static async Task<IReadOnlyList<(Layer Layer, string Source, Func<IReadOnlyList<SubmittedFeature>> Features)>> PlanAsync(
        NpgsqlDataSource database, LayerCatalog catalog, CancellationToken cancel)
    {
        await Task.CompletedTask;
        return [];
    }
}

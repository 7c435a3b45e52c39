using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>The ground for readers: looked up at most every few seconds, since it changes with boundaries and towns only.</summary>
internal sealed class CoverageGround(NpgsqlDataSource database)
{
    public async Task<Ground> OfAsync(CoverageModel model, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await Ground.ReadAsync(connection, model.Grid, model.Rule.UrbanLayer, cancel);
    }
}

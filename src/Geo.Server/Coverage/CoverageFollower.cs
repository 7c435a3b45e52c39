using Geo.Server.Layers;
using Geo.Server.Submissions;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>
/// Hears of publications, this server's and others', and makes ready what will be asked for: the ground at the start, then
/// the index and overviews of each new state. Nobody waits for it: whoever asks before reads the database.
/// </summary>
internal sealed class CoverageFollower(NpgsqlDataSource database, LayerCatalog catalog, PlaneStore planes, CoverageGround grounds, ILogger<CoverageFollower> log) : PublicationFollower(log)
{
    protected override async Task FollowAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var heard = new HashSet<string>(catalog.Layers.Where(layer => layer.Definition.Coverage is not null).Select(layer => layer.Id));
        connection.Notification += (_, news) =>
        {
            lock (heard) heard.Add(news.Payload.Split(':')[0]);
        };
        await using (var listen = new NpgsqlCommand($"listen {PublicationLog.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancel);
        while (true)
        {
            string[] now;
            lock (heard)
            {
                now = [.. heard];
                heard.Clear();
            }
            foreach (var layer in now)
                if (catalog.Find(layer) is { Definition.Coverage: not null }) await MakeReadyAsync(layer, cancel);
            await connection.WaitAsync(cancel);
        }
    }

    private async Task MakeReadyAsync(string layerId, CancellationToken cancel)
    {
        try
        {
            var version = await CoverageVersion.ResolveAsync(layerId, catalog, null, database, cancel);
            if (version.HasPlanes) await planes.StateAsync(version, cancel);
            await grounds.OfAsync(version.Model, cancel);
        }
        catch (Operations.ProblemException)
        {
            // Not computed yet.
        }
    }
}

using Geo.Server.Operations;
using Geo.Server.Submissions;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>
/// Hears of publications, this server's and others', and counts the plan before somebody asks. Nobody waits for it: whoever
/// asks before gets figures of the same moment, counted for the two together.
/// </summary>
internal sealed class PlanFollower(NpgsqlDataSource database, PlanReading reading, ILogger<PlanFollower> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // Publications come in rows: what the next one makes old is not worth counting.
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(300);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException or ProblemException)
            {
                // The database is away: try again until it is back, and then catch up.
                log.LogWarning("Following publications for the plan stopped: {Message}", e.Message);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using (var listen = new NpgsqlCommand($"listen {PublicationLog.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancel);
        while (true)
        {
            await reading.WarmAsync(cancel);
            await connection.WaitAsync(cancel);
            while (await connection.WaitAsync(Calm, cancel))
            {
            }
        }
    }
}

using Npgsql;

namespace Geo.Server.Submissions;

/// <summary>Something that hears of publications, this server's and others', for as long as the service runs.</summary>
internal abstract class PublicationFollower(ILogger log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Listens on <see cref="PublicationLog.Channel"/> until the database goes away.</summary>
    protected abstract Task FollowAsync(CancellationToken cancel);

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
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
            {
                // The database is away: try again until it is back, and then catch up.
                log.LogWarning("Following publications stopped: {Message}", e.Message);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }
}

using Geo.Server.Submissions;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>
/// Counts the plan after each publication, before somebody asks. Nobody waits for it: whoever asks sooner gets figures of the
/// same moment, counted for the two together.
/// </summary>
internal sealed class PlanFollower(NpgsqlDataSource database, PlanReading reading, ILogger<PlanFollower> log) : PublicationFollower(log)
{
    // Publications come in rows: what the next one makes old is not worth counting.
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(300);

    protected override async Task FollowAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using (var listen = new NpgsqlCommand($"listen {PublicationLog.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancel);
        while (true)
        {
            await CountAsync(cancel);
            await connection.WaitAsync(cancel);
            while (await connection.WaitAsync(Calm, cancel))
            {
            }
        }
    }

    private async Task CountAsync(CancellationToken cancel)
    {
        try
        {
            await reading.WarmAsync(cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whoever asks will be told; counting ahead must not end the service.
            log.LogWarning("The plan could not be counted ahead: {Message}", e.Message);
        }
    }
}

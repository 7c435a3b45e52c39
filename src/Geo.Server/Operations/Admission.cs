using System.Globalization;
using System.Threading.RateLimiting;

namespace Geo.Server.Operations;

/// <param name="AtOnce">Requests that may read the database at one time. The pool of connections is larger by what publishes and follows.</param>
/// <param name="Waiting">Requests that may wait for their turn.</param>
/// <param name="PatienceSeconds">How long one waits.</param>
public sealed record AdmissionOptions(int AtOnce = 32, int Waiting = 512, double PatienceSeconds = 10);

/// <summary>
/// How many read the database at once. The next ones wait in a queue; who finds it full, or waits too long, is told to come
/// back (503 with Retry-After), so that a rush makes answers late or refused and never all of them fail.
/// </summary>
public sealed class Admission(AdmissionOptions options) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    { PermitLimit = options.AtOnce, QueueLimit = options.Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    public long WaitingNow => _limiter.GetStatistics()!.CurrentQueuedCount;
    public long FreeNow => _limiter.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Waits for a turn, which ends when what is returned is disposed.</summary>
    /// <exception cref="ProblemException">Too many wait, or the wait was too long.</exception>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancel)
    {
        var lease = _limiter.AttemptAcquire();
        if (lease.IsAcquired) return lease;
        lease.Dispose();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(options.PatienceSeconds));
        try
        {
            lease = await _limiter.AcquireAsync(1, patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Busy();
        }
        if (lease.IsAcquired) return lease;
        lease.Dispose();
        throw Busy();
    }

    public void Dispose() => _limiter.Dispose();

    private ProblemException Busy() => new(StatusCodes.Status503ServiceUnavailable, "busy",
        string.Create(CultureInfo.InvariantCulture, $"More requests than can be answered: {options.AtOnce} at work, {options.Waiting} may wait {options.PatienceSeconds} s. Try again in a moment."));
}

/// <summary>
/// Marks an endpoint that takes no turn for its whole time: one that often answers without the database and takes its turn when it needs it,
/// or one that stays open for long and asks now and then.
/// </summary>
internal sealed class AdmitsItself;

public static class AdmissionSetting
{
    public static void AddAdmission(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(new Admission(configuration.GetSection("Admission").Get<AdmissionOptions>() ?? new AdmissionOptions()));

    /// <summary>Readers take turns; those who write are few.</summary>
    public static void UseAdmission(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var isReading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method);
        if (!isReading || !ReadsTheDatabase(context.Request.Path) || context.GetEndpoint()?.Metadata.GetMetadata<AdmitsItself>() is not null)
        {
            await next(context);
            return;
        }
        using var admitted = await context.RequestServices.GetRequiredService<Admission>().EnterAsync(context.RequestAborted);
        await next(context);
    });

    private static bool ReadsTheDatabase(PathString path) => path.StartsWithSegments("/ogc") || path.StartsWithSegments("/api");
}

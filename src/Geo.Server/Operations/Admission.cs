using System.Globalization;
using System.Threading.RateLimiting;

namespace Geo.Server.Operations;

/// <param name="AtOnce">Requests that may read the database at one time. With the downloads, the pool of connections is larger by what publishes and follows.</param>
/// <param name="Waiting">Requests that may wait for their turn.</param>
/// <param name="PatienceSeconds">How long one waits.</param>
/// <param name="Downloads">Answers that may be sent while they are read, each for as long as its asker takes.</param>
public sealed record AdmissionOptions(int AtOnce = 28, int Waiting = 512, double PatienceSeconds = 10, int Downloads = 8);

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

/// <summary>The turn of a request. It ends when the answer begins to be sent: all is read by then, and how slowly the asker takes it is no matter to others.</summary>
public sealed class Turn(IDisposable admitted, Admission downloads) : IDisposable
{
    private IDisposable? _reading = admitted;
    private IDisposable? _download;

    public void EndReading()
    {
        _reading?.Dispose();
        _reading = null;
    }

    /// <summary>What is sent while it is read goes at its asker's pace: such answers have few turns of their own, so that slow ones take none from others.</summary>
    /// <exception cref="ProblemException">Too many wait, or the wait was too long.</exception>
    public async ValueTask BecomeDownloadAsync(CancellationToken cancel)
    {
        EndReading();
        _download = await downloads.EnterAsync(cancel);
    }

    public void Dispose()
    {
        EndReading();
        _download?.Dispose();
    }
}

/// <summary>
/// Marks an endpoint that takes no turn for its whole time: one that often answers without the database and takes its turn when it needs it,
/// or one that stays open for long and asks now and then.
/// </summary>
internal sealed class AdmitsItself;

public static class AdmissionSetting
{
    /// <summary>The key of the turns of downloads.</summary>
    public const string Downloads = "downloads";

    public static void AddAdmission(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Admission").Get<AdmissionOptions>() ?? new AdmissionOptions();
        services.AddSingleton(new Admission(options));
        services.AddKeyedSingleton(Downloads, new Admission(options with { AtOnce = options.Downloads }));
    }

    /// <summary>Says that the answer will be sent while it is read; nothing where the request takes no turn.</summary>
    public static ValueTask BecomeDownloadAsync(this HttpContext context) => context.Features.Get<Turn>()?.BecomeDownloadAsync(context.RequestAborted) ?? default;

    /// <summary>Readers take turns; those who write are few.</summary>
    public static void UseAdmission(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var isReading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method);
        if (!isReading || !ReadsTheDatabase(context.Request.Path) || context.GetEndpoint()?.Metadata.GetMetadata<AdmitsItself>() is not null)
        {
            await next(context);
            return;
        }
        var services = context.RequestServices;
        using var turn = new Turn(await services.GetRequiredService<Admission>().EnterAsync(context.RequestAborted), services.GetRequiredKeyedService<Admission>(Downloads));
        context.Features.Set(turn);
        context.Response.OnStarting(() =>
        {
            turn.EndReading();
            return Task.CompletedTask;
        });
        await next(context);
    });

    private static bool ReadsTheDatabase(PathString path) => path.StartsWithSegments("/ogc") || path.StartsWithSegments("/api");
}

using System.Data;
using Geo.Server.Layers;
using Geo.Server.Operations;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>Which definitions and which state of the data an answer speaks of. Both numbers together are its citation.</summary>
/// <param name="At">The last publication that is counted.</param>
/// <param name="IsPinned">Asked for by number, so the answer never changes.</param>
public sealed record PlanMoment(PlanVersion Version, long At, bool IsPinned)
{
    public string Key => $"{Version.Number}.{At}";
}

/// <summary>
/// Evaluates when asked, not when published: a publication stays as fast as it is, and every state of the past can be
/// evaluated in the same way. What was evaluated is kept under the versions that it came from, so it is never stale.
/// </summary>
internal sealed class PlanReading(NpgsqlDataSource database, LayerCatalog catalog, CoverageNumbers coverage, IMemoryCache cache)
{
    // A county's count must not depend on who may see its sites.
    private readonly LayerCatalog _layers = catalog.Exact();

    // Figures are numbered with the publications of layers.
    private const string Newest = """
        select (select max(version) from geo.plan_version),
          greatest((select coalesce(max(id), 0) from geo.publication), (select coalesce(max(id), 0) from geo.figure_publication))
        """;

    private const string VersionsAt = """
        select distinct on (layer_id) layer_id, data_version, id, published_at from geo.publication where id <= $1 order by layer_id, id desc
        """;

    /// <summary>The moment asked for; what is left out is the newest.</summary>
    /// <exception cref="ProblemException">There is no such version or publication.</exception>
    public async Task<PlanMoment> MomentAsync(long? version, long? at, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        long newestVersion, newest;
        await using (var command = new NpgsqlCommand(Newest, connection))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            (newestVersion, newest) = (row.IsDBNull(0) ? 0 : row.GetInt64(0), row.GetInt64(1));
        }
        if (at > newest) throw ProblemException.NotFound("unknown-publication", $"There is no publication {at} yet; the last one is {newest}.");
        var asked = version ?? newestVersion;
        if (!cache.TryGetValue($"plan-version:{asked}", out PlanVersion? found))
        {
            found = await PlanVersion.ReadAsync(connection, version ?? (newestVersion == 0 ? null : newestVersion), cancel);
            cache.Set($"plan-version:{asked}", found, Kept(200_000));
        }
        return new PlanMoment(found!, at ?? newest, version is not null && at is not null);
    }

    /// <summary>All figures at the end of a period.</summary>
    public Task<PeriodFigures> FiguresAsync(PlanMoment moment, PlanPeriod period, CancellationToken cancel) =>
        OnceAsync($"plan-figures:{moment.Key}:{period.Text}", 1_000_000, async () =>
        {
            // Nobody's request cancels it: others may wait for it too.
            var (areas, reported, inputs) = await OnceAsync($"plan-inputs:{moment.Key}", 500_000, () => InputsAsync(moment), CancellationToken.None);
            return Evaluation.Of(moment.Version, moment.At, period, areas, reported, indicator => inputs[indicator.Id]);
        }, cancel);

    /// <summary>Makes ready what people will ask for first: the plan's year and the years before it, as things stand now.</summary>
    public async Task WarmAsync(CancellationToken cancel)
    {
        var moment = await MomentAsync(null, null, cancel);
        await FiguresAsync(moment, PlanPeriod.OfYear(moment.Version.Plan.Articles.Plan.Year), cancel);
        foreach (var year in moment.Version.Plan.Standard.Years) await FiguresAsync(moment, PlanPeriod.OfYear(year), cancel);
    }

    /// <summary>The data version of each layer at a publication.</summary>
    public async Task<IReadOnlyDictionary<string, LayerAt>> LayersAsync(long at, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await LayersAsync(connection, at, cancel);
    }

    /// <summary>Something that follows from a moment, made once however many ask for it at a time.</summary>
    public Task<T> OnceAsync<T>(string key, long sizeBytes, Func<Task<T>> make, CancellationToken cancel)
    {
        Lazy<Task<T>> work;
        lock (cache)
            work = cache.GetOrCreate(key, entry =>
            {
                entry.SetOptions(Kept(sizeBytes));
                return new Lazy<Task<T>>(() => KeepOnlySuccessAsync(key, make));
            })!;
        return work.Value.WaitAsync(cancel);
    }

    private async Task<T> KeepOnlySuccessAsync<T>(string key, Func<Task<T>> make)
    {
        try
        {
            return await make();
        }
        catch
        {
            cache.Remove(key);
            throw;
        }
    }

    private async Task<PlanInputs> InputsAsync(PlanMoment moment)
    {
        var cancel = CancellationToken.None;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var versions = await LayersAsync(connection, moment.At, cancel);
        await using var newer = new NpgsqlCommand("select array(select distinct layer_id from geo.publication where id > $1)", connection) { Parameters = { new() { Value = moment.At } } };
        var since = ((string[])(await newer.ExecuteScalarAsync(cancel))!).ToHashSet();
        // The current rows have an index of their own; a layer that nothing has changed since is read through it.
        long? StateOf(string layer) => since.Contains(layer) ? moment.At : null;

        var areas = await PlanAreas.ReadAsync(connection, StateOf("counties"), cancel);
        var reported = await ReportedFigures.ReadAsync(connection, moment.At, cancel);
        List<Indicator> read = [.. moment.Version.Plan.Indicators.Indicators.Where(indicator => indicator.Layer is not null)];
        // Planes are counted here while the database counts sites.
        var covered = Task.Run(() => CoveredAsync(read.Where(IsOfPlanes), moment.At, versions, cancel), cancel);
        var inputs = new Dictionary<string, IndicatorInput>();
        try
        {
            foreach (var indicator in read.Where(indicator => !IsOfPlanes(indicator))) inputs[indicator.Id] = await InputAsync(connection, indicator, versions, StateOf, cancel);
        }
        finally
        {
            await ((Task)covered).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        foreach (var (id, parts) in await covered) inputs[id] = new IndicatorInput(null, parts);
        return new PlanInputs(areas, reported, inputs);
    }

    private static bool IsOfPlanes(Indicator indicator) => indicator.Kind == IndicatorKind.Coverage && indicator.Measure != "presence";

    private async Task<Dictionary<string, CoverageParts>> CoveredAsync(IEnumerable<Indicator> indicators, long at, IReadOnlyDictionary<string, LayerAt> versions, CancellationToken cancel)
    {
        var found = new Dictionary<string, CoverageParts>();
        // One after the other: those of one layer share its tiles.
        foreach (var indicator in indicators)
            found[indicator.Id] = IsGone(indicator) ? CoverageParts.NotComputed : await coverage.ReadAsync(indicator, at, layer => versions.GetValueOrDefault(layer)?.DataVersion ?? 0, cancel);
        return found;
    }

    /// <summary>An old version of the plan may name a layer that is no more: it holds nothing then.</summary>
    private bool IsGone(Indicator indicator) => _layers.Find(indicator.Layer!) is null || (indicator.Zones is { } zones && _layers.Find(zones) is null);

    private async Task<IndicatorInput> InputAsync(
        NpgsqlConnection connection, Indicator indicator, IReadOnlyDictionary<string, LayerAt> versions, Func<string, long?> stateOf, CancellationToken cancel)
    {
        if (IsGone(indicator)) return new(new Measured(null, false), null);
        var key = Measuring.CacheKey(indicator, layer => versions.GetValueOrDefault(layer)?.DataVersion ?? 0);
        if (cache.TryGetValue(key, out Measured? measured)) return new(measured, null);
        measured = await Measuring.ReadAsync(connection, indicator, _layers, stateOf(indicator.Layer!) ?? (indicator.Zones is { } id ? stateOf(id) : null), cancel);
        cache.Set(key, measured, Kept(200 + 64L * (measured.Parts?.Count ?? 0)));
        return new(measured, null);
    }

    private static async Task<IReadOnlyDictionary<string, LayerAt>> LayersAsync(NpgsqlConnection connection, long at, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(VersionsAt, connection) { Parameters = { new() { Value = at } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var versions = new Dictionary<string, LayerAt>();
        while (await rows.ReadAsync(cancel)) versions.Add(rows.GetString(0), new LayerAt(rows.GetInt64(1), rows.GetInt64(2), rows.GetDateTime(3)));
        return versions;
    }

    private static MemoryCacheEntryOptions Kept(long sizeBytes) => new() { Size = sizeBytes, SlidingExpiration = TimeSpan.FromHours(1) };
}

/// <summary>A layer's state at a moment.</summary>
public sealed record LayerAt(long DataVersion, long PublicationId, DateTime PublishedAt);

/// <summary>All that the figures of a moment are made of, whatever the period.</summary>
internal sealed record PlanInputs(PlanAreas Areas, ReportedFigures Reported, IReadOnlyDictionary<string, IndicatorInput> Inputs);

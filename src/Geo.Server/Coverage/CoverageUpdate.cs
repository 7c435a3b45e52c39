using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Geo.Core.Coverage;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Submissions;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>
/// Coverage follows the rows in the transaction that changes them: planes, figures and rows are visible together or not at
/// all. Only tiles that a changed site reaches are drawn again.
/// </summary>
internal static class CoverageUpdate
{
    private const string Dependents = """
        select c.layer_id from geo.layer l
        join lateral (select distinct layer_id from geo.coverage where layer_id = l.id) c on true
        where coalesce((select r.rule from geo.coverage_rule r where r.layer_id = l.id order by r.id desc limit 1), l.definition -> 'coverage') ->> 'urbanLayer' = $1
        order by 1
        """;

    private const string Bump = """
        with raised as (
          update geo.layer set data_version = data_version + 1, published_at = now() where id = $1 returning id, data_version
        )
        insert into geo.publication (layer_id, data_version, kind, actor, source)
        select id, data_version, 'definition', $2, $3 from raised
        returning id, data_version
        """;

    /// <summary>The hook of a publication: the layer's rows have changed, nothing is committed.</summary>
    public static async Task ApplyAsync(NpgsqlConnection connection, Layer layer, long publicationId, CancellationToken cancel)
    {
        if (await EffectiveRule.ReadAsync(connection, layer.Id, cancel) is { } rule)
        {
            await WriteAsync(connection, rule, publicationId, cancel);
            return;
        }
        if (layer.Role != LayerRole.Zone) return;
        // Towns have changed: people and sites of towns with them.
        foreach (var dependent in await DependentsAsync(connection, layer.Id, cancel)) await RebaseAsync(connection, dependent, await ActorAsync(connection, publicationId, cancel), layer.Id, cancel);
    }

    /// <summary>
    /// A new version of a layer of which no site has changed, but what its coverage is computed from: the rule, the boundaries,
    /// the towns, the people.
    /// </summary>
    public static async Task<long> RebaseAsync(NpgsqlConnection connection, string layerId, string actor, string cause, CancellationToken cancel)
    {
        long publication, version;
        await using (var bump = new NpgsqlCommand(Bump, connection) { Parameters = { new() { Value = layerId }, new() { Value = actor }, new() { Value = $"coverage: {cause}" } } })
        await using (var row = await bump.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            (publication, version) = (row.GetInt64(0), row.GetInt64(1));
        }
        await WriteAsync(connection, (await EffectiveRule.ReadAsync(connection, layerId, cancel))!, publication, cancel, isAnew: true);
        await Sql.ExecuteAsync(connection, "select pg_notify($1, $2)", [PublicationLog.Channel, $"{layerId}:{version}"], cancel);
        return version;
    }

    /// <summary>Brings coverage up to its rule, its ground and its rows: after a new layer.json, new boundaries, an older build.</summary>
    /// <param name="only">One layer, or (null) all.</param>
    /// <param name="isThorough">Also compute what should be right, and mend what is not.</param>
    public static async Task EnsureAsync(NpgsqlDataSource database, string actor, Action<string> log, CancellationToken cancel, string? only = null, bool isThorough = false)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        foreach (var rule in (await EffectiveRule.ReadAllAsync(connection, cancel)).Where(rule => only is null || rule.LayerId == only))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if (await VersionAsync(connection, rule.LayerId, cancel) == 0) continue;
            var model = CoverageModel.Of(rule.Rule);
            var ground = await Ground.ReadAsync(connection, model.Grid, rule.Rule.UrbanLayer, cancel);
            var state = await CoverageState.LatestAsync(connection, rule.LayerId, cancel);
            if (state?.AssumptionsId == AssumptionsId(rule, ground) && !await HasLaterRowsAsync(connection, rule.LayerId, state.PublicationId, cancel)
                && (!isThorough || (await CoverageVerify.DifferencesInsideAsync(connection, rule, cancel)).Count == 0)) continue;
            var started = Stopwatch.GetTimestamp();
            var version = await RebaseAsync(connection, rule.LayerId, actor, state is null ? "first computed" : "rule or ground changed", cancel);
            await transaction.CommitAsync(cancel);
            log($"{rule.LayerId}: coverage computed in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s (version {version})");
        }
    }

    public static string AssumptionsId(EffectiveRule rule, Ground ground) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Json}\n{ground.Id}")))[..12];

    private static async Task WriteAsync(NpgsqlConnection connection, EffectiveRule rule, long publicationId, CancellationToken cancel, bool isAnew = false)
    {
        var started = Stopwatch.GetTimestamp();
        var layerId = rule.LayerId;
        var model = CoverageModel.Of(rule.Rule);
        var ground = await Ground.ReadAsync(connection, model.Grid, rule.Rule.UrbanLayer, cancel);
        var assumptions = AssumptionsId(rule, ground);
        var before = await CoverageState.LatestAsync(connection, layerId, cancel);
        var figuresBefore = await AreaFigures.CurrentAsync(connection, layerId, cancel);

        CoveragePlanes planes;
        CoverageState state;
        Dictionary<string, Figures> counties;
        if (!isAnew && before is not null && before.AssumptionsId == assumptions)
        {
            var old = CoverageMemory.Find(connection, layerId, before.PublicationId, assumptions)
                ?? Draw(SiteRows.Model(await SiteRows.AtAsync(connection, layerId, before.PublicationId, cancel), model, ground), model);
            var ended = SiteRows.Model(await SiteRows.EndedSinceAsync(connection, layerId, before.PublicationId, cancel), model, ground);
            var begun = SiteRows.Model(await SiteRows.BegunSinceAsync(connection, layerId, before.PublicationId, cancel), model, ground);
            List<CoverageSite> put = [.. begun.Where(site => site.Site is not null).Select(site => site.Site!)];
            planes = old.With(put, [.. ended.Select(site => site.Key).Except(put.Select(site => site.Key)).Where(old.Has)]);
            state = new(publicationId, assumptions, before.Sites + begun.Length - ended.Length,
                before.Defaulted + begun.Count(site => site.IsDefaulted) - ended.Count(site => site.IsDefaulted),
                before.LeftOut + begun.Count(site => site.Site is null) - ended.Count(site => site.Site is null));

            int[] changed = [.. Enumerable.Range(0, model.Grid.Tiles).Where(tile => !IsSame(old.Tile(tile), planes.Tile(tile)))];
            await TileRows.WriteAsync(connection, layerId, publicationId, changed, TileRows.Pack(changed, planes, model), cancel);
            var tally = ZoneTally.Of(changed, planes.Tile, ground.Counties, model.PlainMeasures, ground.People);
            tally.Add(ZoneTally.Of(changed, old.Tile, ground.Counties, model.PlainMeasures, ground.People), -1);
            counties = Moved(figuresBefore, tally, ground, model);
        }
        else
        {
            var sites = SiteRows.Model(await SiteRows.AtAsync(connection, layerId, null, cancel), model, ground);
            planes = Draw(sites, model);
            state = new(publicationId, assumptions, sites.Length, sites.Count(site => site.IsDefaulted), sites.Count(site => site.Site is null));
            int[] all = [.. Enumerable.Range(0, model.Grid.Tiles)];
            var stored = await TileRows.CurrentAsync(connection, layerId, cancel);
            var packed = TileRows.Pack(all, planes, model);
            int[] changed = [.. all.Where(tile => packed[tile] is { } now ? !stored.TryGetValue(tile, out var was) || !was.IsSame(now) : stored.ContainsKey(tile))];
            await TileRows.WriteAsync(connection, layerId, publicationId, changed, [.. changed.Select(tile => packed[tile])], cancel);
            var figures = Figures.Of(ZoneTally.Of(all, planes.Tile, ground.Counties, model.PlainMeasures, ground.People), ground.Totals, model);
            counties = ground.Adcodes.Zip(figures).ToDictionary(pair => pair.First, pair => pair.Second);
        }
        await AreaFigures.WriteAsync(connection, layerId, publicationId, counties, figuresBefore, cancel);
        await state.WriteAsync(connection, rule, Stopwatch.GetElapsedTime(started), cancel);
        await TileRows.ThinOutAsync(connection, layerId, cancel);
        CoverageMemory.Keep(connection, layerId, publicationId, assumptions, planes);
    }

    public static CoveragePlanes Draw(IEnumerable<ModelledSite> sites, CoverageModel model) =>
        CoveragePlanes.Empty(CoverageMemory.Templates(model)).With([.. sites.Where(site => site.Site is not null).Select(site => site.Site!)]);

    /// <summary>Figures of counties after a change of some tiles.</summary>
    private static Dictionary<string, Figures> Moved(Dictionary<string, Figures> before, ZoneTally change, Ground ground, CoverageModel model)
    {
        var counties = new Dictionary<string, Figures>();
        for (var zone = 0; zone < ground.Adcodes.Count; zone++)
        {
            var figures = new Figures();
            figures.Add(before[ground.Adcodes[zone]]);
            for (var i = 0; i < model.Measures.Count; i++)
            {
                var (cells, people) = change.Reaching(zone, i);
                figures.Set(model.Measures[i].Name, figures[model.Measures[i].Name] + new Amount(cells, people));
            }
            counties.Add(ground.Adcodes[zone], figures);
        }
        return counties;
    }

    private static bool IsSame(CoverageTile? a, CoverageTile? b) => ReferenceEquals(a, b)
        || (a is not null && b is not null && a.Levels.SequenceEqual(b.Levels) && a.Depths.SequenceEqual(b.Depths));

    private static async Task<long> VersionAsync(NpgsqlConnection connection, string layerId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select data_version from geo.layer where id = $1 for update", connection) { Parameters = { new() { Value = layerId } } };
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<bool> HasLaterRowsAsync(NpgsqlConnection connection, string layerId, long publicationId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select exists (select from geo.site where layer_id = $1 and (valid_from > $2 or valid_to > $2))", connection)
        { Parameters = { new() { Value = layerId }, new() { Value = publicationId } } };
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<string> ActorAsync(NpgsqlConnection connection, long publicationId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select actor from geo.publication where id = $1", connection) { Parameters = { new() { Value = publicationId } } };
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<List<string>> DependentsAsync(NpgsqlConnection connection, string layerId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Dependents, connection) { Parameters = { new() { Value = layerId } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var layers = new List<string>();
        while (await rows.ReadAsync(cancel)) layers.Add(rows.GetString(0));
        return layers;
    }
}

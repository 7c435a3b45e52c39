namespace Geo.Benchmarks.Serve;

/// <summary>GeoJSON of the same features: a thousand in a box, one by its key, and what filters let through. Peers are compared feature by feature before they count.</summary>
internal sealed class ItemCases(Wrk wrk, Targets targets, Own own, IReadOnlyList<FeatureServer> peers)
{
    private const int Limit = 1000;
    private const int FilterUsers = 10;

    /// <param name="users">How many at the same time.</param>
    /// <param name="box">A box that holds exactly a thousand sites.</param>
    /// <param name="keys">Of sites here and there.</param>
    public async Task RunAsync(IReadOnlyList<int> users, string box, IReadOnlyList<long> keys)
    {
        var equal = await EqualAsync("bbox-1000", server => server.Box(box, Limit));
        await CompareAsync("bbox-1000", users, equal, server => [server.Box(box, Limit)!], mapServers: 10);
        // As browsers ask: compressed for each answer by all that compress.
        await CompareAsync("bbox-1000-gzip", [FilterUsers], [.. equal.Where(peer => peer is not SqlJson)], server => [server.Box(box, Limit)!], null, Wrk.Gzip);

        equal = await EqualAsync("one-feature", server => server.One(keys[0]));
        await CompareAsync("one-feature", users, equal, server => keys.Select(server.One)!);

        // No map server of these versions reads CQL2.
        foreach (var filter in FilterCase.All)
        {
            equal = await EqualAsync($"cql2-{filter.Name}", server => server.Filtered(filter, Limit));
            await CompareAsync($"cql2-{filter.Name}", [FilterUsers], equal, server => [server.Filtered(filter, Limit)!]);
        }
    }

    /// <summary>The peers whose answer is ours.</summary>
    private async Task<IReadOnlyList<FeatureServer>> EqualAsync(string name, Func<FeatureServer, string?> path)
    {
        var features = FeatureContent.Read(await own.ReadAsync(path(own)!));
        new Measurement("serve", $"{name}-features", features.Count, "features").Print();
        List<FeatureServer> equal = [];
        foreach (var peer in peers)
        {
            if (path(peer) is not { } question) continue;
            var theirs = FeatureContent.Read(await peer.ReadAsync(question));
            if (peer is SqlJson) FeatureContent.RequireEqual(features, theirs, $"{name} of {peer.Name}");
            else if (FeatureContent.Difference(features, theirs) is { } difference)
            {
                await Console.Error.WriteLineAsync($"{name}: {peer.Name} does not count, its answer is another: {difference}.");
                continue;
            }
            equal.Add(peer);
        }
        return equal;
    }

    /// <param name="mapServers">How many times as quick as map servers we want to be.</param>
    private async Task CompareAsync(
        string name, IReadOnlyList<int> users, IReadOnlyList<FeatureServer> equal, Func<FeatureServer, IEnumerable<string>> paths, double? mapServers = null, params (string, string)[] headers)
    {
        foreach (var count in users)
        {
            var load = await own.LoadAsync(wrk, name, count, paths(own), headers);
            foreach (var peer in equal)
            {
                var ratio = load.Against(await peer.LoadAsync(wrk, name, count, paths(peer), headers));
                if (mapServers is { } target && peer is not SqlJson) targets.AtLeast($"{name}-{count} {peer.Name}", ratio, target);
            }
            if (load.Errors > 0) targets.AtMost($"{name}-{count} errors", load.Errors, 0);
        }
    }
}

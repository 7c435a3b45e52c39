using System.Text.Json;

namespace Geo.Benchmarks.Serve;

/// <summary>The page at the end of a layer against the first one, and the whole layer in one answer.</summary>
internal sealed class PageCases(Wrk wrk, Targets targets, Own own, IReadOnlyList<FeatureServer> peers)
{
    private const string Bench = "serve";
    private const int Limit = 1000;
    private const int Rounds = 2;

    public async Task RunAsync(IReadOnlyList<int> users)
    {
        var (deep, pages) = await LastFullPageAsync(own, Limit);
        foreach (var count in users)
        {
            double first = 0, last = 0;
            // In turns, so that what else the machine does hits both.
            for (var round = 0; round < Rounds; round++)
            {
                first += (await own.LoadAsync(wrk, "first-page", count, [Own.FirstPage(Limit)])).RequestsPerSecond;
                last += (await own.LoadAsync(wrk, "deep-page", count, [deep])).RequestsPerSecond;
            }
            new Measurement(Bench, $"deep-page-{count}", last / Rounds, "requests/s").AgainstRate($"the first of {pages} pages", first / Rounds).Print();
            targets.AtLeast($"deep-page-{count} first page", last / first, 0.8);
        }
        // Map servers count to the page; one question at a time is enough to see what that costs.
        foreach (var peer in peers.Where(peer => peer.Page(0, Limit) is not null))
        {
            var ownMs = await Clock.MedianMsAsync(5, () => own.ReadAsync(deep));
            new Measurement(Bench, "deep-page", ownMs, "ms").Against(peer.Name, await Clock.MedianMsAsync(3, () => peer.ReadAsync(peer.Page((pages - 1) * Limit, Limit)!))).Print();
        }
    }

    public async Task ExportAsync()
    {
        var ownMs = await Clock.MedianMsAsync(3, () => own.ReadAsync(own.Everything));
        var features = FeatureContent.Read(await own.ReadAsync(own.Everything)).Count;
        foreach (var peer in peers.Where(peer => peer.Everything is not null))
        {
            var answer = "";
            var peerMs = await Clock.MedianMsAsync(1, async () => answer = await peer.ReadAsync(peer.Everything!));
            var theirs = FeatureContent.Read(answer).Count;
            if (theirs != features) await Console.Error.WriteLineAsync($"export: {peer.Name} does not count, it gives {theirs} features, not {features}.");
            else new Measurement(Bench, "export", ownMs, "ms").Against(peer.Name, peerMs).Print();
        }
    }

    /// <summary>The address of the last page that is as long as the first, and how many pages there are.</summary>
    public static async Task<(string Path, int Pages)> LastFullPageAsync(FeatureServer own, int limit)
    {
        using var http = new HttpClient { BaseAddress = own.Address };
        var (next, deep, pages) = (Own.FirstPage(limit), Own.FirstPage(limit), 1);
        while (true)
        {
            using var page = JsonDocument.Parse(await http.GetStringAsync(next));
            var link = page.RootElement.GetProperty("links").EnumerateArray().FirstOrDefault(link => link.GetProperty("rel").GetString() == "next");
            if (page.RootElement.GetProperty("numberReturned").GetInt32() == limit) deep = next;
            if (link.ValueKind == JsonValueKind.Undefined) return (deep, pages);
            next = new Uri(link.GetProperty("href").GetString()!).PathAndQuery;
            pages++;
        }
    }
}

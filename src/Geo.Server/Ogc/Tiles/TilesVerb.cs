using System.CommandLine;
using System.Globalization;
using Geo.Server.Operations;

namespace Geo.Server.Ogc.Tiles;

public static class TilesVerb
{
    /// <summary>The farthest zoom at which sites are counted in cells: the slowest tiles to make, and the first that anybody sees.</summary>
    private const int LastCountedZoom = TileSql.FirstSiteZoom - 1;

    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "The running service whose cache is filled", DefaultValueFactory = _ => "http://localhost:5080" };
        var layer = new Option<string?>("--layer") { Description = "One layer; every layer with features when left out" };
        var from = new Option<int>("--from") { Description = "First zoom", DefaultValueFactory = _ => TileGrid.FirstUsefulZoom };
        var to = new Option<int>("--to") { Description = "Last zoom", DefaultValueFactory = _ => LastCountedZoom };
        return new Command("tiles", "The cache of tiles")
        {
            new Command("seed", "Ask a running service for the tiles of what is published now, so that nobody is the first to wait for one") { server, layer, from, to }.Does(async (parsed, cancel) =>
            {
                var (first, last) = (parsed.GetValue(from), parsed.GetValue(to));
                if (first < 0 || last > TileGrid.LastZoom || first > last)
                    throw new ArgumentException($"--from {first} --to {last}: zooms go from 0 to {TileGrid.LastZoom}, the first not after the last.");
                if (!Uri.TryCreate(parsed.GetValue(server), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                    throw new ArgumentException($"--server {parsed.GetValue(server)}: give an address such as http://localhost:5080.");
                using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
                try
                {
                    foreach (var seeded in await TileSeeding.RunAsync(http, parsed.GetValue(layer), first, last, cancel))
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seeded.Layer} version {seeded.Version}: {seeded.Filled} tiles, {seeded.Empty} empty"));
                }
                catch (HttpRequestException failed)
                {
                    throw new InvalidOperationException($"{address} does not answer as it should: {failed.Message}", failed);
                }
            }),
        };
    }
}

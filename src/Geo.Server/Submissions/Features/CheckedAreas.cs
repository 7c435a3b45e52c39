using System.Collections.Concurrent;
using Geo.Server.Areas;
using Geo.Server.Layers;
using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Submissions.Features;

/// <summary>The areas' shapes at hand for checks of single features: building one takes longer than all the rest of a check.</summary>
internal sealed class CheckedAreas(NpgsqlDataSource database, LayerCatalog catalog)
{
    private const string Version = "select max(valid_from) from geo.area where level = 'county' and valid_to is null";

    private Held? _held;

    /// <summary>The shape of a city, a county or the province as it is published now.</summary>
    public async Task<CityShape> OfAsync(string adcode, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Version);
        var version = (long)(await command.ExecuteScalarAsync(cancel))!;
        var held = _held;
        // Two that find it missing both read it; the later one stays.
        if (held?.Version != version)
            _held = held = new Held(version, CityShapes.Read(await CityShapes.PublishedFileAsync(database, catalog.Folder, cancel)), []);
        return held.Areas.GetOrAdd(adcode, code => new CityShape(code, held.Shapes, Comparison.CoastToleranceM));
    }

    private sealed record Held(long Version, IReadOnlyDictionary<string, Geometry> Shapes, ConcurrentDictionary<string, CityShape> Areas);
}

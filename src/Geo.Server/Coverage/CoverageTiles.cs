using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Tiles;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Hybrid;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>The planes as pictures for the map, in the squares of its other tiles.</summary>
internal static class CoverageTiles
{
    private const string Png = "image/png";
    // In this server's memory alone: the key names neither database nor build.
    private static readonly HybridCacheEntryOptions Cached = new()
    { Expiration = TimeSpan.FromHours(12), LocalCacheExpiration = TimeSpan.FromHours(12), Flags = HybridCacheEntryFlags.DisableDistributedCache };
    private static readonly byte[] Empty = PalettePng.Write(PlanePicture.Size, PlanePicture.Size, new byte[PlanePicture.Size * PlanePicture.Size], [default]);

    public static void MapCoverageTiles(this RouteGroupBuilder coverage) =>
        coverage.MapGet("/{layerId}/tiles/{tileMatrix}/{tileRow}/{tileCol}.png", GetAsync).WithName("getCoverageTile")
            .WithSummary("A picture of a coverage plane").Produces<Stream>(200, Png).ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<EmptyHttpResult, FileContentHttpResult>> GetAsync(
        HttpContext context, string layerId, string tileMatrix, string tileRow, string tileCol, LayerCatalog catalog, NpgsqlDataSource database, PlaneStore planes, HybridCache cache)
    {
        var parameters = new QueryParameters(context.Request, "plane", "version");
        var plane = parameters["plane"] ?? "level";
        if (!PlanePicture.Planes.Contains(plane)) throw ProblemException.BadRequest("invalid-plane", $"'plane' is one of {string.Join(", ", PlanePicture.Planes)}, not '{plane}'.");
        if (!int.TryParse(tileMatrix, out var zoom) || !int.TryParse(tileRow, out var row) || !int.TryParse(tileCol, out var column) || !TileGrid.Contains(zoom, row, column))
            throw ProblemException.NotFound("outside-tile-limits", $"No tile {tileMatrix}/{tileRow}/{tileCol} touches the province.");
        var cancel = context.RequestAborted;
        var version = (await CoverageVersion.ResolveAsync(layerId, catalog, parameters.WholeNumber("version", 0), database, cancel)).WithPlanes();
        if (CoverageAnswer.IsFresh(context, $"{layerId}.{version.Number}")) return TypedResults.Empty;
        // Versions that changed nothing here share the picture of the one that did.
        var picture = await cache.GetOrCreateAsync($"coverage/{layerId}/{version.PublicationId}/{plane}/{zoom}/{row}/{column}",
            token => DrawAsync(version, plane, zoom, row, column, planes, token), Cached, cancellationToken: cancel);
        return TypedResults.Bytes(picture.Length == 0 ? Empty : picture, Png);
    }

    public static async ValueTask<byte[]> DrawAsync(CoverageVersion version, string plane, int zoom, int row, int column, PlaneStore store, CancellationToken cancel)
    {
        var picture = new PlanePicture(version.Model, plane, zoom);
        var state = await store.StateAsync(version, cancel);
        var tiles = picture.NeedsTiles
            ? await store.TilesAsync(version, picture.TilesUnder(zoom, row, column), cancel)
            : new Dictionary<int, Core.Coverage.CoverageTile>();
        return picture.Draw(zoom, row, column, tiles, state.Overviews) ?? [];
    }
}

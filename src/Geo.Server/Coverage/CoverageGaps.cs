using Geo.Core.Coverage;
using Geo.Core.Crs;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>
/// Where people are not served, most people first: squares of 32 cells (1.6 km at 50 m) within one county, and settlements
/// that state their people. A square's people are those of its cells that are not covered.
/// </summary>
internal static class CoverageGaps
{
    private const int BlockCells = 32, MostListed = 1000;

    private const string Areas = "select adcode, name, name_en, city_adcode from geo.area where level = 'county' and valid_to is null";

    private const string Distance = """
        select st_distance(s.geom::geography, st_setsrid(st_makepoint($3, $4), 4490)::geography) from geo.site s
        where s.layer_id = $1 and s.status = 'in-service' and s.valid_from <= $2 and (s.valid_to is null or s.valid_to > $2)
        order by s.geom_3857 <-> st_transform(st_setsrid(st_makepoint($3, $4), 4490), 3857) limit 1
        """;

    public static void MapCoverageGaps(this RouteGroupBuilder coverage) =>
        coverage.MapGet("/{layerId}/gaps", GetAsync).WithName("getCoverageGaps").WithSummary("Uncovered places ranked by people").ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<GapList>, EmptyHttpResult>> GetAsync(
        HttpContext context, string layerId, LayerCatalog catalog, NpgsqlDataSource database, PlaneStore planes, CoverageGround grounds, Settlements settlements, IMemoryCache cache)
    {
        var parameters = new QueryParameters(context.Request, "limit", "area", "version");
        var limit = (int)Math.Min(parameters.WholeNumber("limit", 1) ?? 100, MostListed);
        var cancel = context.RequestAborted;
        var version = (await CoverageVersion.ResolveAsync(layerId, catalog, parameters.WholeNumber("version", 0), database, cancel)).WithPlanes();
        var villages = version.Model.Rule.VillageLayer;
        if (CoverageAnswer.IsFresh(context, $"{layerId}.{version.Number}.{await settlements.VersionAsync(villages, cancel)}", dependsOnOthers: villages is not null)) return TypedResults.Empty;

        var counties = await CountiesAsync(database, cancel);
        var area = parameters["area"];
        if (area is not null && !counties.Any(pair => pair.Key == area || pair.Value.City == area))
            throw ProblemException.BadRequest("invalid-area", $"'area' is the adcode of a county or city, not '{area}'.");
        bool Within(string county) => area is null || county == area || counties[county].City == area;

        var squares = (await cache.GetOrCreateAsync(("gaps", layerId, version.PublicationId), async entry =>
        {
            entry.SlidingExpiration = TimeSpan.FromHours(1);
            var found = await FindAsync(version, planes, await grounds.OfAsync(version.Model, cancel), cancel);
            entry.Size = 80L * found.Count + 100;
            return found;
        }))!;
        var places = squares.Where(square => Within(square.County)).Take(limit)
            .Select(square => (square.At, square.People, square.AreaKm2, square.County, Name: (string?)null))
            .Concat((await settlements.AllAsync(version, cancel)).Where(pair => !pair.IsCovered && pair.Settlement.People is > 0 && Within(pair.Settlement.County))
                .Select(pair => (new LonLat(pair.Settlement.LonDeg, pair.Settlement.LatDeg), (double)pair.Settlement.People!.Value, 0.0, pair.Settlement.County, (string?)pair.Settlement.Name)))
            .OrderByDescending(place => place.Item2).Take(limit).ToList();
        var gaps = new List<Gap>();
        await using var connection = await database.OpenConnectionAsync(cancel);
        foreach (var (at, people, areaKm2, county, name) in places)
            gaps.Add(new Gap(gaps.Count + 1, at.LonDeg, at.LatDeg, people, areaKm2, new(county, counties[county].Name), name,
                await NearestM(connection, version, at, cancel)));
        return TypedResults.Ok(new GapList(version.Number, gaps));
    }

    private static async Task<List<Square>> FindAsync(CoverageVersion version, PlaneStore planes, Ground ground, CancellationToken cancel)
    {
        var grid = version.Model.Grid;
        var covered = version.Model.CoveredCode;
        var squares = new List<Square>();
        foreach (var tiles in Enumerable.Range(0, grid.Tiles).Where(tile => !ground.People.Tile(tile).IsEmpty).Chunk(64))
        {
            var drawn = await planes.TilesAsync(version, tiles, cancel);
            var found = new List<Square>[tiles.Length];
            Parallel.For(0, tiles.Length, i => found[i] = InTile(tiles[i], drawn.GetValueOrDefault(tiles[i]), covered, ground));
            squares.AddRange(found.SelectMany(one => one));
        }
        squares.Sort((a, b) => (b.People, a.At.LonDeg, a.At.LatDeg).CompareTo((a.People, b.At.LonDeg, b.At.LatDeg)));
        return squares;
    }

    private static List<Square> InTile(int tile, CoverageTile? drawn, byte covered, Ground ground)
    {
        const int size = CoverageGrid.TileSize;
        var grid = ground.Grid;
        var people = ground.People.Tile(tile);
        int firstRow = tile / grid.TileColumns * size, firstColumn = tile % grid.TileColumns * size;
        // By square and county: a square on a border is two gaps.
        var sums = new Dictionary<(int Block, int Zone), (long Units, long Cells, double Rows, double Columns)>();
        for (var row = firstRow; row < Math.Min(firstRow + size, grid.Rows); row++)
            foreach (var run in ground.Counties.Between(row, firstColumn, Math.Min(firstColumn + size, grid.Columns)))
                for (var column = Math.Max(run.Start, firstColumn); column < Math.Min(run.End, firstColumn + size); column++)
                {
                    var cell = CellAt.InTile((row, column));
                    if (people[cell] == 0 || (drawn is not null && drawn.Levels[cell] >= covered)) continue;
                    ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                        sums, ((row - firstRow) / BlockCells * (size / BlockCells) + (column - firstColumn) / BlockCells, run.Zone), out _);
                    sum = (sum.Units + people[cell], sum.Cells + 1, sum.Rows + (double)row * people[cell], sum.Columns + (double)column * people[cell]);
                }
        return [.. sums.Select(pair =>
        {
            var (units, cells, rows, columns) = pair.Value;
            var centre = grid.Centre((int)Math.Round(rows / units), (int)Math.Round(columns / units));
            return new Square(Albers.Shandong.Inverse(centre), units / (double)PopulationPlane.UnitsPerPerson, cells * grid.CellAreaM2 / 1e6, ground.Adcodes[pair.Key.Zone]);
        })];
    }

    private static async Task<double?> NearestM(NpgsqlConnection connection, CoverageVersion version, LonLat at, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Distance, connection);
        foreach (var value in (object[])[version.LayerId, version.PublicationId, at.LonDeg, at.LatDeg]) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(cancel) is double metres ? Math.Round(metres) : null;
    }

    private static async Task<Dictionary<string, (Title Name, string? City)>> CountiesAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Areas);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var counties = new Dictionary<string, (Title, string?)>();
        while (await rows.ReadAsync(cancel)) counties.Add(rows.GetString(0), (new(rows.GetString(1), rows.GetString(2)), rows.IsDBNull(3) ? null : rows.GetString(3)));
        return counties;
    }

    private sealed record Square(LonLat At, double People, double AreaKm2, string County);
}

public sealed record GapList(long Version, IReadOnlyList<Gap> Gaps);

/// <param name="Name">Of the settlement; a square of the grid has none.</param>
/// <param name="NearestSiteM">To the nearest site in service, whether it covers anything or not.</param>
public sealed record Gap(int Rank, double Lon, double Lat, double People, double AreaKm2, NamedArea County, string? Name, double? NearestSiteM);

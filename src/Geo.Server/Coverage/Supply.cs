using Geo.Core.Coverage;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Geo.Server.Coverage;

/// <summary>What sites offer to people: capacity by area, and by two-step floating catchment over blocks of people.</summary>
internal sealed class Supply(NpgsqlDataSource database, CoverageGround grounds, Settlements settlements, IMemoryCache cache)
{
    // People are taken together in blocks of 16 cells, 800 m at 50 m: small against a catchment of kilometres.
    private const int BlockCells = 16;

    private const string Select = """
        select st_x(geom), st_y(geom), county_adcode, coalesce((attributes ->> $3)::float8, 0)
        from geo.site where layer_id = $1 and status = 'in-service' and valid_from <= $2 and (valid_to is null or valid_to > $2) order by key
        """;

    public async Task<Dictionary<string, SupplyCount>> OfAsync(CoverageVersion version, ReachModel model, string level, CancellationToken cancel)
    {
        var counties = await cache.GetOrCreateAsync(("supply", version.LayerId, version.PublicationId), async entry =>
        {
            entry.Size = 20_000;
            entry.SlidingExpiration = TimeSpan.FromHours(6);
            return await CountAsync(version, model, cancel);
        });
        var parents = await settlements.ParentsAsync(level, cancel);
        return counties!.Where(pair => parents.ContainsKey(pair.Key)).GroupBy(pair => parents[pair.Key])
            .ToDictionary(group => group.Key, group => new SupplyCount(group.Sum(pair => pair.Value.Capacity), group.Sum(pair => pair.Value.PerPerson)));
    }

    private async Task<Dictionary<string, SupplyCount>> CountAsync(CoverageVersion version, ReachModel model, CancellationToken cancel)
    {
        var ground = await grounds.OfAsync(model, cancel);
        var capacity = new Dictionary<string, double>();
        var supplies = new List<FloatingCatchment.Supply>();
        await using var command = database.CreateCommand(Select);
        foreach (var value in (object[])[version.LayerId, version.PublicationId, model.Reach.CapacityField]) command.Parameters.Add(new() { Value = value });
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
            {
                supplies.Add(new(Plane.Of(rows.GetDouble(0), rows.GetDouble(1)), rows.GetDouble(3)));
                capacity[rows.GetString(2)] = capacity.GetValueOrDefault(rows.GetString(2)) + rows.GetDouble(3);
            }
        var (demands, zones) = Demands(ground);
        var (perPerson, _) = FloatingCatchment.Accessibility(demands, supplies, model.Reach.CatchmentM, model.Reach.Circuity);
        var reached = new double[ground.Adcodes.Count];
        for (var i = 0; i < demands.Count; i++) reached[zones[i]] += perPerson[i] * demands[i].People;
        return ground.Adcodes.Select((adcode, zone) => (adcode, zone)).ToDictionary(pair => pair.adcode, pair => new SupplyCount(capacity.GetValueOrDefault(pair.adcode), reached[pair.zone]));
    }

    private static (List<FloatingCatchment.Demand> Demands, List<int> Zones) Demands(Ground ground)
    {
        var grid = ground.Grid;
        var (demands, zones) = (new List<FloatingCatchment.Demand>(), new List<int>());
        var units = new Dictionary<(int Zone, int Column), long>();
        for (var row = 0; row < grid.Rows; row++)
        {
            foreach (var run in ground.Counties.Runs(row))
                for (var column = run.Start; column < run.End; column++)
                    if (ground.People.Tile(CellAt.Tile(grid, (row, column))) is { IsEmpty: false } people && people[CellAt.InTile((row, column))] is > 0 and var here)
                        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(units, (run.Zone, column / BlockCells), out _) += here;
            if (row % BlockCells != BlockCells - 1 && row != grid.Rows - 1) continue;
            foreach (var ((zone, block), sum) in units)
            {
                var centre = grid.Centre(row - BlockCells / 2, block * BlockCells + BlockCells / 2);
                demands.Add(new(centre, sum / (double)PopulationPlane.UnitsPerPerson));
                zones.Add(zone);
            }
            units.Clear();
        }
        return (demands, zones);
    }
}

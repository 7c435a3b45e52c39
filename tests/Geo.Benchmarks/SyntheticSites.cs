using Geo.Core.Coverage;
using Geo.Core.Crs;
using Geo.Core.Radio;

namespace Geo.Benchmarks;

/// <summary>
/// Three-sector sites over the province from a fixed seed: half of them in 140 towns, half anywhere. Six in ten are n41,
/// three n78, one n28 in the country.
/// </summary>
public static class SyntheticSites
{
    public static CoverageSite[] Make(int count)
    {
        var random = new Random(2026);
        var footprints = (from band in Bands() from turn in Enumerable.Range(0, 24) select (band.Band, turn, Footprint: Sectors(band.Link, band.EpreDbm, turn * 5)))
            .ToDictionary(one => (one.Band, one.turn), one => one.Footprint);
        var towns = Enumerable.Range(0, 140).Select(_ => Anywhere(random)).ToArray();
        var sites = new CoverageSite[count];
        for (int i = 0; i < count; i++)
        {
            var at = Anywhere(random);
            if (i % 2 == 0)
            {
                var town = towns[random.Next(towns.Length)];
                at = new(town.EastingM + Normal(random) * 6000, town.NorthingM + Normal(random) * 6000);
            }
            int band = (i / 2 % 10) switch { < 6 => 0, < 9 => 1, _ => 2 };
            sites[i] = new(i, at, footprints[(band, random.Next(24))]);
        }
        return sites;
    }

    private static IEnumerable<(int Band, RadioLink Link, double EpreDbm)> Bands()
    {
        double wideDbm = LinkBudget.EpreDbm(LinkBudget.DbmOfWatts(200), NrCarrier.ResourceBlocks(100, 30));
        double narrowDbm = LinkBudget.EpreDbm(LinkBudget.DbmOfWatts(80), NrCarrier.ResourceBlocks(30, 15));
        yield return (0, new(Scenario.UrbanMacro, 2.6, 25), wideDbm);
        yield return (1, new(Scenario.UrbanMacro, 3.5, 25), wideDbm);
        yield return (2, new(Scenario.RuralMacro, 0.7, 35), narrowDbm);
    }

    private static RadioFootprint Sectors(RadioLink link, double epreDbm, double azimuthDeg) =>
        new(Enumerable.Range(0, 3).Select(sector => new Transmitter(link, epreDbm, 18, (azimuthDeg + 120 * sector) % 360, 3)));

    // The land without the sea, roughly: a province of 560 km by 300 km inside the grid's box.
    private static PlanePoint Anywhere(Random random) => new(-330_000 + random.NextDouble() * 560_000, -160_000 + random.NextDouble() * 300_000);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

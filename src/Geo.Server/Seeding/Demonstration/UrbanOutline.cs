using NetTopologySuite.Geometries;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>The outline of a county's main urban area: a disc with a wavy rim, as large as its people need, cut at the county's border.</summary>
public static class UrbanOutline
{
    private const int Waves = 4;
    // A county town without urban people on record still has a centre.
    private const double SmallestAreaKm2 = 1;
    // Near enough to the area wanted, and how far the search goes for it.
    private const double Tolerance = 0.02;
    private const double LargestGrowth = 16;
    private const int Halvings = 8;

    public static Polygon Of(County county, Geometry countyWithoutMargin, UrbanAreaSettings settings)
    {
        var plane = new LocalPlane(county.Label);
        var wanted = Math.Min(
            Math.Max(county.UrbanPeople / settings.PeoplePerKm2, SmallestAreaKm2),
            settings.MaximumShareOfCounty * plane.AreaKm2(county.Shape));
        var rim = Rim(settings, new SplitMix64(settings.Seed, county.Adcode));

        // What the border cuts off is made up for by growing on the other sides.
        double from = Math.Sqrt(wanted / Math.PI), to = from;
        Polygon best = Cut(from);
        while (Lacks(best) && to < LargestGrowth * from) best = Cut(to *= 2);
        for (var i = 0; i < Halvings && Math.Abs(plane.AreaKm2(best) / wanted - 1) > Tolerance; i++)
        {
            best = Cut((from + to) / 2);
            if (Lacks(best)) from = (from + to) / 2;
            else to = (from + to) / 2;
        }
        return best;

        bool Lacks(Polygon outline) => plane.AreaKm2(outline) < wanted * (1 - Tolerance);

        Polygon Cut(double radiusKm)
        {
            Coordinate[] ring = [.. rim.Select(at => plane.At(at.X * radiusKm, at.Y * radiusKm))];
            return Clip.Largest(county.Shape.Factory.CreatePolygon([.. ring, ring[0].Copy()]), countyWithoutMargin)
                ?? throw new InvalidOperationException($"The label of {county.Name} ({county.Adcode}) lies outside the county.");
        }
    }

    // Few slow waves of random phase: irregular, yet round.
    private static (double X, double Y)[] Rim(UrbanAreaSettings settings, SplitMix64 random)
    {
        var phases = Enumerable.Range(0, Waves).Select(_ => random.Unit()).ToArray();
        return [.. Enumerable.Range(0, settings.Vertices).Select(i =>
        {
            var turns = (double)i / settings.Vertices;
            var wave = phases.Select((phase, k) => LocalPlane.SinCos((k + 2) * turns + phase).Sin).Sum() / Waves;
            var (sin, cos) = LocalPlane.SinCos(turns);
            var radius = 1 + settings.Roughness * 2 * wave;
            return (cos * radius, sin * radius);
        })];
    }
}

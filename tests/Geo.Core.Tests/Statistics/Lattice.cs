using Geo.Core.Boundaries;
using Geo.Core.Statistics;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Statistics;

/// <summary>Unit squares in rows, and numbers for them.</summary>
internal static class Lattice
{
    public static Polygon Square(double x, double y, double size = 1) => new(new LinearRing(
        [new(x, y), new(x + size, y), new(x + size, y + size), new(x, y + size), new(x, y)]));

    public static AreaShape[] Squares(int columns, int rows) =>
        [.. Enumerable.Range(0, columns * rows).Select(i => new AreaShape($"{i}", Square(i % columns, i / columns)))];

    public static SpatialWeights Rook(int columns, int rows) => ContiguityWeights.FromCoverage(Squares(columns, rows), Contiguity.Rook);

    public static double?[] Values(int count, ulong seed = 7)
    {
        var random = new StableRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (double?)(Math.Pow(random.NextUnit(), 3) * 100 - 20))];
    }

    public static IEnumerable<T[]> Orders<T>(T[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, i) => Orders(items.Where((_, j) => j != i).ToArray()).Select(rest => rest.Prepend(item).ToArray()));
}

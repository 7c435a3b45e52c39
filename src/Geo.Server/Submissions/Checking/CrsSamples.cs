using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Checking;

/// <summary>The points by which a file's coordinate system is judged: evenly over the file, without blanks and zeros.</summary>
public static class CrsSamples
{
    private const int VerticesPerFeature = 5;

    public static IReadOnlyList<(double First, double Second)> Of(IReadOnlyList<CheckedRow> rows)
    {
        var placed = rows.Where(row => row.Pair is not null || row.Geometry is not null).ToList();
        var step = Math.Max(1, placed.Count / CrsSuspicion.MaxSample);
        var sample = new List<(double, double)>();
        for (var i = 0; i < placed.Count; i += step) sample.AddRange(Points(placed[i]).Where(point => point is not (0, 0)));
        return sample;
    }

    /// <summary>Whether most of the values can be degrees, in either order.</summary>
    public static bool AreDegrees(IReadOnlyList<(double First, double Second)> sample) =>
        sample.Count(pair => Math.Abs(pair.First) <= 180 && Math.Abs(pair.Second) <= 180) * 2 >= sample.Count;

    private static IEnumerable<(double, double)> Points(CheckedRow row)
    {
        if (row.Pair is { } pair) return [pair];
        if (row.Geometry is Point { IsEmpty: false } point) return [(point.X, point.Y)];
        var vertices = row.Geometry!.Coordinates;
        var step = Math.Max(1, vertices.Length / VerticesPerFeature);
        return vertices.Where((_, i) => i % step == 0).Select(vertex => (vertex.X, vertex.Y));
    }
}

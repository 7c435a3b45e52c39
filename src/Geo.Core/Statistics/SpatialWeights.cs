namespace Geo.Core.Statistics;

/// <summary>Which areas are neighbours of which, by position; neighbourhood is mutual.</summary>
public sealed class SpatialWeights
{
    private readonly int[][] _neighbours;

    private SpatialWeights(int[][] neighbours)
    {
        _neighbours = neighbours;
        Islands = [.. Enumerable.Range(0, neighbours.Length).Where(i => neighbours[i].Length == 0)];
    }

    /// <summary>How many areas there are.</summary>
    public int Count => _neighbours.Length;

    /// <summary>Areas without a neighbour. They have no part in statistics of neighbourhood.</summary>
    public IReadOnlyList<int> Islands { get; }

    /// <summary>The neighbours of an area.</summary>
    /// <param name="area">Its position.</param>
    /// <returns>Their positions, ascending.</returns>
    public IReadOnlyList<int> Neighbours(int area) => _neighbours[area];

    /// <summary>Neighbourhood that is known already.</summary>
    /// <param name="neighbours">For each area the positions of its neighbours; none for an island.</param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArgumentException">A neighbour is no area, the area itself, listed twice, or does not list the area in
    /// turn.</exception>
    public static SpatialWeights FromNeighbours(IReadOnlyList<IReadOnlyList<int>> neighbours)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        int[][] sorted = [.. neighbours.Select(list => list.Order().ToArray())];
        for (int i = 0; i < sorted.Length; i++)
        {
            for (int at = 0; at < sorted[i].Length; at++)
            {
                int j = sorted[i][at];
                string? fault = j < 0 || j >= sorted.Length ? "is no area"
                    : j == i ? "is the area itself"
                    : at > 0 && sorted[i][at - 1] == j ? "is listed twice"
                    : Array.BinarySearch(sorted[j], i) < 0 ? "does not list it in turn"
                    : null;
                if (fault is not null)
                    throw new ArgumentException($"Neighbour {j} of area {i} {fault}.", nameof(neighbours));
            }
        }
        return new(sorted);
    }

    /// <summary>The neighbourhood among some of the areas.</summary>
    /// <param name="kept">Positions of those kept, ascending.</param>
    internal SpatialWeights Among(int[] kept)
    {
        var now = new int[Count];
        Array.Fill(now, -1);
        for (int i = 0; i < kept.Length; i++)
            now[kept[i]] = i;
        return new([.. kept.Select(area => _neighbours[area].Select(j => now[j]).Where(j => j >= 0).ToArray())]);
    }
}

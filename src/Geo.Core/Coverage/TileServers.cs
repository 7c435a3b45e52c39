namespace Geo.Core.Coverage;

/// <summary>The best servers of a tile in two bytes a cell: a tile has no more cells than two bytes have values.</summary>
internal static class TileServers
{
    public static (ushort[] Servers, long[] Keys) Of(ReadOnlySpan<byte> levels, ReadOnlySpan<int> winners, int stride, ReadOnlySpan<PlacedSite> sites)
    {
        var numbers = new int[sites.Length];
        Array.Fill(numbers, -1);
        var keys = new List<long>();
        var servers = new ushort[levels.Length];
        for (int cell = 0; cell < servers.Length; cell++)
        {
            if (levels[cell] == 0)
                continue;
            int winner = winners[cell / CoverageGrid.TileSize * stride + cell % CoverageGrid.TileSize];
            ref int number = ref numbers[winner];
            if (number < 0)
            {
                number = keys.Count;
                keys.Add(sites[winner].Key);
            }
            servers[cell] = (ushort)number;
        }
        return (servers, [.. keys]);
    }
}

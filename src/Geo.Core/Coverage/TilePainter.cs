using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Geo.Core.Coverage;

/// <summary>
/// Draws sites into one tile after another, on one thread. Maximum and count do not depend on the sites' order; a server
/// is replaced only by a stronger one, so sites must come by rising key for the smallest key to win a tie.
/// </summary>
internal sealed class TilePainter(CoverageSettings settings)
{
    private const int Size = CoverageGrid.TileSize, Stride = Size + CellTemplate.Padding, Lanes = 32;

    private readonly byte[] _levels = new byte[Size * Stride];
    private readonly byte[] _depths = new byte[settings.KeepsDepth ? Size * Stride : 0];
    private readonly int[] _servers = new int[settings.KeepsServers ? Size * Stride : 0];
    private readonly byte _threshold = settings.Scale.ThresholdCode(settings.ThresholdDbm);

    /// <summary>The tile of which the first cell is given, with the sites that reach it by rising key.</summary>
    public CoverageTile Paint(int firstRow, int firstColumn, int rows, int columns, ReadOnlySpan<PlacedSite> sites)
    {
        Array.Clear(_levels);
        Array.Clear(_depths);
        for (int i = 0; i < sites.Length; i++)
            Draw(sites[i], i, firstRow, firstColumn);

        var levels = Cut(_levels, rows, columns);
        if (!settings.KeepsServers)
            return new CoverageTile(levels, settings.KeepsDepth ? Cut(_depths, rows, columns) : null, null, null);
        var (servers, keys) = TileServers.Of(levels, _servers, Stride, sites);
        return new CoverageTile(levels, settings.KeepsDepth ? Cut(_depths, rows, columns) : null, servers, keys);
    }

    private void Draw(in PlacedSite site, int index, int firstRow, int firstColumn)
    {
        var template = site.Template;
        int top = site.Row + template.FirstRow - firstRow;
        int first = Math.Max(0, -top), last = Math.Min(template.Rows, Size - top);
        for (int row = first; row < last; row++)
        {
            var codes = template.Row(row, out int start, out int length);
            int column = site.Column + start - firstColumn, skipped = Math.Max(0, -column), end = Math.Min(length, Size - column);
            if (skipped >= end)
                continue;
            int at = (top + row) * Stride + column + skipped;
            ref byte from = ref MemoryMarshal.GetReference(codes[skipped..(end + Lanes)]);
            ref byte levels = ref MemoryMarshal.GetReference(_levels.AsSpan(at, end - skipped + Lanes - 1));
            if (settings.KeepsDepth)
                Count(ref from, ref MemoryMarshal.GetReference(_depths.AsSpan(at, end - skipped + Lanes - 1)), end - skipped);
            if (settings.KeepsServers)
                Serve(ref from, ref levels, ref MemoryMarshal.GetReference(_servers.AsSpan(at, end - skipped + Lanes - 1)), end - skipped, index);
            else
                Strengthen(ref from, ref levels, end - skipped);
        }
    }

    private static void Strengthen(ref byte from, ref byte levels, int count)
    {
        for (nuint i = 0; i < (nuint)count; i += Lanes)
            Vector256.Max(Vector256.LoadUnsafe(ref from, i), Vector256.LoadUnsafe(ref levels, i)).StoreUnsafe(ref levels, i);
    }

    private void Count(ref byte from, ref byte depths, int count)
    {
        var threshold = Vector256.Create(_threshold);
        for (nuint i = 0; i < (nuint)count; i += Lanes)
        {
            // A lane that reaches the threshold is all ones, which is -1; 255 stays what it is.
            var reaches = Vector256.Equals(Vector256.Max(Vector256.LoadUnsafe(ref from, i), threshold), Vector256.LoadUnsafe(ref from, i));
            var depth = Vector256.LoadUnsafe(ref depths, i);
            (depth - Vector256.AndNot(reaches, Vector256.Equals(depth, Vector256<byte>.AllBitsSet))).StoreUnsafe(ref depths, i);
        }
    }

    private static void Serve(ref byte from, ref byte levels, ref int servers, int count, int index)
    {
        var server = Vector256.Create(index);
        for (nuint i = 0; i < (nuint)count; i += Lanes)
        {
            var before = Vector256.LoadUnsafe(ref levels, i);
            var after = Vector256.Max(Vector256.LoadUnsafe(ref from, i), before);
            if (after == before)
                continue;
            after.StoreUnsafe(ref levels, i);
            var (low, high) = Vector256.Widen((~Vector256.Equals(after, before)).AsSByte());
            Replace(ref servers, i, low, server);
            Replace(ref servers, i + Lanes / 2, high, server);
        }
    }

    private static void Replace(ref int servers, nuint at, Vector256<short> where, Vector256<int> server)
    {
        var (low, high) = Vector256.Widen(where);
        Vector256.ConditionalSelect(low, server, Vector256.LoadUnsafe(ref servers, at)).StoreUnsafe(ref servers, at);
        Vector256.ConditionalSelect(high, server, Vector256.LoadUnsafe(ref servers, at + 8)).StoreUnsafe(ref servers, at + 8);
    }

    /// <summary>The tile without the margin; what lies outside the grid stays 0.</summary>
    private static byte[] Cut(byte[] drawn, int rows, int columns)
    {
        var tile = new byte[Size * Size];
        for (int row = 0; row < rows; row++)
            drawn.AsSpan(row * Stride, columns).CopyTo(tile.AsSpan(row * Size));
        return tile;
    }
}

namespace Geo.Core.Coverage;

/// <summary>An outline of a patch of cells: corners of cells, the first once only; what lies inside is on the left of the shell.</summary>
/// <param name="Shell">Row and column of the corners, anticlockwise as seen with rows downwards turned up.</param>
/// <param name="Holes">The same of each hole, the other way round.</param>
public sealed record MaskOutline(IReadOnlyList<(int Row, int Column)> Shell, IReadOnlyList<IReadOnlyList<(int Row, int Column)>> Holes);

/// <summary>Outlines of the cells of a raster that have one value. Cells belong together by their sides; patches that meet in a corner only are two.</summary>
public static class MaskOutlines
{
    // East, north, west, south: to the left is the next one.
    private static readonly (int Row, int Column)[] Steps = [(0, 1), (-1, 0), (0, -1), (1, 0)];

    /// <summary>Traces outlines.</summary>
    /// <param name="cells">Values row by row.</param>
    /// <param name="columns">Cells of a row.</param>
    /// <param name="value">The value that is outlined.</param>
    /// <returns>One outline a patch.</returns>
    public static IReadOnlyList<MaskOutline> Trace(ReadOnlySpan<byte> cells, int columns, byte value)
    {
        int rows = cells.Length / columns;
        var patchOf = Label(cells, columns, rows, value);
        // An edge is named by the corner it starts at and its direction; the cell on its left is inside.
        var walked = new HashSet<(int Row, int Column, int Direction)>();
        var rings = new SortedDictionary<int, List<List<(int Row, int Column)>>>();
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                int patch = patchOf[row * columns + column];
                if (patch == 0)
                    continue;
                // The lower side eastwards, the upper one westwards: every ring has one of them.
                if (PatchAt(row + 1, column) != patch && !walked.Contains((row + 1, column, 0)))
                    Add(patch, Walk(row + 1, column, 0, patch));
                if (PatchAt(row - 1, column) != patch && !walked.Contains((row, column + 1, 2)))
                    Add(patch, Walk(row, column + 1, 2, patch));
            }
        return [.. rings.Values.Select(all =>
        {
            var shell = all.MaxBy(ring => Math.Abs(TwiceArea(ring)))!;
            return new MaskOutline(shell, [.. all.Where(ring => ring != shell)]);
        })];

        int PatchAt(int row, int column) => (uint)row < (uint)rows && (uint)column < (uint)columns ? patchOf[row * columns + column] : 0;

        void Add(int patch, List<(int, int)> ring)
        {
            if (!rings.TryGetValue(patch, out var all))
                rings.Add(patch, all = []);
            all.Add(ring);
        }

        List<(int Row, int Column)> Walk(int row, int column, int direction, int patch)
        {
            var ring = new List<(int, int)>();
            int before = -1, first = direction;
            while (walked.Add((row, column, direction)))
            {
                if (direction != before)
                    ring.Add((row, column));
                before = direction;
                (row, column) = (row + Steps[direction].Row, column + Steps[direction].Column);
                // The rightmost way that keeps the patch on the left: where a patch touches itself in a corner, what it encloses
                // there becomes a hole that touches the shell, and no ring crosses or touches itself.
                for (int turn = -1; turn <= 1; turn++)
                {
                    int next = (direction + turn + 4) % 4;
                    var (left, right) = Sides(row, column, next);
                    if (PatchAt(left.Row, left.Column) == patch && PatchAt(right.Row, right.Column) != patch)
                    {
                        direction = next;
                        break;
                    }
                }
            }
            // The walk began in the middle of a side.
            if (before == first)
                ring.RemoveAt(0);
            return ring;
        }
    }

    private static ((int Row, int Column) Left, (int Row, int Column) Right) Sides(int row, int column, int direction) => direction switch
    {
        0 => ((row - 1, column), (row, column)),
        1 => ((row - 1, column - 1), (row - 1, column)),
        2 => ((row, column - 1), (row - 1, column - 1)),
        _ => ((row, column), (row, column - 1)),
    };

    private static int[] Label(ReadOnlySpan<byte> cells, int columns, int rows, byte value)
    {
        var patchOf = new int[cells.Length];
        var open = new Stack<int>();
        int patches = 0;
        for (int start = 0; start < cells.Length; start++)
        {
            if (cells[start] != value || patchOf[start] != 0)
                continue;
            patchOf[start] = ++patches;
            open.Push(start);
            while (open.TryPop(out int at))
            {
                int row = at / columns, column = at % columns;
                foreach (var (down, across) in Steps)
                {
                    int next = (row + down) * columns + column + across;
                    if ((uint)(row + down) < (uint)rows && (uint)(column + across) < (uint)columns && cells[next] == value && patchOf[next] == 0)
                    {
                        patchOf[next] = patches;
                        open.Push(next);
                    }
                }
            }
        }
        return patchOf;
    }

    private static long TwiceArea(List<(int Row, int Column)> ring)
    {
        long sum = 0;
        for (int i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            sum += (long)a.Column * b.Row - (long)b.Column * a.Row;
        }
        return sum;
    }
}

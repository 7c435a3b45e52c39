using Geo.Core.Coverage;

namespace Geo.Server.Coverage;

/// <summary>What a picture shows of a block of cells: how much of it each plane fills, and with what on average. A block with anything in it never has share 0.</summary>
/// <param name="LevelShare">255ths that are covered; where nothing is, 255ths that the weaker classes of the legend fill.</param>
/// <param name="LevelCode">Mean code of those cells.</param>
/// <param name="DepthShare">255ths that a site covers.</param>
/// <param name="Depth">Mean number of sites there.</param>
/// <param name="DeepShare">255ths that are deeply covered.</param>
internal readonly record struct Block(byte LevelShare, byte LevelCode, byte DepthShare, byte Depth, byte DeepShare);

/// <summary>
/// A tile in blocks of 2, 4, 8 ... 256 cells. From 8 cells on they are kept with the tile, so that low zooms read little;
/// the finer ones are made of the tile itself. Shares are of cells, so their sums are those of the cells, at any size.
/// </summary>
internal sealed class Overview
{
    /// <summary>Blocks of 2^3 cells are the finest that are kept.</summary>
    public const int FirstKept = 3, Last = 8;

    private const int Size = CoverageGrid.TileSize, Bytes = 5;

    private readonly byte[] _blocks;

    private Overview(byte[] blocks) => _blocks = blocks;

    public ReadOnlySpan<byte> Kept => _blocks;

    public static int Length { get; } = Enumerable.Range(FirstKept, Last - FirstKept + 1).Sum(level => BlocksOf(level)) * Bytes;

    public static Overview Restore(byte[] kept) => new(kept);

    public Block At(int level, int row, int column)
    {
        var at = 0;
        for (var before = FirstKept; before < level; before++) at += BlocksOf(before) * Bytes;
        at += (row * (Size >> level) + column) * Bytes;
        return new(_blocks[at], _blocks[at + 1], _blocks[at + 2], _blocks[at + 3], _blocks[at + 4]);
    }

    public static Overview Of(CoverageTile tile, CoverageModel model)
    {
        var counts = Count(tile, model, FirstKept);
        var blocks = new byte[Length];
        var at = 0;
        for (var level = FirstKept; level <= Last; level++)
        {
            for (var i = 0; i < counts.Length; i++, at += Bytes)
            {
                var block = counts[i].Block(1 << (2 * level));
                (blocks[at], blocks[at + 1], blocks[at + 2], blocks[at + 3], blocks[at + 4]) = (block.LevelShare, block.LevelCode, block.DepthShare, block.Depth, block.DeepShare);
            }
            if (level < Last) counts = Merge(counts, Size >> level);
        }
        return new(blocks);
    }

    /// <summary>The blocks of one size, from the cells.</summary>
    public static Block[] Fine(CoverageTile tile, CoverageModel model, int level) =>
        Array.ConvertAll(Count(tile, model, level), counts => counts.Block(1 << (2 * level)));

    private static int BlocksOf(int level) => (Size >> level) * (Size >> level);

    private static Counts[] Count(CoverageTile tile, CoverageModel model, int level)
    {
        byte covered = model.CoveredCode, weakest = Math.Min(model.LegendCodes.Min(), covered);
        var deep = model.Deep;
        var counts = new Counts[BlocksOf(level)];
        ReadOnlySpan<byte> levels = tile.Levels, depths = tile.Depths;
        for (var cell = 0; cell < levels.Length; cell++)
        {
            var code = levels[cell];
            if (code < weakest) continue;
            ref var block = ref counts[(cell / Size >> level) * (Size >> level) + (cell % Size >> level)];
            if (code >= covered)
            {
                block.Covered++;
                block.CoveredCodes += code;
            }
            else
            {
                block.Weak++;
                block.WeakCodes += code;
            }
            if (depths[cell] > 0)
            {
                block.Served++;
                block.Servers += depths[cell];
            }
            if (deep is { } wanted && code >= wanted.FromCode && depths[cell] >= wanted.FromDepth) block.Deep++;
        }
        return counts;
    }

    private static Counts[] Merge(Counts[] fine, int side)
    {
        var half = side / 2;
        var coarse = new Counts[half * half];
        for (var i = 0; i < fine.Length; i++) coarse[i / side / 2 * half + i % side / 2].Add(fine[i]);
        return coarse;
    }

    private struct Counts
    {
        public int Covered, CoveredCodes, Weak, WeakCodes, Served, Servers, Deep;

        public void Add(in Counts other)
        {
            (Covered, CoveredCodes, Weak, WeakCodes) = (Covered + other.Covered, CoveredCodes + other.CoveredCodes, Weak + other.Weak, WeakCodes + other.WeakCodes);
            (Served, Servers, Deep) = (Served + other.Served, Servers + other.Servers, Deep + other.Deep);
        }

        public readonly Block Block(int cells) => new(
            Share(Covered > 0 ? Covered : Weak, cells), (byte)(Covered > 0 ? CoveredCodes / Covered : Weak > 0 ? WeakCodes / Weak : 0),
            Share(Served, cells), (byte)(Served > 0 ? Math.Max(1, (Servers + Served / 2) / Served) : 0), Share(Deep, cells));

        private static byte Share(int part, int cells) => part == 0 ? (byte)0 : (byte)Math.Max(1, (255 * part + cells / 2) / cells);
    }
}

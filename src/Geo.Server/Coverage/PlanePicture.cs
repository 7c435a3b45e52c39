using System.Globalization;
using Geo.Core.Coverage;
using Geo.Core.Crs;
using Geo.Server.Layers;
using Geo.Server.Ogc.Tiles;

namespace Geo.Server.Coverage;

/// <summary>
/// One plane in one square of the map. Where a pixel is smaller than a cell it has the nearest cell's colour; where it is
/// larger it has the colour of its block of cells, as opaque as the share of the block that is filled. So the ink of an area is
/// the share of it that is covered, at every zoom, and nothing vanishes.
/// </summary>
internal sealed class PlanePicture
{
    public const int Size = 256;
    public static readonly string[] Planes = ["level", "servers", "deep"];

    private const int NodeStep = 16, Nodes = Size / NodeStep + 1;
    // How dense a pixel is at the latitude of the province's middle.
    private static readonly double ScaleAtHome = Math.Cos(double.DegreesToRadians(36.35));

    // cividis, dark where there is most: the same to every eye, and in grey.
    // Up from this many sites, and the colour; and so the legend of the plane.
    private static readonly (int From, string Colour)[] DepthClasses = [(1, "#E1CC55"), (2, "#A59C74"), (3, "#707173"), (6, "#3B496C"), (11, "#00224E")];
    private const string DeepColour = "#00224E";

    private readonly CoverageModel _model;
    private readonly string _plane;
    private readonly int _steps;

    public PlanePicture(CoverageModel model, string plane, int zoom)
    {
        (_model, _plane) = (model, plane);
        IReadOnlyList<string> colours = plane switch { "servers" => [.. DepthClasses.Select(one => one.Colour)], "deep" => [DeepColour], _ => [.. model.Rule.Legend.Select(one => one.Colour)] };
        _steps = Math.Min(64, 255 / colours.Count);
        Palette = [default, .. colours.SelectMany(colour => Enumerable.Range(1, _steps).Select(step => Colour(colour, (byte)(255 * step / _steps))))];
        var pixelM = 2 * TileGrid.HalfSideM / Size / (1L << zoom) * ScaleAtHome;
        Level = Math.Clamp((int)Math.Ceiling(Math.Log2(pixelM / model.Grid.CellM) - 1e-9), 0, Overview.Last);
    }

    public IReadOnlyList<Rgba> Palette { get; }

    /// <summary>The classes of each plane, as a map's legend shows them, the best first.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<CoverageClass>> Legends(CoverageModel model)
    {
        var legends = new Dictionary<string, IReadOnlyList<CoverageClass>>
        {
            ["level"] = model.Rule.Legend,
            ["servers"] = [.. DepthClasses.Select((one, i) => (one, Last: i + 1 < DepthClasses.Length ? DepthClasses[i + 1].From - 1 : (int?)null)).Reverse().Select(pair =>
                new CoverageClass(Count(pair.one.From, pair.Last), pair.one.Colour) { FromSites = pair.one.From })],
        };
        if (model is RadioModel { Radio: var radio }) legends["deep"] = [new(new("深度覆盖", "Deep coverage"), DeepColour) { FromSites = radio.Deep.Sites }];
        return legends;

        static Title Count(int from, int? last) => last is null ? new($"≥ {from} 个站", $"≥ {from} sites")
            : last == from ? new($"{from} 个站", from == 1 ? "1 site" : $"{from} sites") : new($"{from}–{last} 个站", $"{from}–{last} sites");
    }

    /// <summary>Pixels show blocks of 2^this cells.</summary>
    public int Level { get; }

    /// <summary>Whether the kept overviews are enough, or the tiles themselves are needed.</summary>
    public bool NeedsTiles => Level < Overview.FirstKept;

    /// <summary>The grid's tiles that a square of the map touches.</summary>
    public IReadOnlyList<int> TilesUnder(int zoom, int row, int column)
    {
        var nodes = NodesOf(zoom, row, column);
        var grid = _model.Grid;
        double tileM = CoverageGrid.TileSize * grid.CellM;
        int Across(double eastM) => (int)Math.Floor((eastM - grid.WestM) / tileM);
        int Down(double northM) => (int)Math.Floor((grid.NorthM - northM) / tileM);
        int west = Math.Max(0, Across(nodes.Min(node => node.EastingM))), east = Math.Min(grid.TileColumns - 1, Across(nodes.Max(node => node.EastingM)));
        int north = Math.Max(0, Down(nodes.Max(node => node.NorthingM))), south = Math.Min(grid.TileRows - 1, Down(nodes.Min(node => node.NorthingM)));
        var tiles = new List<int>();
        for (var down = north; down <= south; down++)
            for (var across = west; across <= east; across++) tiles.Add(down * grid.TileColumns + across);
        return tiles;
    }

    /// <summary>The picture; none when it is empty.</summary>
    public byte[]? Draw(int zoom, int row, int column, IReadOnlyDictionary<int, CoverageTile> tiles, IReadOnlyDictionary<int, Overview> overviews)
    {
        var pixels = Pixels(zoom, row, column, tiles, overviews);
        return pixels.AsSpan().IndexOfAnyExcept((byte)0) < 0 ? null : PalettePng.Write(Size, Size, pixels, Palette);
    }

    /// <summary>The pixels as numbers of the palette.</summary>
    public byte[] Pixels(int zoom, int row, int column, IReadOnlyDictionary<int, CoverageTile> tiles, IReadOnlyDictionary<int, Overview> overviews)
    {
        var grid = _model.Grid;
        // In cells from the grid's north-western corner.
        var nodes = Array.ConvertAll(NodesOf(zoom, row, column), at => (Across: (at.EastingM - grid.WestM) / grid.CellM, Down: (grid.NorthM - at.NorthingM) / grid.CellM));
        var colours = new byte[grid.Tiles][];
        var pixels = new byte[Size * Size];
        var (shift, side) = (Level, CoverageGrid.TileSize >> Level);
        for (var y = 0; y < Size; y++)
            for (var node = 0; node < Nodes - 1; node++)
            {
                // Along a row of pixels between two columns of nodes the place moves by equal steps.
                var (from, to) = (Between(nodes, y, node), Between(nodes, y, node + 1));
                double acrossStep = (to.Across - from.Across) / NodeStep, downStep = (to.Down - from.Down) / NodeStep;
                for (var x = 0; x < NodeStep; x++)
                {
                    int across = (int)Math.Floor(from.Across + (x + 0.5) * acrossStep), down = (int)Math.Floor(from.Down + (x + 0.5) * downStep);
                    if (!grid.Contains(down, across)) continue;
                    var tile = down / CoverageGrid.TileSize * grid.TileColumns + across / CoverageGrid.TileSize;
                    var blocks = colours[tile] ??= ColoursOf(tile, tiles, overviews);
                    if (blocks.Length > 0) pixels[y * Size + node * NodeStep + x] = blocks[(down % CoverageGrid.TileSize >> shift) * side + (across % CoverageGrid.TileSize >> shift)];
                }
            }
        return pixels;
    }

    /// <summary>A tile's blocks as numbers of the palette; nothing where nothing is.</summary>
    private byte[] ColoursOf(int tile, IReadOnlyDictionary<int, CoverageTile> tiles, IReadOnlyDictionary<int, Overview> overviews)
    {
        if (!NeedsTiles)
        {
            if (!overviews.TryGetValue(tile, out var overview)) return [];
            var side = CoverageGrid.TileSize >> Level;
            var numbers = new byte[side * side];
            for (var i = 0; i < numbers.Length; i++) numbers[i] = Number(overview.At(Level, i / side, i % side));
            return numbers;
        }
        if (!tiles.TryGetValue(tile, out var cells)) return [];
        if (Level > 0) return Array.ConvertAll(Overview.Fine(cells, _model, Level), Number);
        var drawn = new byte[cells.Levels.Length];
        switch (_plane)
        {
            case "servers":
                for (var i = 0; i < drawn.Length; i++) drawn[i] = Number(DepthClass(cells.Depths[i]), 255);
                break;
            case "deep" when _model.Deep is { } deep:
                for (var i = 0; i < drawn.Length; i++) drawn[i] = Number(cells.Levels[i] >= deep.FromCode && cells.Depths[i] >= deep.FromDepth ? 0 : -1, 255);
                break;
            case "level":
                var classes = new byte[256];
                for (var code = 0; code < classes.Length; code++) classes[code] = Number(LevelClass((byte)code), 255);
                for (var i = 0; i < drawn.Length; i++) drawn[i] = classes[cells.Levels[i]];
                break;
        }
        return drawn;
    }

    private byte Number(Block block) => _plane switch
    {
        "servers" => Number(DepthClass(block.Depth), block.DepthShare),
        "deep" => Number(0, block.DeepShare),
        _ => Number(LevelClass(block.LevelCode), block.LevelShare),
    };

    private byte Number(int kind, int share) => kind < 0 || share == 0 ? (byte)0 : (byte)(kind * _steps + Math.Max(1, (share * _steps + 127) / 255));

    private static int DepthClass(byte depth)
    {
        var at = -1;
        while (at + 1 < DepthClasses.Length && depth >= DepthClasses[at + 1].From) at++;
        return at;
    }

    private int LevelClass(byte code)
    {
        var legend = _model.LegendCodes;
        for (var i = 0; i < legend.Count; i++)
            if (code >= legend[i] && code > 0) return i;
        return -1;
    }

    /// <summary>The corners of squares of pixels in the grid's plane: between them it is straight to centimetres near, and to less than a pixel far out.</summary>
    private static PlanePoint[] NodesOf(int zoom, int row, int column)
    {
        var nodes = new PlanePoint[Nodes * Nodes];
        double sideM = 2 * TileGrid.HalfSideM / (1L << zoom);
        for (var i = 0; i < nodes.Length; i++)
        {
            double eastM = -TileGrid.HalfSideM + (column + i % Nodes * NodeStep / (double)Size) * sideM, northM = TileGrid.HalfSideM - (row + i / Nodes * NodeStep / (double)Size) * sideM;
            double lonDeg = eastM / TileGrid.HalfSideM * 180, latDeg = double.RadiansToDegrees(Math.Atan(Math.Sinh(northM / TileGrid.HalfSideM * Math.PI)));
            nodes[i] = Plane.Of(Math.Clamp(lonDeg, 100, 140), latDeg);
        }
        return nodes;
    }

    /// <summary>Where the middle of a row of pixels crosses a column of nodes.</summary>
    private static (double Across, double Down) Between((double Across, double Down)[] nodes, int y, int node)
    {
        var down = (y % NodeStep + 0.5) / NodeStep;
        var (north, south) = (nodes[y / NodeStep * Nodes + node], nodes[(y / NodeStep + 1) * Nodes + node]);
        return (north.Across + down * (south.Across - north.Across), north.Down + down * (south.Down - north.Down));
    }

    private static Rgba Colour(string hex, byte alpha) => new(
        byte.Parse(hex.AsSpan(1, 2), NumberStyles.HexNumber), byte.Parse(hex.AsSpan(3, 2), NumberStyles.HexNumber), byte.Parse(hex.AsSpan(5, 2), NumberStyles.HexNumber), alpha);
}

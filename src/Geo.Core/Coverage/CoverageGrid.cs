using Geo.Core.Crs;

namespace Geo.Core.Coverage;

/// <summary>
/// A raster of square cells in the province's Albers plane. Row 0 is the northernmost and column 0 the westernmost; a
/// cell is what its centre is. Cells are kept in tiles of <see cref="TileSize"/> by <see cref="TileSize"/>, the last of a
/// row or column partly outside.
/// </summary>
public sealed record CoverageGrid
{
    /// <summary>Cells along a tile's side: level, depth and server of one tile fit into a core's second cache together.</summary>
    public const int TileSize = 256;

    /// <summary>The province's cell side where nothing else is set, metres.</summary>
    public const double DefaultCellM = 50;

    private const double ProvinceWestM = -364_000, ProvinceNorthM = 233_000, ProvinceWidthM = 720_000, ProvinceHeightM = 455_000;

    /// <summary>A grid.</summary>
    /// <param name="westM">Easting of the western edge, metres.</param>
    /// <param name="northM">Northing of the northern edge, metres.</param>
    /// <param name="cellM">Side of a cell, metres, above 0.</param>
    /// <param name="columns">Cells from west to east, at least 1.</param>
    /// <param name="rows">Cells from north to south, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or not finite.</exception>
    public CoverageGrid(double westM, double northM, double cellM, int columns, int rows)
    {
        if (!double.IsFinite(westM))
            throw new ArgumentOutOfRangeException(nameof(westM), westM, "The western edge must be finite.");
        if (!double.IsFinite(northM))
            throw new ArgumentOutOfRangeException(nameof(northM), northM, "The northern edge must be finite.");
        if (!(cellM > 0 && double.IsFinite(cellM)))
            throw new ArgumentOutOfRangeException(nameof(cellM), cellM, "The cell's side must be above 0 m.");
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (WestM, NorthM, CellM, Columns, Rows) = (westM, northM, cellM, columns, rows);
    }

    /// <summary>Easting of the western edge, metres.</summary>
    public double WestM { get; }

    /// <summary>Northing of the northern edge, metres.</summary>
    public double NorthM { get; }

    /// <summary>Side of a cell, metres.</summary>
    public double CellM { get; }

    /// <summary>Cells from west to east.</summary>
    public int Columns { get; }

    /// <summary>Cells from north to south.</summary>
    public int Rows { get; }

    /// <summary>Tiles from west to east.</summary>
    public int TileColumns => (Columns + TileSize - 1) / TileSize;

    /// <summary>Tiles from north to south.</summary>
    public int TileRows => (Rows + TileSize - 1) / TileSize;

    /// <summary>All tiles; tile t lies in tile row t / <see cref="TileColumns"/>.</summary>
    public int Tiles => TileColumns * TileRows;

    /// <summary>Area of one cell, square metres.</summary>
    public double CellAreaM2 => CellM * CellM;

    /// <summary>The province with its islands, in <see cref="Albers.Shandong"/>: 131 million cells of 50 m.</summary>
    /// <param name="cellM">Side of a cell, metres; one that divides 720 km and 455 km, such as 50 or 100, wastes nothing.</param>
    /// <returns>The grid.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The side is not above 0, or so small that cells cannot be numbered.</exception>
    public static CoverageGrid Shandong(double cellM = DefaultCellM)
    {
        if (!(cellM >= 1))
            throw new ArgumentOutOfRangeException(nameof(cellM), cellM, "The province's cells must be at least 1 m wide.");
        return new(ProvinceWestM, ProvinceNorthM, cellM, (int)Math.Ceiling(ProvinceWidthM / cellM), (int)Math.Ceiling(ProvinceHeightM / cellM));
    }

    /// <summary>Centre of a cell.</summary>
    /// <param name="row">Row; may lie outside the grid.</param>
    /// <param name="column">Column; may lie outside the grid.</param>
    /// <returns>Easting and northing, metres.</returns>
    public PlanePoint Centre(int row, int column) => new(WestM + (column + 0.5) * CellM, NorthM - (row + 0.5) * CellM);

    /// <summary>Whether a cell belongs to the grid.</summary>
    /// <param name="row">Row.</param>
    /// <param name="column">Column.</param>
    /// <returns>True inside.</returns>
    public bool Contains(int row, int column) => (uint)row < (uint)Rows && (uint)column < (uint)Columns;

    /// <summary>The cell a point lies in; a point on an edge lies in the cell to its south or east.</summary>
    /// <param name="point">Easting and northing, metres.</param>
    /// <returns>Row and column, outside the grid where the point is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The point is not finite, or so far that cells cannot be numbered.</exception>
    public (int Row, int Column) CellOf(PlanePoint point)
    {
        double column = Math.Floor((point.EastingM - WestM) / CellM), row = Math.Floor((NorthM - point.NorthingM) / CellM);
        if (!(Math.Abs(column) < int.MaxValue / 4 && Math.Abs(row) < int.MaxValue / 4))
            throw new ArgumentOutOfRangeException(nameof(point), point, "The point must be near the grid.");
        return ((int)row, (int)column);
    }

    internal int TileOf(int row, int column) => row / TileSize * TileColumns + column / TileSize;

    internal static int InTile(int row, int column) => row % TileSize * TileSize + column % TileSize;

    internal void ThrowIfOutside(int row, int column)
    {
        if (!Contains(row, column))
            throw new ArgumentOutOfRangeException(nameof(row), (row, column), $"The cell must lie within {Rows} rows and {Columns} columns.");
    }
}

namespace Geo.Server.Ogc.Tiles;

/// <summary>
/// For every tile of a layer the last data version that changed anything in it, summed up from the cells of
/// <see cref="TileGrid.ChangeZoom"/>. Numbers only rise, so readers need no lock: one who sees a change early takes it for a later
/// version than was asked for, which it is.
/// </summary>
internal sealed class TouchedTiles
{
    /// <summary>A cell that stands for every tile.</summary>
    public const int Every = -1;

    // What the database widens every change by before it notes the cells: 0.012 degrees, at least so much of a cell.
    private const double NotedBeyond = 0.012 / 360 * (1 << TileGrid.ChangeZoom);

    private readonly Level[] _levels = [.. Enumerable.Range(0, TileGrid.ChangeZoom + 1).Select(zoom => new Level(zoom))];
    private long _every;

    /// <summary>Notes that a version changed a cell. One caller at a time.</summary>
    public void Touch(int cell, long version)
    {
        if (cell == Every)
        {
            if (version > _every) Volatile.Write(ref _every, version);
            return;
        }
        var (row, column) = Math.DivRem(cell, 1 << TileGrid.ChangeZoom);
        foreach (var level in _levels) level.Touch(row, column, version);
    }

    /// <summary>The last version that changed the tile; 0 when nothing was ever in it.</summary>
    public long Last(int zoom, int row, int column)
    {
        if (zoom > TileGrid.ChangeZoom)
        {
            row >>= zoom - TileGrid.ChangeZoom;
            column >>= zoom - TileGrid.ChangeZoom;
            zoom = TileGrid.ChangeZoom;
        }
        return Math.Max(Volatile.Read(ref _every), _levels[zoom].Last(row, column));
    }

    private sealed class Level
    {
        private readonly int _shift, _reach, _firstRow, _lastRow, _firstColumn, _lastColumn, _width;
        private readonly long[] _last;

        public Level(int zoom)
        {
            _shift = TileGrid.ChangeZoom - zoom;
            // A tile shows what lies a little beyond its edge, which farther out is many cells.
            _reach = Math.Max(0, (int)Math.Ceiling((1 << _shift) * TileSql.Reach - NotedBeyond));
            (_firstRow, _lastRow, _firstColumn, _lastColumn) = TileGrid.Limits(zoom);
            _width = _lastColumn - _firstColumn + 1;
            _last = new long[(_lastRow - _firstRow + 1) * _width];
        }

        public void Touch(int cellRow, int cellColumn, long version)
        {
            for (var row = Math.Max(_firstRow, (cellRow - _reach) >> _shift); row <= Math.Min(_lastRow, (cellRow + _reach) >> _shift); row++)
                for (var column = Math.Max(_firstColumn, (cellColumn - _reach) >> _shift); column <= Math.Min(_lastColumn, (cellColumn + _reach) >> _shift); column++)
                {
                    ref var last = ref At(row, column);
                    if (version > last) Volatile.Write(ref last, version);
                }
        }

        public long Last(int row, int column) => Volatile.Read(ref At(row, column));

        private ref long At(int row, int column) => ref _last[(row - _firstRow) * _width + column - _firstColumn];
    }
}

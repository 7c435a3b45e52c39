using NetTopologySuite.Geometries;

namespace Geo.Server.Ogc.Tiles;

/// <summary>The WebMercatorQuad tile matrix set, cut to the levels and the part of the world that this service serves.</summary>
public static class TileGrid
{
    public const string Id = "WebMercatorQuad";
    public const int LastZoom = 18;

    /// <summary>The province fills about one tile here; the map does not go farther out.</summary>
    public const int FirstUsefulZoom = 5;

    /// <summary>Where it is noted which tiles a publication changed; deeper ones change with theirs of this zoom.</summary>
    public const int ChangeZoom = 12;

    /// <summary>Half the side of the Web Mercator square, in metres.</summary>
    public const double HalfSideM = 20037508.342789244;

    /// <summary>Wider than the province and the sea that its sites may lie in; outside it there is no tile.</summary>
    public static readonly Envelope Served = new(114.0, 123.5, 33.8, 39.0);

    /// <summary>The rows and columns at a zoom that touch <see cref="Served"/>.</summary>
    public static (int FirstRow, int LastRow, int FirstColumn, int LastColumn) Limits(int zoom) =>
        (Row(Served.MaxY, zoom), Row(Served.MinY, zoom), Column(Served.MinX, zoom), Column(Served.MaxX, zoom));

    public static bool Contains(int zoom, int row, int column)
    {
        if (zoom is < 0 or > LastZoom) return false;
        var (firstRow, lastRow, firstColumn, lastColumn) = Limits(zoom);
        return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
    }

    private static int Column(double longitude, int zoom) => (int)Math.Floor((longitude + 180) / 360 * (1 << zoom));

    private static int Row(double latitude, int zoom)
    {
        var phi = double.DegreesToRadians(latitude);
        return (int)Math.Floor((1 - Math.Asinh(Math.Tan(phi)) / Math.PI) / 2 * (1 << zoom));
    }
}

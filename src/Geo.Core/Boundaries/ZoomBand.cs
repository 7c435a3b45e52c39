namespace Geo.Core.Boundaries;

/// <summary>A run of zoom levels (OGC WebMercatorQuad, 256-pixel tiles) that one generalisation serves.</summary>
/// <param name="MinZoom">First zoom level.</param>
/// <param name="MaxZoom">Last zoom level: the one whose pixels set the tolerance.</param>
public sealed record ZoomBand(int MinZoom, int MaxZoom)
{
    /// <summary>Pixels along a tile's edge.</summary>
    public const int TilePixels = 256;

    /// <summary>The deepest zoom level of a band.</summary>
    public const int MaxMaxZoom = 24;

    /// <summary>
    /// The bands of the map. Two levels to a band: within one, a pixel is at most two pixels of the tolerance, so that
    /// no line is more than twice as fine as it need be. Above the last band the exact coverage is drawn.
    /// </summary>
    public static readonly IReadOnlyList<ZoomBand> All = [new(0, 6), new(7, 8), new(9, 10), new(11, 12)];

    /// <summary>The band a zoom level is in.</summary>
    /// <param name="zoom">Zoom level, 0 to <see cref="MaxMaxZoom"/>.</param>
    /// <returns>The band; null where the exact coverage is to be drawn.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The zoom level is out of its range.</exception>
    public static ZoomBand? Of(int zoom)
    {
        if (zoom is < 0 or > MaxMaxZoom)
            throw new ArgumentOutOfRangeException(nameof(zoom), zoom, $"The zoom level must be 0 to {MaxMaxZoom}.");
        return All.FirstOrDefault(band => zoom <= band.MaxZoom);
    }

    /// <summary>Degrees of longitude across one pixel at the band's last zoom level, at every latitude.</summary>
    public double PixelLonDeg => MaxZoom is >= 0 and <= MaxMaxZoom
        ? 360.0 / TilePixels / (1 << MaxZoom)
        : throw new InvalidOperationException($"A band's last zoom level must be 0 to {MaxMaxZoom}, not {MaxZoom}.");
}

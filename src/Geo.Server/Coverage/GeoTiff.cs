using BitMiracle.LibTiff.Classic;

namespace Geo.Server.Coverage;

/// <summary>One band of numbers on a grid of longitude and latitude, as population rasters come.</summary>
internal sealed record GeoTiff(int Width, int Height, double WestDeg, double NorthDeg, double PixelLonDeg, double PixelLatDeg, float[] Values)
{
    private const TiffTag PixelScale = (TiffTag)33550, TiePoint = (TiffTag)33922, NoData = (TiffTag)42113;
    private const int MostPixels = 400_000_000;

    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static GeoTiff Read(string path)
    {
        Tiff.SetErrorHandler(new Silent());
        using var tiff = Tiff.Open(path, "r") ?? throw new InvalidDataException($"{path} is no TIFF file.");
        int width = Number(tiff, TiffTag.IMAGEWIDTH, 0), height = Number(tiff, TiffTag.IMAGELENGTH, 0), bits = Number(tiff, TiffTag.BITSPERSAMPLE, 1);
        var format = (SampleFormat)Number(tiff, TiffTag.SAMPLEFORMAT, (int)SampleFormat.UINT);
        if (Number(tiff, TiffTag.SAMPLESPERPIXEL, 1) != 1) throw new InvalidDataException("A raster of people has one band.");
        if ((long)width * height is < 1 or > MostPixels) throw new InvalidDataException($"A raster has at most {MostPixels} pixels.");
        if (Doubles(tiff, PixelScale) is not [var scaleX, var scaleY, ..] || Doubles(tiff, TiePoint) is not [var column, var row, _, var lonDeg, var latDeg, ..])
            throw new InvalidDataException("The raster does not say where it lies: ModelPixelScale and ModelTiepoint are missing.");
        if (!(Math.Abs(lonDeg) <= 180 && Math.Abs(latDeg) <= 90 && scaleX is > 0 and < 1 && scaleY is > 0 and < 1))
            throw new InvalidDataException("The raster must be in longitude and latitude (EPSG:4326 or 4490).");
        Func<byte[], int, float> read = (format, bits) switch
        {
            (SampleFormat.IEEEFP, 32) => (buffer, i) => BitConverter.ToSingle(buffer, 4 * i),
            (SampleFormat.IEEEFP, 64) => (buffer, i) => (float)BitConverter.ToDouble(buffer, 8 * i),
            (SampleFormat.INT, 32) => (buffer, i) => BitConverter.ToInt32(buffer, 4 * i),
            (SampleFormat.UINT, 32) => (buffer, i) => BitConverter.ToUInt32(buffer, 4 * i),
            (SampleFormat.INT, 16) => (buffer, i) => BitConverter.ToInt16(buffer, 2 * i),
            (SampleFormat.UINT, 16) => (buffer, i) => BitConverter.ToUInt16(buffer, 2 * i),
            (SampleFormat.UINT, 8) => (buffer, i) => buffer[i],
            _ => throw new InvalidDataException($"Numbers of {bits} bits ({format}) are not read."),
        };
        var values = new float[width * height];
        if (tiff.IsTiled()) ReadTiles(tiff, width, height, read, values);
        else
        {
            var buffer = new byte[tiff.ScanlineSize()];
            for (var y = 0; y < height; y++)
            {
                if (!tiff.ReadScanline(buffer, y)) throw new InvalidDataException($"Row {y} of the raster cannot be read.");
                for (var x = 0; x < width; x++) values[y * width + x] = read(buffer, x);
            }
        }
        var nothing = tiff.GetField(NoData) is [_, var text] && float.TryParse(text.ToString().TrimEnd('\0', ' '), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : float.NaN;
        // What is no number, nobody, or the raster's word for "not known" is nobody here.
        for (var i = 0; i < values.Length; i++)
            if (!(values[i] > 0 && float.IsFinite(values[i])) || values[i] == nothing) values[i] = 0;
        return new GeoTiff(width, height, lonDeg - column * scaleX, latDeg + row * scaleY, scaleX, scaleY, values);
    }

    private static void ReadTiles(Tiff tiff, int width, int height, Func<byte[], int, float> read, float[] values)
    {
        int across = Number(tiff, TiffTag.TILEWIDTH, 0), down = Number(tiff, TiffTag.TILELENGTH, 0);
        var buffer = new byte[tiff.TileSize()];
        for (var top = 0; top < height; top += down)
            for (var left = 0; left < width; left += across)
            {
                if (tiff.ReadTile(buffer, 0, left, top, 0, 0) < 0) throw new InvalidDataException($"The raster's tile at {left}, {top} cannot be read.");
                for (var y = 0; y < Math.Min(down, height - top); y++)
                    for (var x = 0; x < Math.Min(across, width - left); x++) values[(top + y) * width + left + x] = read(buffer, y * across + x);
            }
    }

    private static int Number(Tiff tiff, TiffTag tag, int otherwise) => tiff.GetFieldDefaulted(tag) is { Length: > 0 } field ? field[0].ToInt() : otherwise;

    private static double[] Doubles(Tiff tiff, TiffTag tag) => tiff.GetField(tag) is [_, var data]
        ? [.. Enumerable.Range(0, data.GetBytes().Length / 8).Select(i => BitConverter.ToDouble(data.GetBytes(), 8 * i))]
        : [];

    private sealed class Silent : TiffErrorHandler
    {
        public override void WarningHandler(Tiff tif, string method, string format, params object[] args) { }
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args) { }
    }
}

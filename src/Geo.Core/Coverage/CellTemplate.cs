namespace Geo.Core.Coverage;

/// <summary>
/// A footprint's codes on the grid, for one place of the site within its cell. Rows are cut to what is not 0, and each is
/// followed by a vector's width of zeros, so that a row can be read in whole vectors: 0 changes no plane.
/// </summary>
internal sealed class CellTemplate
{
    /// <summary>Bytes that may be read after a row's end.</summary>
    public const int Padding = 32;

    private readonly int[] _starts;
    private readonly int[] _lengths;
    private readonly int[] _offsets;
    private readonly byte[] _codes;

    /// <param name="footprint">What is drawn.</param>
    /// <param name="settings">How.</param>
    /// <param name="cellM">Side of a cell, metres.</param>
    /// <param name="placeRow">Place of the site southwards within its cell, from 0.</param>
    /// <param name="placeColumn">Place eastwards, from 0.</param>
    public CellTemplate(Footprint footprint, CoverageSettings settings, double cellM, int placeRow, int placeColumn)
    {
        int reach = (int)Math.Ceiling(footprint.ReachM(settings) / cellM) + 1, width = 2 * reach + 1;
        var square = new byte[width * width];
        footprint.Fill(settings, cellM, placeRow, placeColumn, reach, square);
        _starts = new int[width];
        _lengths = new int[width];
        _offsets = new int[width];
        int size = 0;
        for (int row = 0; row < width; row++)
        {
            var line = square.AsSpan(row * width, width);
            int first = line.IndexOfAnyExcept((byte)0);
            _starts[row] = first < 0 ? 0 : first - reach;
            _lengths[row] = first < 0 ? 0 : line.LastIndexOfAnyExcept((byte)0) - first + 1;
            _offsets[row] = size;
            size += first < 0 ? 0 : _lengths[row] + Padding;
        }
        _codes = new byte[size];
        for (int row = 0; row < width; row++)
            square.AsSpan(row * width + _starts[row] + reach, _lengths[row]).CopyTo(_codes.AsSpan(_offsets[row]));
        FirstRow = -reach;
        WestColumn = width == 0 ? 0 : _starts.Min();
        EastColumn = _starts.Zip(_lengths, (start, length) => start + length).Max();
    }

    /// <summary>First row relative to the site's; the last is its opposite.</summary>
    public int FirstRow { get; }

    /// <summary>First column relative to the site's that any row has.</summary>
    public int WestColumn { get; }

    /// <summary>One past the last column that any row has.</summary>
    public int EastColumn { get; }

    /// <summary>Rows, those without a code included.</summary>
    public int Rows => _starts.Length;

    /// <summary>Cells that it has a code for.</summary>
    public int Cells => _lengths.Sum();

    /// <summary>Memory that it keeps, bytes.</summary>
    public long Bytes => _codes.Length + 12L * _starts.Length;

    /// <summary>A row: its first column relative to the site's, how many there are, and their codes with the padding.</summary>
    public ReadOnlySpan<byte> Row(int row, out int start, out int length)
    {
        (start, length) = (_starts[row], _lengths[row]);
        return length == 0 ? default : _codes.AsSpan(_offsets[row], length + Padding);
    }
}

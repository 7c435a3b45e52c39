using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>
/// The attributes of a Shapefile (dBASE III). Read here and not by a library, because the encoding is to be found from all
/// text in it, and a Chinese name is often cut in the middle of a character.
/// </summary>
public sealed class DbfTable
{
    private const int HeaderLength = 32;
    private const int FieldLength = 32;
    private const int NameLength = 11;
    private const byte EndOfFields = 0x0D;
    private const byte GbkDriver = 0x4D;

    private readonly byte[] _dbf;
    private readonly int _start;
    private readonly int _recordLength;
    private readonly List<(int Offset, int Length, char Type)> _fields = [];
    private readonly Encoding _encoding;

    public DbfTable(byte[] dbf, SourceFile file, string? codePage)
    {
        _dbf = dbf;
        if (dbf.Length < HeaderLength) throw Malformed();
        RowCount = BinaryPrimitives.ReadInt32LittleEndian(dbf.AsSpan(4));
        _start = BinaryPrimitives.ReadUInt16LittleEndian(dbf.AsSpan(8));
        _recordLength = BinaryPrimitives.ReadUInt16LittleEndian(dbf.AsSpan(10));
        if (RowCount < 0 || _recordLength < 1 || _start < HeaderLength || _start + ((long)RowCount * _recordLength) > dbf.Length) throw Malformed();

        var names = new List<(int Offset, int Length)>();
        var offset = 1;
        for (var at = HeaderLength; at + FieldLength <= _start && dbf[at] != EndOfFields; at += FieldLength)
        {
            var length = dbf[at + 16] + (dbf[at + 11] == 'C' ? dbf[at + 17] << 8 : 0);
            if (offset + length > _recordLength) throw Malformed();
            _fields.Add((offset, length, (char)dbf[at + 11]));
            names.Add((at, Math.Max(0, dbf.AsSpan(at, NameLength).IndexOf((byte)0) is var end && end < 0 ? NameLength : end)));
            offset += length;
        }
        if (_fields.Count > file.Limits.Columns) throw new FileFaultException(Rules.LimitExceeded, $"{_fields.Count} 列", $"{_fields.Count} columns");
        _encoding = FindEncoding(file, codePage, names);
        (file.Encoding, file.Encodings) = (_encoding.WebName, [Encoding.UTF8.WebName, TextEncoding.Gb18030.WebName]);
        Columns = [.. names.Select(name => Decode(dbf.AsSpan(name.Offset, name.Length)))];
    }

    public int RowCount { get; }
    public IReadOnlyList<string> Columns { get; }

    public bool IsDeleted(int row) => _dbf[_start + (row * _recordLength)] == (byte)'*';

    public object?[] Cells(int row)
    {
        var cells = new object?[_fields.Count];
        for (var i = 0; i < cells.Length; i++) cells[i] = Cell(Bytes(row, i), _fields[i].Type);
        return cells;
    }

    private object? Cell(ReadOnlySpan<byte> bytes, char type)
    {
        switch (type)
        {
            case 'I' or '+' when bytes.Length == 4: return (double)BinaryPrimitives.ReadInt32LittleEndian(bytes);
            case 'B' or 'O' when bytes.Length == 8: return BinaryPrimitives.ReadDoubleLittleEndian(bytes);
            case 'M' or 'G' or '@' or 'T': return null;
        }
        var text = Decode(bytes).Trim(' ', '\0');
        if (text.Length == 0 || text[0] == '*') return type == 'C' && text.Length > 0 ? text : null;
        return type switch
        {
            'N' or 'F' => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text,
            'D' => DateTime.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : text.Trim('0').Length == 0 ? null : text,
            'L' => text[0] switch { 'T' or 't' or 'Y' or 'y' => true, 'F' or 'f' or 'N' or 'n' => false, _ => null },
            _ => TextEncoding.Clean(text),
        };
    }

    private ReadOnlySpan<byte> Bytes(int row, int field) =>
        _dbf.AsSpan(_start + (row * _recordLength) + _fields[field].Offset, _fields[field].Length);

    // A value or name that fills its place may end in half a character.
    private string Decode(ReadOnlySpan<byte> bytes) => _encoding.GetString(bytes).TrimEnd('\uFFFD');

    private Encoding FindEncoding(SourceFile file, string? codePage, IReadOnlyList<(int Offset, int Length)> names)
    {
        if (file.GivenEncoding is { } given) return TextEncoding.Named(given);
        var utf8 = IsUtf8(names);
        var named = Named(codePage) ?? (_dbf[29] == GbkDriver ? TextEncoding.Gb18030 : null);
        if (named is not null && (named.CodePage != Encoding.UTF8.CodePage || utf8)) return named;
        var encoding = utf8 ? Encoding.UTF8 : TextEncoding.Gb18030;
        if (!IsAscii(names))
            file.Findings.AddOnce(Rules.EncodingGuessed, encoding.WebName, new($"没有有效的 .cpg，按 {encoding.WebName} 读取", $"no .cpg that fits: read as {encoding.WebName}"));
        return encoding;
    }

    private static Encoding? Named(string? codePage)
    {
        var name = codePage?.Trim().TrimStart('\uFEFF').ToUpperInvariant() ?? "";
        if (name.Length == 0) return null;
        if (name.Contains("UTF-8") || name.Contains("UTF8") || name.Contains("65001")) return Encoding.UTF8;
        if (name.Contains("GB") || name.Contains("936")) return TextEncoding.Gb18030;
        try
        {
            var number = string.Concat(name.Where(char.IsAsciiDigit));
            return int.TryParse(number, out var page) && page is > 0 and < 65_536 ? Encoding.GetEncoding(page == 88591 ? 28591 : page) : Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private bool IsAscii(IReadOnlyList<(int Offset, int Length)> names) => All(names, System.Text.Ascii.IsValid);

    private bool IsUtf8(IReadOnlyList<(int Offset, int Length)> names) => All(names, bytes =>
    {
        for (var cut = 0; cut <= 3 && cut < bytes.Length; cut++)
            if (System.Text.Unicode.Utf8.IsValid(bytes[..^cut])) return true;
        return bytes.IsEmpty;
    });

    private bool All(IReadOnlyList<(int Offset, int Length)> names, Holds holds)
    {
        foreach (var (offset, length) in names)
            if (!holds(_dbf.AsSpan(offset, length))) return false;
        for (var row = 0; row < RowCount; row++)
            for (var field = 0; field < _fields.Count; field++)
                if (_fields[field].Type == 'C' && !holds(Bytes(row, field).TrimEnd((byte)' ').TrimEnd((byte)0))) return false;
        return true;
    }

    private delegate bool Holds(ReadOnlySpan<byte> text);

    private static FileFaultException Malformed() => new(Rules.Malformed, ".dbf 结构有误", ".dbf is not sound");
}

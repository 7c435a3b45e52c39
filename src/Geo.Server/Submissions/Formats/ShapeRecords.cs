using System.Buffers.Binary;
using Geo.Server.Submissions.Checking;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri.Shapefiles.Readers;
using NetTopologySuite.IO.Esri.Shp;

namespace Geo.Server.Submissions.Formats;

/// <summary>
/// The records of a .shp (ESRI white paper, July 1998). Every length in the file is compared with what is there before a
/// library reads a record, and each record is read on its own, so that a bad one costs only itself.
/// </summary>
public sealed class ShapeRecords
{
    private const int FileCode = 9994;
    private const int HeaderLength = 100;
    private const int RecordHeaderLength = 8;
    private const int IndexRecordLength = 8;
    private const int BoxesAndCounts = 44;
    private const int PointLength = 16;

    // Easting with the number of its zone before it is the largest value of any system: 120,500,000 m.
    private const double LargestCoordinate = 1e9;

    private static readonly ShapefileReaderOptions Options = new() { GeometryBuilderMode = GeometryBuilderMode.IgnoreInvalidShapes };

    private readonly byte[] _shp;
    private readonly List<(int Offset, int Length)> _records = [];

    /// <exception cref="FileFaultException">A length in the file is not true.</exception>
    public ShapeRecords(byte[] shp, Limits limits)
    {
        _shp = shp;
        if (shp.Length < HeaderLength || BinaryPrimitives.ReadInt32BigEndian(shp) != FileCode) throw Malformed("不是 .shp 文件", "not a .shp file");
        var claimed = 2L * BinaryPrimitives.ReadInt32BigEndian(shp.AsSpan(24));
        for (var at = HeaderLength; at + RecordHeaderLength <= shp.Length;)
        {
            var length = 2L * BinaryPrimitives.ReadInt32BigEndian(shp.AsSpan(at + 4));
            if (length < 4 || at + RecordHeaderLength + length > shp.Length)
                throw claimed > shp.Length ? Truncated() : Malformed($"第 {Count + 1} 条记录长度有误", $"the length of record {Count + 1} is not true");
            if (Count >= limits.Rows) throw new FileFaultException(Rules.LimitExceeded, $"超过 {limits.Rows} 条", $"more than {limits.Rows} records");
            _records.Add((at, (int)length));
            CheckCounts(at + RecordHeaderLength, (int)length, limits);
            at += RecordHeaderLength + (int)length;
        }
        if (claimed > shp.Length) throw Truncated();
    }

    public int Count => _records.Count;

    /// <summary>The index must point into the file. Where it gives a record fewer bytes than it has, that is told: the reading does without it.</summary>
    public void CheckIndex(byte[] shx, Findings findings)
    {
        for (int at = HeaderLength, i = 0; at + IndexRecordLength <= shx.Length; at += IndexRecordLength, i++)
        {
            if (2L * BinaryPrimitives.ReadUInt32BigEndian(shx.AsSpan(at)) + RecordHeaderLength > _shp.Length)
                throw Malformed(".shx 指向文件之外", ".shx points outside the file");
            if (i < Count && 2L * BinaryPrimitives.ReadUInt32BigEndian(shx.AsSpan(at + 4)) < _records[i].Length && !findings.Has(Rules.Truncated))
                findings.Add(Rules.Truncated, detail: new($".shx 中第 {i + 1} 条记录过短", $".shx cuts record {i + 1} short"), severity: Severity.Warning);
        }
    }

    /// <summary>Refuses a file in which no shape has possible coordinates: that is no row's fault but the writer's.</summary>
    public void RefuseImpossible(Findings findings)
    {
        var faults = _records.Select(record => FaultOf(_shp.AsSpan(record.Offset + RecordHeaderLength, record.Length))).ToList();
        if (faults.Count == 0 || faults.Exists(fault => fault is null)) return;
        findings.Add(Rules.CoordinateInvalid, value: faults[0], severity: Severity.Warning);
        throw Malformed("所有坐标都非有限数或超界", "no coordinate is finite and in range");
    }

    private static string? FaultOf(ReadOnlySpan<byte> content) => BinaryPrimitives.ReadInt32LittleEndian(content) is var type and not 0 ? FirstInvalid(content, type) : null;

    /// <summary>Tells a coordinate that is no number, where nothing else of the file can be read.</summary>
    public void RefuseInvalid()
    {
        for (var i = 0; i < Count; i++)
            if (Read(i).Fault is { Value: { } value } fault) throw new FileFaultException(fault.Rule, $"第 {i + 1} 条", $"record {i + 1}", value: value);
    }

    public (Geometry? Geometry, SourceFault? Fault) Read(int index)
    {
        var (offset, length) = _records[index];
        var content = _shp.AsSpan(offset + RecordHeaderLength, length);
        var type = BinaryPrimitives.ReadInt32LittleEndian(content);
        if (type == 0) return (null, null);
        if (FirstInvalid(content, type) is { } invalid) return (null, new SourceFault(Rules.CoordinateInvalid, invalid));
        if (type % 10 == 5 && HasOpenRing(content)) return (null, new SourceFault(Rules.RingOpen, IsMild: true));
        try
        {
            using var reader = Shp.OpenRead(new MemoryStream(Alone(offset, length, type)), Options);
            // A shape that is not null and comes to nothing has no length or area.
            return reader.Read() && reader.Geometry is { IsEmpty: false } geometry ? (geometry, null) : (null, new SourceFault(Rules.Degenerate, IsMild: true));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, new SourceFault(Rules.GeometryUnreadable, e.Message));
        }
    }

    /// <summary>The record as a file of its own.</summary>
    private byte[] Alone(int offset, int length, int type)
    {
        var file = new byte[HeaderLength + RecordHeaderLength + length];
        _shp.AsSpan(0, HeaderLength).CopyTo(file);
        _shp.AsSpan(offset, RecordHeaderLength + length).CopyTo(file.AsSpan(HeaderLength));
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(24), file.Length / 2);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(32), type);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(HeaderLength), 1);
        return file;
    }

    private void CheckCounts(int at, int length, Limits limits)
    {
        var content = _shp.AsSpan(at, length);
        var type = BinaryPrimitives.ReadInt32LittleEndian(content);
        var kind = type % 10;
        if (type is < 0 or > 28 || kind is not (0 or 1 or 3 or 5 or 8) || (kind == 0 && type != 0)) throw Malformed($"未知的形状类型 {type}", $"unknown type of shape {type}");
        if (kind == 0) return;
        if (kind == 1)
        {
            if (length < 4 + PointLength) throw Malformed("点记录过短", "the record of a point is too short");
            return;
        }
        if (length < (kind == 8 ? 40 : BoxesAndCounts)) throw Malformed("记录过短", "a record is too short");
        long parts = kind == 8 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(content[36..]);
        long points = BinaryPrimitives.ReadInt32LittleEndian(content[(kind == 8 ? 36 : 40)..]);
        if (parts < 0 || points < 0 || (kind == 8 ? 40 : BoxesAndCounts) + (4 * parts) + (PointLength * points) > length)
            throw Malformed("顶点数与记录长度不符", "the number of points is not true");
        if (points > limits.VerticesPerFeature)
            throw new FileFaultException(Rules.LimitExceeded, $"{points} 个顶点", $"{points} vertices");
        for (var part = 0; part < parts; part++)
            if ((uint)BinaryPrimitives.ReadInt32LittleEndian(content[(BoxesAndCounts + (4 * part))..]) > points)
                throw Malformed("部件序号有误", "a part begins outside the record");
    }

    private static string? FirstInvalid(ReadOnlySpan<byte> content, int type)
    {
        var kind = type % 10;
        var (start, count) = kind switch
        {
            1 => (4, 1),
            8 => (40, BinaryPrimitives.ReadInt32LittleEndian(content[36..])),
            _ => (BoxesAndCounts + (4 * BinaryPrimitives.ReadInt32LittleEndian(content[36..])), BinaryPrimitives.ReadInt32LittleEndian(content[40..])),
        };
        for (var i = 0; i < 2 * count; i++)
            if (BinaryPrimitives.ReadDoubleLittleEndian(content[(start + (8 * i))..]) is var value && !(Math.Abs(value) < LargestCoordinate)) return $"{value}";
        return null;
    }

    // The library takes an open ring for none.
    private static bool HasOpenRing(ReadOnlySpan<byte> content)
    {
        int parts = BinaryPrimitives.ReadInt32LittleEndian(content[36..]), points = BinaryPrimitives.ReadInt32LittleEndian(content[40..]);
        var start = BoxesAndCounts + (4 * parts);
        for (var part = 0; part < parts; part++)
        {
            var first = BinaryPrimitives.ReadInt32LittleEndian(content[(BoxesAndCounts + (4 * part))..]);
            var next = part + 1 < parts ? BinaryPrimitives.ReadInt32LittleEndian(content[(BoxesAndCounts + (4 * part) + 4)..]) : points;
            if (next > first && !content.Slice(start + (PointLength * first), PointLength).SequenceEqual(content.Slice(start + (PointLength * (next - 1)), PointLength))) return true;
        }
        return false;
    }

    private static FileFaultException Malformed(string zh, string en) => new(Rules.Malformed, zh, en);
    private static FileFaultException Truncated() => new(Rules.Truncated, ".shp 比文件头所述短", ".shp is shorter than its header says");
}

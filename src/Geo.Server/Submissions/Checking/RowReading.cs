using Geo.Server.Layers;
using Geo.Server.Submissions.Formats;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Server.Submissions.Checking;

/// <summary>Turns the rows of a dataset into values and positions, row by row; what the rules of rows find is told here.</summary>
public sealed class RowReading
{
    private readonly SourceDataset _dataset;
    private readonly Header _header;
    private readonly Findings _findings;
    private readonly CellReading?[] _cells;
    private readonly bool _geometryIsRequired;
    private readonly bool _blanksCount;
    private readonly int _east, _north, _pair, _wkt;
    private readonly Corrections _corrections;

    public RowReading(SourceDataset dataset, Header header, bool geometryIsRequired, bool blanksCount, Findings findings, CheckRequest request)
    {
        var repairs = new Repairs(request.Settings.Repairs);
        _corrections = new Corrections(request.Settings.Corrections);
        (_dataset, _header, _findings, _geometryIsRequired, _blanksCount) = (dataset, header, findings, geometryIsRequired, blanksCount);
        _cells = [.. header.Targets.Select((target, i) => target?.Kind == TargetKind.Field ? new CellReading(target, header.Columns[i], findings, request.Today, repairs) : null)];
        (_east, _north) = (header.IndexOf(TargetKind.East), header.IndexOf(TargetKind.North));
        (_pair, _wkt) = (header.IndexOf(TargetKind.Pair), header.IndexOf(TargetKind.Geometry));
    }

    /// <summary>Rows that a person took out; they keep their numbers.</summary>
    public int LeftOut { get; private set; }

    public List<CheckedRow> ReadAll()
    {
        var rows = new List<CheckedRow>();
        foreach (var (source, number) in DataRows.Of(_dataset, _header, _blanksCount))
        {
            if (number is not { } known)
                _findings.Add(Rules.TotalSkipped, new Place(Line: source.Line), CellReading.Text(source.Cells.First(cell => cell is not null)!));
            else if (_corrections.LeaveOut(known)) LeftOut++;
            else rows.Add(Read(_corrections.Apply(source, known, _header), known));
        }
        return rows;
    }

    private CheckedRow Read(SourceRow source, int number)
    {
        var row = new CheckedRow(number, source.Line, new object?[_header.Columns.Count]) { Geometry = source.Geometry };
        if (_dataset.HasFixedWidth && source.Cells.Length != _header.Columns.Count)
        {
            _findings.Add(Rules.RowWidth, row.At(), detail: new($"{source.Cells.Length} 列，表头 {_header.Columns.Count} 列", $"{source.Cells.Length} cells, the header has {_header.Columns.Count}"));
            row.IsRejected = true;
            return row;
        }
        for (var i = 0; i < _cells.Length; i++)
        {
            var cell = i < source.Cells.Length ? source.Cells[i] : null;
            if (cell is string text) Safety.Check(text, row, _header.Columns[i], _findings);
            if (_cells[i] is not { } reading) continue;
            row.Values[i] = reading.Read(cell, row, out var isError);
            row.IsRejected |= isError;
        }
        if (source.Fault is { } fault) TellFault(row, fault);
        else if (!_dataset.HasGeometry) ReadPosition(source, row);
        else if (source.Geometry is null) TellMissing(row);
        return row;
    }

    private void ReadPosition(SourceRow source, CheckedRow row)
    {
        if (_wkt >= 0 && Cell(source, _wkt) is string wkt) ReadWkt(wkt, row);
        else if (_east >= 0 && _north >= 0)
        {
            var (east, north) = (Cell(source, _east), Cell(source, _north));
            if (east is null || north is null) TellMissing(row);
            else if (DegreeReading.Read(east, out var mendedEast) is not { } first) Reject(row, Rules.NotANumber, CellReading.Text(east), _header.Columns[_east]);
            else if (DegreeReading.Read(north, out var mendedNorth) is not { } second) Reject(row, Rules.NotANumber, CellReading.Text(north), _header.Columns[_north]);
            else Place(row, first, second, mendedEast | mendedNorth, CellReading.Text(east), _header.Columns[_east]);
        }
        else if (_pair >= 0)
        {
            if (Cell(source, _pair) is not { } pair) TellMissing(row);
            else if (DegreeReading.ReadPair(pair, out var mended) is not { } both) Reject(row, Rules.CoordinateInvalid, CellReading.Text(pair), _header.Columns[_pair]);
            else Place(row, both.First, both.Second, mended, CellReading.Text(pair), _header.Columns[_pair]);
        }
        else if (_wkt >= 0) TellMissing(row);
    }

    private void Place(CheckedRow row, double first, double second, Mended mended, string value, string column)
    {
        row.Pair = (first, second);
        if (mended.HasFlag(Mended.Degrees)) _findings.Add(Rules.DegreesConverted, row.At(column), value);
        if (mended.HasFlag(Mended.FullWidth)) _findings.Add(Rules.FullWidth, row.At(column), value);
    }

    private void ReadWkt(string wkt, CheckedRow row)
    {
        try
        {
            row.Geometry = new WKTReader().Read(wkt);
        }
        catch (Exception e) when (e is ParseException or ArgumentException or FormatException)
        {
            Reject(row, Rules.GeometryUnreadable, wkt, _header.Columns[_wkt]);
        }
    }

    private void TellFault(CheckedRow row, SourceFault fault)
    {
        if (fault.IsMild && !_geometryIsRequired) _findings.Add(fault.Rule, row.At(), fault.Value, severity: Severity.Warning);
        else Reject(row, fault.Rule, fault.Value);
    }

    private void TellMissing(CheckedRow row)
    {
        _findings.Add(Rules.GeometryMissing, row.At(), severity: _geometryIsRequired ? Severity.Error : Severity.Warning);
        row.IsRejected |= _geometryIsRequired;
    }

    private void Reject(CheckedRow row, Rule rule, string? value, string? column = null)
    {
        _findings.Add(rule, row.At(column), value);
        row.IsRejected = true;
    }

    private static object? Cell(SourceRow source, int index) => index < source.Cells.Length ? source.Cells[index] : null;
}

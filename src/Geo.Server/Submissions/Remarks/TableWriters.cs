using System.Text;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;
using SpreadCheetah;

namespace Geo.Server.Submissions.Remarks;

/// <summary>Writes a table row by row, as it comes, never holding it.</summary>
public interface ITableWriter : IAsyncDisposable
{
    ValueTask WriteRowAsync(IReadOnlyList<object?> cells);
}

/// <summary>CSV with the mark by which Excel knows UTF-8.</summary>
public sealed class CsvWriter(string path) : ITableWriter
{
    private readonly StreamWriter _file = new(path, false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = "\r\n" };

    public ValueTask WriteRowAsync(IReadOnlyList<object?> cells) =>
        new(_file.WriteLineAsync(string.Join(',', cells.Select(cell => Quoted(cell is null ? "" : CellReading.Text(cell))))));

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A workbook of one sheet. Text is written as text, so nothing in it is ever a formula.</summary>
public sealed class WorkbookWriter : ITableWriter
{
    private readonly Spreadsheet _workbook;
    private readonly Stream _file;
    private readonly List<DataCell> _cells = [];

    private WorkbookWriter(Spreadsheet workbook, Stream file) => (_workbook, _file) = (workbook, file);

    public static async Task<WorkbookWriter> CreateAsync(string path, string sheet)
    {
        var file = File.Create(path);
        var workbook = await Spreadsheet.CreateNewAsync(file, new SpreadCheetahOptions { CompressionLevel = SpreadCheetahCompressionLevel.Fastest, PreserveStringWhitespace = true });
        await workbook.StartWorksheetAsync(sheet);
        return new WorkbookWriter(workbook, file);
    }

    public ValueTask WriteRowAsync(IReadOnlyList<object?> cells)
    {
        _cells.Clear();
        foreach (var cell in cells)
            _cells.Add(cell switch { null => default, double number => new DataCell(number), long whole => new DataCell(whole), _ => new DataCell(TextEncoding.Clean(CellReading.Text(cell))) });
        return _workbook.AddRowAsync(_cells);
    }

    public async ValueTask DisposeAsync()
    {
        await _workbook.FinishAsync();
        await _workbook.DisposeAsync();
        await _file.DisposeAsync();
    }
}

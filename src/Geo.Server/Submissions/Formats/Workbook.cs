using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Geo.Server.Submissions.Checking;

namespace Geo.Server.Submissions.Formats;

/// <summary>Excel workbooks, new and old. Each sheet is a dataset.</summary>
public sealed class WorkbookFormat : SourceFormat
{
    public override string Name => "xlsx";
    public override IReadOnlyList<string> Extensions => [".xlsx", ".xlsm", ".xls", ".et"];

    // A zip is a workbook when it is called one; what lacks a workbook then is a damaged workbook.
    public override bool Matches(FileHead head) => head.IsCompoundFile || (head.IsZip && Extensions.Contains(head.Extension));

    public override IReadOnlyList<SourceDataset> Open(SourceFile file)
    {
        _ = TextEncoding.Gb18030; // old workbooks name code pages, which must be registered
        var bytes = FileHead.Of(file.Path).IsZip ? WorkbookArchive.Check(file) : null;
        Stream Content() => bytes is null ? File.OpenRead(file.Path) : new MemoryStream(bytes, writable: false);
        return Guarded(Content(), reader =>
        {
            var sheets = new List<SourceDataset>();
            do
            {
                var index = sheets.Count;
                if (reader.VisibleState == "visible" || reader.ResultsCount == 1)
                    sheets.Add(new SourceDataset(reader.Name, () => Read(file, Content(), index)));
                else sheets.Add(new SourceDataset(reader.Name, () => []));
            }
            while (reader.NextResult());
            return sheets;
        });
    }

    private static IEnumerable<SourceRow> Read(SourceFile file, Stream content, int sheet)
    {
        using var reader = Guarded(content, reader => reader, dispose: false);
        for (var i = 0; i < sheet; i++) reader.NextResult();
        var merged = new MergedCells(reader.MergeCells);
        var (line, blank, rows) = (0, 0, 0);
        while (Guarded(reader.Read))
        {
            line++;
            var cells = Cells(reader, file.Limits, line);
            merged.Fill(line, cells);
            if (Array.Exists(cells, cell => cell is not null))
            {
                for (; blank > 0; blank--) yield return new SourceRow(line - blank, []) { IsBlank = true };
                if (++rows > file.Limits.Rows)
                    throw new FileFaultException(Rules.LimitExceeded, $"超过 {file.Limits.Rows} 行", $"more than {file.Limits.Rows} rows");
                yield return new SourceRow(line, cells);
            }
            else if (++blank >= file.Limits.BlankRows) yield break;
        }
        for (; blank > 0; blank--) yield return new SourceRow(line - blank + 1, []) { IsBlank = true };
    }

    private static object?[] Cells(IExcelDataReader reader, Limits limits, int line)
    {
        var width = Math.Min(reader.FieldCount, limits.Columns + 1);
        var cells = new object?[width];
        var last = 0;
        for (var i = 0; i < width; i++)
        {
            cells[i] = Cell(reader, i);
            if (cells[i] is string { Length: var length } && length > limits.CellCharacters)
                throw new FileFaultException(Rules.LimitExceeded, $"单元格 {length} 字符", $"a cell of {length} characters", line);
            if (cells[i] is not null) last = i + 1;
        }
        if (last > limits.Columns)
            throw new FileFaultException(Rules.LimitExceeded, $"超过 {limits.Columns} 列", $"more than {limits.Columns} columns", line);
        return cells[..last];
    }

    private static object? Cell(IExcelDataReader reader, int i)
    {
        try
        {
            return reader.GetValue(i) switch
            {
                string text when ErrorCell.Texts.Contains(text) => new ErrorCell(text),
                string text => TextEncoding.Clean(text).Trim() is { Length: > 0 } clean ? clean : null,
                int whole => (double)whole,
                var value => value,
            };
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or FormatException or InvalidCastException)
        {
            return new ErrorCell("#DATE");
        }
    }

    private static T Guarded<T>(Stream stream, Func<IExcelDataReader, T> work, bool dispose = true)
    {
        try
        {
            return Guarded(() => work(ExcelReaderFactory.CreateReader(stream, new ExcelReaderConfiguration { FallbackEncoding = TextEncoding.Gb18030 })));
        }
        catch
        {
            dispose = true;
            throw;
        }
        finally
        {
            if (dispose) stream.Dispose();
        }
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidPasswordException e)
        {
            throw new FileFaultException(Rules.Encrypted, "请去除密码后再上传", "take the password off", cause: e);
        }
        catch (System.Xml.XmlException e) when (e.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new FileFaultException(Rules.XmlDtd, e.LineNumber.ToString(), $"line {e.LineNumber}", cause: e);
        }
        // What this reader throws at a damaged workbook is anything that its own arithmetic runs into.
        catch (Exception e) when (e is not (FileFaultException or OutOfMemoryException))
        {
            throw new FileFaultException(Rules.Malformed, "工作簿无法读取", "the workbook cannot be read", cause: e);
        }
    }
}

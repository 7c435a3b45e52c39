using System.Text;
using Geo.Server.Submissions.Checking;
using Sylvan.Data.Csv;

namespace Geo.Server.Submissions.Formats;

/// <summary>CSV and its relatives with tabs, semicolons or bars.</summary>
public sealed class DelimitedTextFormat : SourceFormat
{
    private const string Delimiters = ",\t;|，";
    private const int SampleCharacters = 65_536;
    private const int LargestRecord = 16 << 20;

    public override string Name => "csv";
    public override IReadOnlyList<string> Extensions => [".csv", ".tsv", ".txt", ".tab"];

    public override bool Matches(FileHead head) => head.IsText && head.Text is not (['{', ..] or ['<', ..]);

    public override IReadOnlyList<SourceDataset> Open(SourceFile file)
    {
        var encoding = TextEncoding.Detect(file);
        var delimiter = FindDelimiter(file, encoding);
        return [new SourceDataset(Path.GetFileNameWithoutExtension(file.Path), () => Read(file, encoding, delimiter)) { HasFixedWidth = true }];
    }

    private static IEnumerable<SourceRow> Read(SourceFile file, Encoding encoding, char delimiter)
    {
        var hasControls = file.Findings.Has(Rules.ControlCharacters);
        using var text = new StreamReader(file.Path, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16);
        using var csv = Create(text, delimiter);
        var line = 0;
        while (Advance(csv, line))
        {
            if (++line > file.Limits.Rows + file.Limits.HeaderRows)
                throw new FileFaultException(Rules.LimitExceeded, $"超过 {file.Limits.Rows} 行", $"more than {file.Limits.Rows} rows");
            if (csv.RowFieldCount > file.Limits.Columns)
                throw new FileFaultException(Rules.LimitExceeded, $"{csv.RowFieldCount} 列，上限 {file.Limits.Columns}", $"{csv.RowFieldCount} columns; the limit is {file.Limits.Columns}", line);
            var cells = new object?[csv.RowFieldCount];
            var isBlank = true;
            for (var i = 0; i < cells.Length; i++)
            {
                var span = csv.GetFieldSpan(i).Trim();
                if (span.Length == 0) continue;
                if (span.Length > file.Limits.CellCharacters)
                    throw new FileFaultException(Rules.LimitExceeded, $"单元格 {span.Length} 字符", $"a cell of {span.Length} characters", line);
                isBlank = false;
                cells[i] = hasControls ? TextEncoding.Clean(span.ToString()) : span.ToString();
            }
            if (!isBlank) yield return new SourceRow(line, cells);
        }
    }

    private static CsvDataReader Create(TextReader text, char delimiter) => CsvDataReader.Create(text, new CsvDataReaderOptions
    {
        HasHeaders = false, Delimiter = delimiter, BufferSize = 1 << 16, MaxBufferSize = LargestRecord, OwnsReader = false,
    });

    private static bool Advance(CsvDataReader csv, int line)
    {
        try
        {
            return csv.Read();
        }
        catch (Exception e) when (e is CsvRecordTooLargeException)
        {
            throw new FileFaultException(Rules.Truncated, "引号未闭合", "a quotation mark is not closed", line + 1, cause: e);
        }
        catch (Exception e) when (e is CsvFormatException or FormatException or InvalidDataException)
        {
            throw new FileFaultException(Rules.Malformed, $"第 {line + 1} 行起", $"from line {line + 1}", line + 1, cause: e);
        }
    }

    /// <summary>The delimiter that cuts most of the first lines into the same number of cells, and into more than one.</summary>
    private static char FindDelimiter(SourceFile file, Encoding encoding)
    {
        using var text = new StreamReader(file.Path, encoding, detectEncodingFromByteOrderMarks: true);
        var sample = new char[SampleCharacters];
        var lines = UnquotedLines(sample.AsSpan(0, text.ReadBlock(sample)));
        var best = Delimiters
            .Select(delimiter => (Delimiter: delimiter, Score: lines.Select(line => line.Count(c => c == delimiter)).Where(n => n > 0)
                .GroupBy(n => n).Select(same => same.Count() * Math.Min(same.Key, 20) + same.Count()).DefaultIfEmpty(0).Max()))
            .MaxBy(candidate => candidate.Score);
        return best.Score > 0 ? best.Delimiter
            : throw new FileFaultException(Rules.DelimiterMissing, "没有逗号、制表符、分号或竖线", "no comma, tab, semicolon or bar");
    }

    private static List<string> UnquotedLines(ReadOnlySpan<char> text)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (c == '\n')
            {
                if (line.Length > 0) lines.Add(line.ToString());
                line.Clear();
            }
            else line.Append(c);
        }
        if (lines.Count == 0 && line.Length > 0) lines.Add(line.ToString());
        return lines.Count > 50 ? lines[..50] : lines;
    }
}

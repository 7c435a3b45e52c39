using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Server.Layers;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Checking;

/// <summary>Reads one column's cells as its field's type, and tells what is wrong with each.</summary>
public sealed partial class CellReading(Target target, string column, Findings findings, DateOnly today, Repairs repairs)
{
    // Up to here a spreadsheet keeps every digit of a code that it took for a number.
    private const double LargestExactCode = 1e15;
    private const int LargestMemory = 10_000;

    private static readonly HashSet<string> Yes = ["是", "有", "y", "yes", "true", "t", "1", "√", "✓", "对", "已共享", "共享"];
    private static readonly HashSet<string> No = ["否", "无", "n", "no", "false", "f", "0", "×", "✗", "x", "不", "未共享", "不共享", "非共享"];

    private readonly Field _field = target.Field!;
    private readonly DomainReading? _domain = target.Field!.Domain is null ? null : new DomainReading(target.Field);

    private readonly Dictionary<string, object> _memory = new(StringComparer.Ordinal);
    private bool _hasTold;

    /// <summary>The value, or null; <paramref name="isError"/> when the row cannot stand with it.</summary>
    public object? Read(object? cell, CheckedRow row, out bool isError)
    {
        isError = false;
        if (cell is null)
        {
            isError = _field.Required && target.Array is null;
            if (isError) Tell(Rules.ValueMissing, row, null);
            return null;
        }
        if (cell is ErrorCell error)
        {
            isError = true;
            Tell(Rules.CellError, row, error.Text);
            return null;
        }
        // Numbers and dates repeat from row to row; what was read without a word is read once, and held once.
        var isRepeating = cell is string && _field.Type is FieldType.Integer or FieldType.Number or FieldType.Date or FieldType.Boolean;
        if (isRepeating && _memory.TryGetValue((string)cell, out var known)) return known;
        _hasTold = false;
        var value = Convert(cell, row, out isError);
        if (isRepeating && !_hasTold && value is not null && _memory.Count < LargestMemory) _memory.Add((string)cell, value);
        return value;
    }

    private object? Convert(object cell, CheckedRow row, out bool isError)
    {
        isError = false;
        return _field.Type switch
        {
            FieldType.Integer => (long?)Number(cell, row, out isError),
            FieldType.Number => Number(cell, row, out isError),
            FieldType.Boolean => Boolean(cell, row),
            FieldType.Date => Date(cell, row, out isError),
            FieldType.Array => null,
            _ when _domain is not null => Listed(cell, row),
            _ => String(cell, row, out isError),
        };
    }

    private double? Number(object cell, CheckedRow row, out bool isError)
    {
        isError = true;
        if (NumberReading.Read(cell, _field.Unit, out var mended) is not { } number || (_field.Type == FieldType.Integer && number != Math.Floor(number)))
        {
            Tell(Rules.NotANumber, row, Text(cell), _field.Type == FieldType.Integer ? new("应为整数", "a whole number is needed") : null);
            return null;
        }
        if (number < _field.Minimum || number > _field.Maximum)
        {
            Tell(Rules.OutOfRange, row, Text(cell), new($"应在 {_field.Minimum} 至 {_field.Maximum} 之间", $"must be within {_field.Minimum} and {_field.Maximum}"));
            return null;
        }
        if (mended.HasFlag(Mended.Unit)) Tell(Rules.UnitStripped, row, Text(cell), suggestion: number.ToString(CultureInfo.InvariantCulture));
        if (mended.HasFlag(Mended.FullWidth)) Tell(Rules.FullWidth, row, Text(cell), suggestion: number.ToString(CultureInfo.InvariantCulture));
        isError = false;
        return number;
    }

    private bool? Boolean(object cell, CheckedRow row)
    {
        if (cell is bool known) return known;
        var word = HeaderText.Value(Text(cell));
        if (Yes.Contains(word)) return true;
        if (No.Contains(word)) return false;
        Tell(Rules.NotInDomain, row, Text(cell), new("应为是或否", "yes or no is needed"), "是 / 否");
        return null;
    }

    private DateOnly? Date(object cell, CheckedRow row, out bool isError)
    {
        var date = DateReading.Read(cell);
        isError = date is null;
        if (date is null) Tell(Rules.DateInvalid, row, Text(cell), suggestion: "2025-12-31");
        else if (date > today) Tell(Rules.FutureDate, row, Text(cell));
        return date;
    }

    private string Listed(object cell, CheckedRow row)
    {
        var text = Text(cell);
        if (_domain!.Find(text) is { } value) return value.Value;
        var meant = _domain.Suggest(text);
        var isRepaired = meant is not null && repairs.Confirm(Rules.NotInDomain);
        findings.Add(Rules.NotInDomain, row.At(column, target.Name), text, new(_domain.Values, $"one of {string.Join(", ", _field.Domain!.Select(listed => listed.Title.En))}"),
            meant?.Title.Zh, repairable: meant is not null, repaired: isRepaired);
        return isRepaired ? meant!.Value : text;
    }

    private string? String(object cell, CheckedRow row, out bool isError)
    {
        var text = Text(cell);
        isError = target.IsKey && ((cell is double number && Math.Abs(number) >= LargestExactCode) || (cell is string && Scientific().IsMatch(text)));
        if (isError)
        {
            Tell(Rules.CodeScientific, row, text, new("请把该列设为文本后重新导出", "make the column text and export again"));
            return null;
        }
        if (target.IsKey && cell is string && NumberReading.HasFullWidthDigit(text))
        {
            Tell(Rules.FullWidth, row, text, suggestion: HeaderText.Narrow(text));
            return HeaderText.Narrow(text);
        }
        return text;
    }

    public static string Text(object cell) => cell switch
    {
        string text => text,
        double number when number == Math.Floor(number) && Math.Abs(number) < LargestExactCode => number.ToString("F0", CultureInfo.InvariantCulture),
        double number => number.ToString(CultureInfo.InvariantCulture),
        DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool value => value ? "是" : "否",
        _ => cell.ToString() ?? "",
    };

    private void Tell(Rule rule, CheckedRow row, string? value, Title? detail = null, string? suggestion = null)
    {
        _hasTold = true;
        findings.Add(rule, row.At(column, target.Name), value, detail, suggestion);
    }

    [GeneratedRegex(@"^\d(\.\d+)?[eE]\+?\d+$")] private static partial Regex Scientific();
}

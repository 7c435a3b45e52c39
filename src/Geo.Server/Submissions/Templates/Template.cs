using System.Drawing;
using System.Text;
using Geo.Server.Layers;
using Geo.Server.Submissions.Checking;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Validations;
using SpreadCheetah.Worksheets;

namespace Geo.Server.Submissions.Templates;

/// <summary>An empty table of a layer for a city to fill in, made from the layer's declaration: what it asks for is what the check asks for.</summary>
public static class Template
{
    /// <summary>The sheet that explains the columns; a check of one of our templates passes over it.</summary>
    public const string NotesSheet = "模板填写说明";

    private const string DataSheet = "数据";
    private const string ChoicesSheet = "模板字典";
    private const int LastRow = 500_001;

    private static readonly Color RequiredColour = Color.FromArgb(0xFF, 0xF8, 0xCB, 0xAD);
    private static readonly Color OptionalColour = Color.FromArgb(0xFF, 0xDD, 0xEB, 0xF7);
    private static readonly DateTime EarliestDate = new(1950, 1, 1);
    private static readonly DateTime LatestDate = new(2099, 12, 31);

    /// <summary>Whether a workbook with these sheets was made from a template of ours: a city's own may explain itself too, and is asked about.</summary>
    public static bool IsOne(IReadOnlyCollection<string> sheets) => sheets.Contains(NotesSheet) && sheets.Contains(ChoicesSheet);

    /// <summary>The headers alone, with the mark by which Excel knows UTF-8.</summary>
    public static void WriteCsv(Layer layer, CommonDefinition common, Stream target)
    {
        using var text = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        text.Write(string.Join(',', TemplateColumn.Of(layer, common).Select(column => column.Header)));
        text.Write("\r\n");
    }

    /// <summary>A workbook with drop-down lists, notes and limits; what explains it stands on a sheet of its own.</summary>
    public static void WriteXlsx(Layer layer, CommonDefinition common, Stream target)
    {
        using var memory = new MemoryStream();
        // In memory nothing is waited for.
        WriteXlsxAsync(layer, TemplateColumn.Of(layer, common), memory).GetAwaiter().GetResult();
        memory.WriteTo(target);
    }

    private static async Task WriteXlsxAsync(Layer layer, IReadOnlyList<TemplateColumn> columns, Stream target)
    {
        await using var workbook = await Spreadsheet.CreateNewAsync(target, new SpreadCheetahOptions { DefaultDateTimeFormat = NumberFormat.Custom("yyyy-mm-dd") });
        await WriteDataAsync(workbook, columns);
        await WriteNotesAsync(workbook, layer, columns);
        await WriteChoicesAsync(workbook, columns);
        await workbook.FinishAsync();
    }

    private static async Task WriteDataAsync(Spreadsheet workbook, IReadOnlyList<TemplateColumn> columns)
    {
        var text = new Style { Format = NumberFormat.Standard(StandardNumberFormat.Text) };
        var date = new Style { Format = NumberFormat.Custom("yyyy-mm-dd") };
        var (required, optional) = (HeaderStyle(workbook, RequiredColour), HeaderStyle(workbook, OptionalColour));
        var options = new WorksheetOptions { FrozenRows = 1, FrozenColumns = 1 };
        for (var i = 0; i < columns.Count; i++)
        {
            var column = options.Column(i + 1);
            column.Width = Math.Max(14, 4 + (2 * columns[i].Header.Length));
            // As text a spreadsheet keeps every digit of a code and every nought before it.
            if (columns[i].Field is { Type: FieldType.String, Domain: null }) column.DefaultStyle = text;
            if (columns[i].Field is { Type: FieldType.Date }) column.DefaultStyle = date;
        }
        await workbook.StartWorksheetAsync(DataSheet, options);
        await workbook.AddRowAsync(columns.Select(column => new StyledCell(column.Header, column.IsRequired ? required : optional)).ToList());
        var list = 0;
        for (var i = 0; i < columns.Count; i++)
        {
            var letters = Letters(i);
            workbook.AddNote($"{letters}1", $"{(columns[i].IsRequired ? "必填。" : "选填。")}{columns[i].Note}");
            if (columns[i].Choices.Count > 0) list++;
            if (Validation(columns[i], list) is { } validation) workbook.AddDataValidation($"{letters}2:{letters}{LastRow}", validation);
        }
    }

    private static DataValidation? Validation(TemplateColumn column, int list)
    {
        var field = column.Field;
        if (column.Choices.Count > 0)
        {
            var letters = Letters(list - 1);
            var choices = DataValidation.ListValuesFromCells(ChoicesSheet, $"${letters}$1:${letters}${column.Choices.Count}");
            // Other words are known too, so another value is asked about and not forbidden.
            choices.ErrorType = ValidationErrorType.Warning;
            choices.ErrorMessage = "不在列表中，确定要填写吗？";
            return choices;
        }
        DataValidation? limits = field?.Type switch
        {
            FieldType.Date => DataValidation.DateTimeBetween(EarliestDate, LatestDate),
            FieldType.Integer or FieldType.Number when field is { Minimum: { } minimum, Maximum: { } maximum } => DataValidation.DecimalBetween(minimum, maximum),
            FieldType.Integer or FieldType.Number when field.Minimum is { } minimum => DataValidation.DecimalGreaterThanOrEqualTo(minimum),
            _ => null,
        };
        if (limits is not null) limits.ErrorMessage = column.Note.Length <= 200 ? column.Note : column.Note[..200];
        return limits;
    }

    private static async Task WriteNotesAsync(Spreadsheet workbook, Layer layer, IReadOnlyList<TemplateColumn> columns)
    {
        var bold = workbook.AddStyle(new Style { Font = new SpreadCheetah.Styling.Font { Bold = true } });
        var options = new WorksheetOptions();
        foreach (var (column, width) in new[] { (1, 26), (2, 8), (3, 60), (4, 60), (5, 40) }) options.Column(column).Width = width;
        await workbook.StartWorksheetAsync(NotesSheet, options);
        await workbook.AddRowAsync([new StyledCell($"{layer.Definition.Title.Zh}：在“{DataSheet}”表中从第 2 行起填写，带 * 的列必填；表头请勿改动（坐标系说明除外）。", bold)]);
        await workbook.AddRowAsync(((string[])["列", "必填", "说明", "可选值", "示例"]).Select(word => new StyledCell(word, bold)).ToList());
        foreach (var column in columns)
            await workbook.AddRowAsync(((string[])[column.Header, column.IsRequired ? "是" : "", column.Note, string.Join("、", column.Choices), column.Example]).Select(word => new DataCell(word)).ToList());
    }

    private static async Task WriteChoicesAsync(Spreadsheet workbook, IReadOnlyList<TemplateColumn> columns)
    {
        var lists = columns.Where(column => column.Choices.Count > 0).Select(column => column.Choices).ToList();
        await workbook.StartWorksheetAsync(ChoicesSheet, new WorksheetOptions { Visibility = WorksheetVisibility.Hidden });
        for (var row = 0; row < lists.Select(list => list.Count).DefaultIfEmpty(0).Max(); row++)
            await workbook.AddRowAsync(lists.Select(list => row < list.Count ? new DataCell(list[row]) : default).ToList());
    }

    private static StyleId HeaderStyle(Spreadsheet workbook, Color colour) => workbook.AddStyle(new Style
    {
        Font = new SpreadCheetah.Styling.Font { Bold = true }, Fill = new Fill { Color = colour }, Alignment = new Alignment { WrapText = true, Vertical = VerticalAlignment.Center },
    });

    private static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";
}

using Geo.Server.Operations;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Plan;

/// <summary>The first sheet of a workbook that says something, as texts; read behind the same checks of size and content as any upload.</summary>
internal static class FigureWorkbook
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly Limits Small = new() { FileBytes = 1 << 20, InflatedBytes = 32 << 20, ArchiveEntries = 100, Rows = FigureCheck.MostRows + 1, Columns = 64, CellCharacters = 2_000, BlankRows = 50 };

    /// <exception cref="ProblemException">It is no workbook, or one that is not to be read.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(byte[] body)
    {
        // Readers of formats take files, as uploads are.
        var path = Path.Combine(Path.GetTempPath(), $"figures-{Guid.NewGuid():N}.xlsx");
        try
        {
            File.WriteAllBytes(path, body);
            foreach (var sheet in new WorkbookFormat().Open(new SourceFile(path, Small, new Findings())))
                if (sheet.Rows.ToList() is { Count: > 0 } rows) return [.. rows.Select(row => (IReadOnlyList<string>)[.. row.Cells.Select(Text)])];
            throw ProblemException.BadRequest("invalid-xlsx", "The workbook holds no table.");
        }
        catch (FileFaultException fault)
        {
            throw ProblemException.BadRequest("invalid-xlsx", $"The workbook cannot be read: {fault.Detail.En}.");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Numbers as they are written in this house; a date of a sheet is its month, since no period is a day.</summary>
    private static string Text(object? cell) => cell switch
    {
        null => "",
        double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture),
        bool yes => yes ? "1" : "0",
        var other => other.ToString() ?? "",
    };
}

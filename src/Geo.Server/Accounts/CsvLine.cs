using Geo.Server.Submissions.Checking;

namespace Geo.Server.Accounts;

/// <summary>A line of a table that a spreadsheet opens without running what somebody typed into a name.</summary>
internal static class CsvLine
{
    public static string Of(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(string text)
    {
        text = Safety.Escape(text);
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

using System.Globalization;

namespace Geo.Server.Submissions.Checking;

/// <summary>Text that a spreadsheet would run or a page would draw. It is kept as it is, and escaped wherever it goes out.</summary>
public static class Safety
{
    public static void Check(string text, CheckedRow row, string column, Findings findings)
    {
        if (IsFormula(text)) findings.Add(Rules.Formula, row.At(column), text);
        if (IsMarkup(text)) findings.Add(Rules.Markup, row.At(column), text);
    }

    /// <summary>The text for a table: an apostrophe before what looks like a formula, markup made plain.</summary>
    public static string Escape(string text)
    {
        if (IsMarkup(text)) text = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return IsFormula(text) ? $"'{text}" : text;
    }

    public static bool IsFormula(string text) =>
        text.Length > 1 && text[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' && text.Length > 1
        && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    public static bool IsMarkup(string text)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
            if (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!') return true;
        return text.Contains("javascript:", StringComparison.OrdinalIgnoreCase);
    }
}

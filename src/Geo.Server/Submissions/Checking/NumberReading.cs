using System.Globalization;
using System.Text.RegularExpressions;

namespace Geo.Server.Submissions.Checking;

/// <summary>What was done to a cell so that it could be read.</summary>
[Flags]
public enum Mended { Nothing = 0, Unit = 1, FullWidth = 2, Degrees = 4 }

/// <summary>Reads numbers as tables write them: 1,234.5 · １２．５ · 25米 · 8 GHz.</summary>
public static partial class NumberReading
{
    private const NumberStyles Style = NumberStyles.Float | NumberStyles.AllowThousands;

    public static double? Read(object cell, string? unit, out Mended mended)
    {
        mended = Mended.Nothing;
        switch (cell)
        {
            case double number: return double.IsFinite(number) ? number : null;
            case long number: return number;
            case string text: return Read(text, unit, out mended);
            default: return null;
        }
    }

    private static double? Read(string text, string? unit, out Mended mended)
    {
        mended = Mended.Nothing;
        if (double.TryParse(text, Style, CultureInfo.InvariantCulture, out var plain)) return double.IsFinite(plain) ? plain : null;
        var folded = HeaderText.Value(text).Replace('，', ',');
        if (HasFullWidthDigit(text)) mended |= Mended.FullWidth;
        if (double.TryParse(folded, Style, CultureInfo.InvariantCulture, out plain)) return double.IsFinite(plain) ? plain : null;
        if (NumberAndUnit().Match(folded) is not { Success: true } match || Units.Factor(match.Groups[2].Value, unit) is not { } factor
            || !double.TryParse(match.Groups[1].ValueSpan, Style, CultureInfo.InvariantCulture, out plain)) return null;
        mended |= Mended.Unit;
        return plain * factor;
    }

    public static bool HasFullWidthDigit(string text) => text.AsSpan().IndexOfAnyInRange('０', '９') >= 0;

    [GeneratedRegex(@"^([+-]?[\d,]*\.?\d+)([^\d.,+-].*)$")] private static partial Regex NumberAndUnit();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Geo.Server.Submissions.Checking;

/// <summary>Reads coordinates: decimal, 117°02′36.36″E, 东经117度2分36.36秒, and two of them in one cell.</summary>
public static partial class DegreeReading
{
    public static double? Read(object cell, out Mended mended)
    {
        var number = NumberReading.Read(cell, "°", out mended);
        // A coordinate with its degree sign or metres is as it should be.
        mended &= ~Mended.Unit;
        if (number is not null || cell is not string text) return number;
        if (NumberReading.Read(cell, "m", out mended) is { } metres) return metres;

        var plain = Plain(text);
        if (NumberReading.HasFullWidthDigit(text)) mended |= Mended.FullWidth;
        if (Decimal().Match(plain) is { Success: true } @decimal)
            return Sign(plain) * double.Parse(@decimal.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        if (Sexagesimal().Match(plain) is not { Success: true } match) return null;
        double degrees = Part(match, 1), minutes = Part(match, 2), seconds = Part(match, 3);
        if (minutes >= 60 || seconds >= 60) return null;
        mended |= Mended.Degrees;
        return Sign(plain) * (degrees + (minutes / 60) + (seconds / 3600));
    }

    /// <summary>Two coordinates in one cell, in the order in which they stand.</summary>
    public static (double First, double Second)? ReadPair(object cell, out Mended mended)
    {
        mended = Mended.Nothing;
        if (cell is not string text) return null;
        var parts = Brackets().Replace(text, " ").Split([',', '，', ';', '；', ' ', '\t', '、'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || Read(parts[0], out var mendedFirst) is not { } first || Read(parts[1], out var mendedSecond) is not { } second) return null;
        mended = mendedFirst | mendedSecond;
        return (first, second);
    }

    // NFKC makes two primes of a double prime, so the signs are told apart before it.
    private static string Plain(string text) => HeaderText.Value(text.Replace('″', '"').Replace('〃', '"').Replace('”', '"').Replace('“', '"'))
        .Replace("''", "\"", StringComparison.Ordinal).Replace("′′", "\"", StringComparison.Ordinal).Replace('′', '\'').Replace('’', '\'').Replace('‘', '\'').Replace('º', '°').Replace('˚', '°');

    private static int Sign(string text) => text.StartsWith('-') || text.Contains("西经") || text.Contains("南纬") || text.EndsWith('w') || text.EndsWith('s') ? -1 : 1;

    private static double Part(Match match, int group) =>
        match.Groups[group].Success ? double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:东经|西经|北纬|南纬|e|w|n|s)?[-:]?(\d{1,3}(?:\.\d+)?)[°度]?[ewns]?$")] private static partial Regex Decimal();
    [GeneratedRegex(@"^(?:东经|西经|北纬|南纬|e|w|n|s)?[-:]?(\d{1,3})[°度:\-](\d{1,2}(?:\.\d+)?)(?:['分:\-](?:(\d{1,2}(?:\.\d+)?)[""秒]?)?)?[ewns]?$")] private static partial Regex Sexagesimal();
    [GeneratedRegex(@"[()\[\]（）]|point")] private static partial Regex Brackets();
}

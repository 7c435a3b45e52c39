using System.Globalization;

namespace Geo.Server.Submissions.Checking;

/// <summary>Reads dates as tables write them, and the day numbers that are left of dates in a spreadsheet.</summary>
public static class DateReading
{
    // Excel's day 1 is 1900-01-01, but it believes in a 29 February 1900, so from March on days count from here.
    private static readonly DateTime DayZero = new(1899, 12, 30);
    private const int EarliestDay = 18_264; // 1950-01-01
    private const int LatestDay = 73_050; // 2099-12-31

    private static readonly string[] Forms =
    [
        "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "yyyy-M", "yyyy/M", "yyyy.M", "yyyy年M月", "yyyy年", "yyyy",
        "yyyy-M-d H:m", "yyyy-M-d H:m:s", "yyyy/M/d H:m", "yyyy/M/d H:m:s", "yyyy-M-dTH:m:s", "yyyy-M-dTH:m:sZ", "yyyy-M-dTH:m:s.FFFFFFFK",
        "yyyy年M月d日 H:m:s", "d/M/yyyy", "M/d/yyyy",
    ];

    public static DateOnly? Read(object cell)
    {
        switch (cell)
        {
            case DateTime date: return DateOnly.FromDateTime(date);
            case double day: return OfDay(day);
            case long day: return OfDay(day);
            case string text: return Read(text);
            default: return null;
        }
    }

    private static DateOnly? Read(string text)
    {
        var plain = text.Length > 0 && char.IsAsciiDigit(text[0]) && System.Text.Ascii.IsValid(text) ? text : HeaderText.Folded(text).Trim().Replace("t", "T").Replace("z", "Z");
        foreach (var form in Forms)
            if (DateTime.TryParseExact(plain, form, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var date))
                return date.Year is >= 1900 and < 2200 ? DateOnly.FromDateTime(date) : null;
        return double.TryParse(plain, CultureInfo.InvariantCulture, out var day) ? OfDay(day) : null;
    }

    private static DateOnly? OfDay(double day)
    {
        if (day is >= EarliestDay and <= LatestDay) return DateOnly.FromDateTime(DayZero.AddDays(day));
        return day is >= 1950 and < 2100 && day == Math.Floor(day) ? new DateOnly((int)day, 1, 1)
            : day is >= 19_500_101 and < 21_000_000 && DateTime.TryParseExact($"{day:F0}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? DateOnly.FromDateTime(date) : null;
    }
}

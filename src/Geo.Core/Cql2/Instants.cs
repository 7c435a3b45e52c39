using System.Globalization;

namespace Geo.Core.Cql2;

/// <summary>Dates and times as RFC 3339 writes them.</summary>
public static class Instants
{
    /// <summary>Digits of a second's fraction that are kept; RFC 3339 sets no end to them.</summary>
    private const int FractionDigits = 7;

    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] TimestampFormats = [.. Enumerable.Range(0, FractionDigits + 1)
        .Select(digits => "yyyy-MM-dd'T'HH:mm:ss" + (digits == 0 ? "" : "." + new string('f', digits)))
        .SelectMany(format => (string[])[format + "'Z'", format + "zzz"])];

    /// <summary>Reads a date and time of day with its distance from UTC, such as <c>2021-06-30T12:00:00.5+08:00</c>.</summary>
    /// <returns>False for anything else: a date alone, a time without seconds or without a zone.</returns>
    public static bool TryReadTimestamp(string text, out DateTime utc)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var end = point + 1;
        while (point >= 0 && end < text.Length && char.IsAsciiDigit(text[end])) end++;
        var kept = point + 1 + FractionDigits;
        if (point >= 0 && end > kept) text = text.Remove(kept, end - kept);
        return DateTime.TryParseExact(text.ToUpperInvariant(), TimestampFormats, null, Utc, out utc);
    }

    internal static InstantLiteral ReadDate(string text, int position) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", null, Utc, out var day)
            ? new InstantLiteral(day, true, position)
            : throw new Cql2Exception(position, $"'{text}' is no date: write 2021-06-30.");

    internal static InstantLiteral ReadTimestamp(string text, int position) =>
        TryReadTimestamp(text, out var time)
            // The database knows whole microseconds.
            ? new InstantLiteral(time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)), false, position)
            : throw new Cql2Exception(position, $"'{text}' is no time: write 2021-06-30T12:00:00Z.");

    /// <summary>An end of an interval; null is open.</summary>
    internal static Expression? ReadEnd(string text, int position) => text switch
    {
        ".." => null,
        _ when text.Contains('T', StringComparison.OrdinalIgnoreCase) => ReadTimestamp(text, position),
        _ => ReadDate(text, position),
    };

    internal static string Print(InstantLiteral instant) => instant.IsDate
        ? instant.Time.ToString("yyyy-MM-dd")
        : instant.Time.ToString(instant.Time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'");
}

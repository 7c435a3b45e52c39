using System.Globalization;

namespace Geo.Core.Cql2;

/// <summary>Dates and times as RFC 3339 writes them.</summary>
internal static class Instants
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] TimestampFormats = [.. Enumerable.Range(0, 8)
        .Select(digits => "yyyy-MM-dd'T'HH:mm:ss" + (digits == 0 ? "" : "." + new string('f', digits)))
        .SelectMany(format => (string[])[format + "'Z'", format + "zzz"])];

    public static InstantLiteral ReadDate(string text, int position) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", null, Utc, out var day)
            ? new InstantLiteral(day, true, position)
            : throw new Cql2Exception(position, $"'{text}' is no date: write 2021-06-30.");

    public static InstantLiteral ReadTimestamp(string text, int position) =>
        DateTime.TryParseExact(text.ToUpperInvariant(), TimestampFormats, null, Utc, out var time)
            // The database knows whole microseconds.
            ? new InstantLiteral(time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)), false, position)
            : throw new Cql2Exception(position, $"'{text}' is no time: write 2021-06-30T12:00:00Z.");

    /// <summary>An end of an interval; null is open.</summary>
    public static Expression? ReadEnd(string text, int position) => text switch
    {
        ".." => null,
        _ when text.Contains('T', StringComparison.OrdinalIgnoreCase) => ReadTimestamp(text, position),
        _ => ReadDate(text, position),
    };

    public static string Print(InstantLiteral instant) => instant.IsDate
        ? instant.Time.ToString("yyyy-MM-dd")
        : instant.Time.ToString(instant.Time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'");
}

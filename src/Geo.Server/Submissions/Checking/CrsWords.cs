using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Core.Crs;
using Geo.Server.Layers;

namespace Geo.Server.Submissions.Checking;

/// <summary>Finds a coordinate system in what a table says of itself: its headers, and the notes above or beside it.</summary>
public static partial class CrsWords
{
    /// <summary>The system named, and the words that name it.</summary>
    public static (CoordinateSystem System, string Words)? Find(IEnumerable<string> texts, CoordinateWords words)
    {
        foreach (var text in texts)
        {
            var folded = HeaderText.Folded(text);
            if (Meridian().Match(folded) is { Success: true } meridian
                && double.TryParse(meridian.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var degrees) && degrees is >= 70 and <= 140)
                return (CoordinateSystems.LocalMeridian(degrees, 500_000), text);
            if (words.Systems.FirstOrDefault(system => system.Words.Any(word => folded.Contains(word, StringComparison.OrdinalIgnoreCase))) is { } named
                && CoordinateSystems.Find(named.Code) is { } found)
                return (found, text);
        }
        return null;
    }

    [GeneratedRegex(@"中央(?:子午线|经线)\D{0,6}(\d{2,3}(?:\.\d+)?)")] private static partial Regex Meridian();
}

using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Server.Layers;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>Days on which sites come into service, so many by the end of each quarter as the curve says.</summary>
public static partial class InServiceDates
{
    /// <exception cref="FormatException">A key is no quarter, or the curve falls or ends elsewhere than at 1.</exception>
    public static DateOnly[] Deal(DemoSettings settings, int count, SplitMix64 random)
    {
        var curve = settings.InService ?? throw new FormatException("Sites in service need the curve 'inService'.");
        var days = new DateOnly[count];
        int dealt = 0, lastPeriod = 0;
        foreach (var (quarter, share) in curve)
        {
            var period = PeriodOf(quarter);
            // Rounded where it is cumulative, so that every published total is met to the site.
            var until = (int)Math.Round(share * count);
            if (period <= lastPeriod || until < dealt || until > count) throw new FormatException($"The curve 'inService' falls or turns back at {quarter}.");
            lastPeriod = period;
            DateOnly first = Period.FirstDayOf(period), next = Period.FirstDayOf(period + 1);
            if (settings.InServiceFrom is { } from && from > first) first = from;
            while (dealt < until) days[dealt++] = first.AddDays(random.Below(next.DayNumber - first.DayNumber));
        }
        if (dealt < count) throw new FormatException("The curve 'inService' does not end at 1.");
        random.Shuffle(days);
        return days;
    }

    private static int PeriodOf(string quarter) =>
        Quarter().Match(quarter) is { Success: true } match
            ? 1 + (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - 2000) * 4 + match.Groups[2].Value[0] - '1'
            : throw new FormatException($"'{quarter}' is not a quarter like 2021Q4.");

    [GeneratedRegex("^(20[0-9]{2})Q([1-4])$")] private static partial Regex Quarter();
}

namespace Geo.Server.Layers;

/// <summary>
/// A quarter as a number: 1 is 2000Q1 or earlier, 77 is 2019Q1; 0 stands for no date. The database has the same
/// function (<c>geo.period</c>), and so has the map.
/// </summary>
public static class Period
{
    private const int FirstYear = 2000;

    public static DateOnly FirstDayOf(int period) => new DateOnly(FirstYear, 1, 1).AddMonths(3 * (period - 1));

    public static string FirstDay(int period) => FirstDayOf(period).ToString("yyyy-MM-dd");

    public static string LastDay(int period) => FirstDayOf(period + 1).AddDays(-1).ToString("yyyy-MM-dd");
}

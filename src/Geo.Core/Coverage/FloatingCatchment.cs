using Geo.Core.Crs;

namespace Geo.Core.Coverage;

/// <summary>
/// Two-step floating catchment area (W. Luo and F. Wang, "Measures of spatial accessibility to health care in a GIS
/// environment", 2003): each supply is shared out among the people in its catchment, and a place has the sum of the
/// shares that reach it. The people's sum of what they have is the supply that reaches anyone.
/// </summary>
public static class FloatingCatchment
{
    /// <summary>People at a place.</summary>
    /// <param name="Position">The place.</param>
    /// <param name="People">How many, at least 0.</param>
    public readonly record struct Demand(PlanePoint Position, double People);

    /// <summary>Something that serves, such as a charging station.</summary>
    /// <param name="Position">The place.</param>
    /// <param name="Capacity">How much, such as its piles, at least 0.</param>
    public readonly record struct Supply(PlanePoint Position, double Capacity);

    /// <summary>Accessibility of each place.</summary>
    /// <param name="demands">People.</param>
    /// <param name="supplies">Supplies.</param>
    /// <param name="catchmentM">How far a supply reaches on the way, metres, above 0.</param>
    /// <param name="circuity">How much longer the way is than the crow's, at least 1.</param>
    /// <returns>Capacity per person at each demand; and the capacity of supplies that reach nobody, which no place has.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The catchment or the circuity is outside its range.</exception>
    /// <exception cref="ArgumentException">People or capacities are negative or not finite.</exception>
    public static (double[] PerPerson, double Unreached) Accessibility(
        IReadOnlyList<Demand> demands, IReadOnlyList<Supply> supplies, double catchmentM, double circuity = 1.3)
    {
        if (!(catchmentM > 0 && double.IsFinite(catchmentM) && circuity >= 1))
            throw new ArgumentOutOfRangeException(nameof(catchmentM), catchmentM, "The catchment must be above 0 m and the circuity at least 1.");
        if (demands.Any(demand => !(demand.People >= 0 && double.IsFinite(demand.People))) || supplies.Any(supply => !(supply.Capacity >= 0 && double.IsFinite(supply.Capacity))))
            throw new ArgumentException("People and capacities must be at least 0.", nameof(demands));

        double reachM = catchmentM / circuity, unreached = 0;
        var squares = Enumerable.Range(0, demands.Count).ToLookup(i => Square(demands[i].Position, reachM));
        var perPerson = new double[demands.Count];
        foreach (var supply in supplies)
        {
            var within = Near(Square(supply.Position, reachM)).SelectMany(square => squares[square])
                .Where(i => IsWithin(demands[i].Position, supply.Position, reachM)).ToList();
            double people = within.Sum(i => demands[i].People);
            if (people == 0)
                unreached += supply.Capacity;
            else
                foreach (int i in within)
                    perPerson[i] += supply.Capacity / people;
        }
        return (perPerson, unreached);
    }

    private static (long, long) Square(PlanePoint at, double sideM) => ((long)Math.Floor(at.EastingM / sideM), (long)Math.Floor(at.NorthingM / sideM));

    private static IEnumerable<(long, long)> Near((long X, long Y) square)
    {
        for (long x = square.X - 1; x <= square.X + 1; x++)
            for (long y = square.Y - 1; y <= square.Y + 1; y++)
                yield return (x, y);
    }

    private static bool IsWithin(PlanePoint a, PlanePoint b, double reachM)
    {
        double eastM = a.EastingM - b.EastingM, northM = a.NorthingM - b.NorthingM;
        return eastM * eastM + northM * northM <= reachM * reachM;
    }
}

using NetTopologySuite.Geometries;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>A site's place; the number counts within its county and layer from 1.</summary>
public sealed record Place(County County, int NumberInCounty, bool IsUrban, Point Point);

/// <summary>How many sites go where.</summary>
public sealed record Spread(int Count, double UrbanWeight, double RuralWeight)
{
    /// <summary>Weights of cities by adcode; without them a city weighs as much as its counties.</summary>
    public IReadOnlyDictionary<string, double>? CityWeights { get; init; }
    public int MinimumPerCity { get; init; }
}

/// <summary>Places in proportion to people: to cities, to their counties, to town and country, and there by chance.</summary>
public static class Places
{
    /// <exception cref="InvalidDataException">A city has no weight.</exception>
    public static IReadOnlyList<Place> Draw(IReadOnlyList<Settlement> settlements, Spread spread, long seed)
    {
        var cities = settlements.GroupBy(settlement => settlement.County.CityAdcode).OrderBy(city => city.Key, StringComparer.Ordinal).ToList();
        var perCity = Quota.Of([.. cities.Select(city => WeightOf(city.Key, [.. city]))], spread.Count, spread.MinimumPerCity);
        return [.. cities.Zip(perCity).SelectMany(city => InCity([.. city.First.OrderBy(settlement => settlement.County.Adcode, StringComparer.Ordinal)], city.Second))];

        double WeightOf(string city, IReadOnlyList<Settlement> counties) =>
            spread.CityWeights is null ? counties.Sum(settlement => Weight(settlement.County))
            : spread.CityWeights.TryGetValue(city, out var weight) ? weight
            : throw new InvalidDataException($"The city {city} has no weight.");

        IEnumerable<Place> InCity(IReadOnlyList<Settlement> counties, int count) =>
            counties.Zip(Quota.Of([.. counties.Select(settlement => Weight(settlement.County))], count))
                .SelectMany(county => InCounty(county.First, county.Second));

        IEnumerable<Place> InCounty(Settlement settlement, int count)
        {
            var county = settlement.County;
            var random = new SplitMix64(seed, county.Adcode);
            var urban = count == 0 ? 0 : Quota.Of([spread.UrbanWeight * county.UrbanPeople, spread.RuralWeight * county.RuralPeople], count)[0];
            for (var i = 0; i < count; i++)
                yield return new Place(county, i + 1, i < urban, county.Shape.Factory.CreatePoint(i < urban ? settlement.Urban(random) : settlement.Rural(random)));
        }

        double Weight(County county) => spread.UrbanWeight * county.UrbanPeople + spread.RuralWeight * county.RuralPeople;
    }
}

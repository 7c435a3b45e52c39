using System.Text.Json;
using Geo.Core.Coverage;

namespace Geo.Server.Coverage;

/// <summary>Whole cells, and whole thousandths of people in them.</summary>
public readonly record struct Amount(long Cells, long PeopleUnits)
{
    public static Amount operator +(Amount a, Amount b) => new(a.Cells + b.Cells, a.PeopleUnits + b.PeopleUnits);

    public double AreaKm2(CoverageGrid grid) => Cells * grid.CellAreaM2 / 1e6;

    public double People => PeopleUnits / (double)PopulationPlane.UnitsPerPerson;
}

/// <summary>The figures of an area: all of it, and what reaches each measure, by name.</summary>
internal sealed class Figures
{
    private readonly SortedDictionary<string, Amount> _amounts = new(StringComparer.Ordinal);

    public const string All = "all";

    public Amount this[string name] => _amounts.GetValueOrDefault(name);

    public IEnumerable<string> Names => _amounts.Keys;

    public void Set(string name, Amount amount) => _amounts[name] = amount;

    public void Add(Figures other)
    {
        foreach (var (name, amount) in other._amounts) _amounts[name] = this[name] + amount;
    }

    public string ToJson() => JsonSerializer.Serialize(_amounts.ToDictionary(pair => pair.Key, pair => new[] { pair.Value.Cells, pair.Value.PeopleUnits }));

    public static Figures Parse(string json)
    {
        var figures = new Figures();
        foreach (var (name, amount) in JsonSerializer.Deserialize<Dictionary<string, long[]>>(json)!) figures.Set(name, new(amount[0], amount[1]));
        return figures;
    }

    /// <summary>The figures of every zone of a tally.</summary>
    public static Figures[] Of(ZoneTally tally, ZoneTally totals, CoverageModel model)
    {
        var all = new Figures[tally.Zones];
        for (var zone = 0; zone < all.Length; zone++)
        {
            all[zone] = new();
            var (cells, people) = totals.Reaching(zone, 0);
            all[zone].Set(All, new(cells, people));
            for (var i = 0; i < model.Measures.Count; i++)
            {
                (cells, people) = tally.Reaching(zone, i);
                all[zone].Set(model.Measures[i].Name, new(cells, people));
            }
        }
        return all;
    }
}

using System.Diagnostics.CodeAnalysis;
using Geo.Server.Layers;
using Npgsql;

namespace Geo.Server.Plan;

/// <summary>An area that figures are given for.</summary>
public sealed record PlanArea(string Adcode, string Level, string Name, string NameEn, string? CityAdcode, string? Circle, long? People, double AreaKm2);

/// <summary>The areas of one moment and how they contain each other.</summary>
public sealed class PlanAreas
{
    private const string Select = """
        select f.adcode, f.level, f.name, f.name_en, f.city_adcode, f.circle, f.population_2020, f.area_km2::float8
        from geo.area f where {valid} order by array_position(array['province', 'circle', 'city', 'county'], f.level), f.adcode
        """;

    private readonly Dictionary<string, PlanArea> _byAdcode;
    private readonly Dictionary<string, IReadOnlyList<PlanArea>> _counties;

    public PlanAreas(IReadOnlyList<PlanArea> areas)
    {
        All = areas;
        _byAdcode = areas.ToDictionary(area => area.Adcode);
        _counties = areas.ToDictionary(area => area.Adcode, area => (IReadOnlyList<PlanArea>)[.. Of("county").Where(county => IsIn(county, area))]);
    }

    /// <summary>Province, circles, cities, counties.</summary>
    public IReadOnlyList<PlanArea> All { get; }

    public PlanArea? Province => All.FirstOrDefault(area => area.Level == "province");

    public PlanArea? Find(string adcode) => _byAdcode.GetValueOrDefault(adcode);

    public IEnumerable<PlanArea> Of(string level) => All.Where(area => area.Level == level);

    /// <summary>The counties of an area; a county is its own.</summary>
    public IReadOnlyList<PlanArea> CountiesOf(PlanArea area) => _counties[area.Adcode];

    /// <summary>The areas of a level inside an area; itself when it is of that level.</summary>
    public IEnumerable<PlanArea> Inside(PlanArea area, string level) => Of(level).Where(each => IsIn(each, area));

    [SuppressMessage("Security", "CA2100", Justification = "A constant with a predicate of constants put in.")]
    public static async Task<PlanAreas> ReadAsync(NpgsqlConnection connection, long? publicationId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = Select.Replace("{valid}", LayerVersion.Predicate(publicationId, command), StringComparison.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var areas = new List<PlanArea>();
        while (await rows.ReadAsync(cancel))
            areas.Add(new PlanArea(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), Text(4), Text(5),
                rows.IsDBNull(6) ? null : rows.GetInt64(6), rows.GetDouble(7)));
        return new PlanAreas(areas);

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    private static bool IsIn(PlanArea part, PlanArea whole) => whole.Level switch
    {
        "province" => true,
        "circle" => part.Circle == whole.Adcode,
        "city" => part.Adcode == whole.Adcode || part.CityAdcode == whole.Adcode,
        _ => part.Adcode == whole.Adcode,
    };
}

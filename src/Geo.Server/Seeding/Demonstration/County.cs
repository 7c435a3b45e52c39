using NetTopologySuite.Geometries;
using Npgsql;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>A county as generators need it. The label lies inside the shape; both are in CGCS2000 longitude and latitude.</summary>
public sealed record County(string Adcode, string CityAdcode, string Name, long UrbanPeople, long RuralPeople, Geometry Shape, Coordinate Label)
{
    private const string Current = """
        select adcode, city_adcode, name, urban_population_2020, rural_population_2020, geom, label
        from geo.area
        where level = 'county' and valid_to is null
        order by adcode
        """;

    public static async Task<IReadOnlyList<County>> ReadCurrentAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Current);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var counties = new List<County>();
        while (await reader.ReadAsync(cancel))
            counties.Add(new County(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4),
                reader.GetFieldValue<Geometry>(5), reader.GetFieldValue<Point>(6).Coordinate));
        return counties;
    }
}

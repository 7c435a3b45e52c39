using Sylvan.Data.Csv;

namespace Geo.Server.Areas;

/// <summary>An area as gis-data/areas/areas.csv names it. Population is the 2020 census.</summary>
public sealed record AreaRow(
    string Adcode, string Level, string Name, string NameEn, string? ParentAdcode, string? CityAdcode, string? Circle,
    long Population2020, long UrbanPopulation2020, long RuralPopulation2020, double LabelLonDeg, double LabelLatDeg);

/// <summary>Reads areas.csv and checks that it adds up.</summary>
public static class AreaTable
{
    /// <exception cref="InvalidDataException">A figure of a larger area is not the sum of its counties.</exception>
    public static IReadOnlyList<AreaRow> Read(string path)
    {
        using var csv = CsvDataReader.Create(path);
        var rows = new List<AreaRow>();
        while (csv.Read())
            rows.Add(new AreaRow(
                Text("adcode")!, Text("level")!, Text("name")!, Text("nameEn")!, Text("parentAdcode"), Text("cityAdcode"), Text("circle"),
                Number("population2020"), Number("urbanPopulation2020"), Number("ruralPopulation2020"), Degrees("labelLon"), Degrees("labelLat")));
        Check(rows, path);
        return rows;

        string? Text(string column) => csv.GetString(csv.GetOrdinal(column)) is { Length: > 0 } text ? text : null;
        double Degrees(string column) => csv.GetDouble(csv.GetOrdinal(column));
        long Number(string column) => csv.GetInt64(csv.GetOrdinal(column));
    }

    /// <summary>The larger area that a county belongs to at a level.</summary>
    public static string? GroupOf(AreaRow county, string level, string province) => level switch
    {
        "city" => county.CityAdcode,
        "circle" => county.Circle,
        _ => province,
    };

    private static void Check(List<AreaRow> rows, string path)
    {
        var counties = rows.Where(row => row.Level == "county").ToList();
        var province = rows.Single(row => row.Level == "province").Adcode;
        foreach (var area in rows.Where(row => row.Level != "county"))
        {
            var members = counties.Where(county => GroupOf(county, area.Level, province) == area.Adcode).ToList();
            if (members.Sum(county => county.Population2020) != area.Population2020
                || members.Sum(county => county.UrbanPopulation2020) != area.UrbanPopulation2020
                || members.Sum(county => county.RuralPopulation2020) != area.RuralPopulation2020)
                throw new InvalidDataException($"{path}: the population of {area.Name} is not the sum of its counties.");
        }
    }
}

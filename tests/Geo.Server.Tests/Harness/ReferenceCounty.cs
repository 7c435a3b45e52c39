using NetTopologySuite.Geometries;
using Sylvan.Data.Csv;

namespace Geo.Server.Tests.Harness;

/// <summary>A county as ReferenceData/counties.csv has it: figures that do not come from the project's own data.</summary>
public sealed record ReferenceCounty(string Adcode, string Name, string CityAdcode, long Population, double AreaKm2)
{
    public static IReadOnlyList<ReferenceCounty> Reference { get; } = ReadReference();

    /// <summary>A place inside each county, by adcode: where gis-data/areas/areas.csv puts its label.</summary>
    public static IReadOnlyList<(string Adcode, Coordinate Place)> Places { get; } = ReadPlaces();

    private static List<ReferenceCounty> ReadReference()
    {
        // The first line says where the figures come from.
        using var text = File.OpenText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "counties.csv"));
        text.ReadLine();
        using var csv = CsvDataReader.Create(text);
        var counties = new List<ReferenceCounty>();
        while (csv.Read()) counties.Add(new ReferenceCounty(csv.GetString(0), csv.GetString(1), csv.GetString(2), csv.GetInt64(3), csv.GetDouble(4)));
        return counties;
    }

    private static List<(string, Coordinate)> ReadPlaces()
    {
        using var csv = CsvDataReader.Create(Path.Combine(Project.Catalog.Folder, "areas", "areas.csv"));
        var places = new List<(string, Coordinate)>();
        while (csv.Read())
            if (csv.GetString(csv.GetOrdinal("level")) == "county")
                places.Add((csv.GetString(0), new Coordinate(csv.GetDouble(csv.GetOrdinal("labelLon")), csv.GetDouble(csv.GetOrdinal("labelLat")))));
        return places;
    }
}

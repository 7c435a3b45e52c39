using System.Security.Cryptography;
using System.Text;
using Geo.Core.Boundaries;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Npgsql;

namespace Geo.Server.Areas;

/// <summary>
/// The shapes of cities, counties and the province for checks: from the database where there is one, else built from the boundaries that the project
/// ships with. Building takes seconds, so what was built is kept as one file and a check starts at once.
/// </summary>
public static class CityShapes
{
    private const string Current = "select adcode, st_asbinary(geom) from geo.area where level in ('city', 'county', 'province') and valid_to is null order by adcode";

    // Raised when cleaning, matching or the datum shift would give other shapes from the same source.
    private const int Revision = 2;

    /// <summary>The file that holds the shipped boundaries, built if it is not there yet.</summary>
    public static string ShippedFile(string gisData)
    {
        var areas = Path.Combine(gisData, "areas");
        var key = new StringBuilder().Append(Revision);
        foreach (var source in new[] { "areas.csv", "boundaries.json", "package-lock.json" })
            key.Append(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(areas, source)))));
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key.ToString())))[..16];
        var path = Path.Combine(CacheFolder(gisData), $"areas-{name}.wkb");
        if (File.Exists(path)) return path;

        var rows = AreaTable.Read(Path.Combine(areas, "areas.csv"));
        var cityOf = rows.Where(row => row.Level == "county").ToDictionary(row => row.Adcode, row => row.CityAdcode);
        var province = rows.Single(row => row.Level == "province").Adcode;
        var counties = BoundarySource.ReadShipped(areas, rows).Counties;
        Write(path, [.. counties, .. BoundaryUnion.Groups(counties, county => cityOf[county]), .. BoundaryUnion.Groups(counties, _ => province)]);
        return path;
    }

    /// <summary>The published areas, written as a file for the processes that check.</summary>
    public static async Task<string> PublishedFileAsync(NpgsqlDataSource database, string gisData, CancellationToken cancel)
    {
        var shapes = new List<AreaShape>();
        await using (var command = database.CreateCommand(Current))
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) shapes.Add(new AreaShape(reader.GetString(0), new WKBReader().Read(reader.GetFieldValue<byte[]>(1))));
        }
        if (shapes.Count == 0) throw new InvalidOperationException("No areas are published: run `geo seed`.");
        var hash = SHA256.HashData([.. shapes.SelectMany(area => area.Shape.AsBinary())]);
        var path = Path.Combine(CacheFolder(gisData), $"areas-{Convert.ToHexStringLower(hash)[..16]}.wkb");
        if (!File.Exists(path)) Write(path, shapes);
        return path;
    }

    public static IReadOnlyDictionary<string, Geometry> Read(string path)
    {
        using var file = new BinaryReader(File.OpenRead(path));
        var areas = new Dictionary<string, Geometry>();
        var reader = new WKBReader();
        for (var count = file.ReadInt32(); count > 0; count--) areas.Add(file.ReadString(), reader.Read(file.ReadBytes(file.ReadInt32())));
        return areas;
    }

    private static void Write(string path, List<AreaShape> areas)
    {
        // Written aside and moved, so that two checks that start at once, in one process or in two, never read half a file.
        var aside = $"{path}.{Guid.NewGuid():n}";
        using (var file = new BinaryWriter(File.Create(aside)))
        {
            file.Write(areas.Count);
            foreach (var (adcode, shape) in areas.Select(area => (area.Key, area.Shape.AsBinary())))
            {
                file.Write(adcode);
                file.Write(shape.Length);
                file.Write(shape);
            }
        }
        File.Move(aside, path, overwrite: true);
    }

    // Beside the private database of a checkout; where that may not be written, where the system keeps what can be made again.
    private static string CacheFolder(string gisData)
    {
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(gisData))!, ".data");
        try
        {
            return Directory.CreateDirectory(beside).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"geo-{Environment.UserName}")).FullName;
        }
    }
}

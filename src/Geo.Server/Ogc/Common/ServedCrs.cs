using Geo.Core.Crs;
using Geo.Server.Operations;

namespace Geo.Server.Ogc.Common;

/// <summary>
/// A coordinate system in which features are asked for and given (Features Part 2). Coordinates come in the order of the
/// system's own definition: EPSG's degrees are latitude first, and EPSG's Gauss-Krüger planes are northing first.
/// </summary>
/// <param name="Uri">How requests name it.</param>
/// <param name="Srid">EPSG's number, for files that carry one.</param>
/// <param name="System">What computes.</param>
/// <param name="OffsetM">What a zone number adds to eastings, metres.</param>
/// <param name="NorthFirst">Latitude or northing comes first.</param>
public sealed record ServedCrs(string Uri, int Srid, CoordinateSystem System, double OffsetM, bool NorthFirst)
{
    private const string Epsg = "http://www.opengis.net/def/crs/EPSG/0/";

    /// <summary>The default of everything: longitude, latitude.</summary>
    public static readonly ServedCrs Crs84 = new(Collection.Crs84, 4326, CoordinateSystems.Wgs84, 0, false);

    /// <summary>What the database holds.</summary>
    public static readonly ServedCrs Storage = new(Epsg + 4490, 4490, CoordinateSystems.Cgcs2000, 0, true);

    public static readonly IReadOnlyList<ServedCrs> All =
    [
        Crs84, Storage,
        new(Epsg + 4326, 4326, CoordinateSystems.Wgs84, 0, true),
        new(Epsg + 3857, 3857, CoordinateSystems.WebMercator, 0, false),
        .. Enumerable.Range(4547, 4).Select(code => new ServedCrs($"{Epsg}{code}", code, Plane(code), 0, true)),
        // The planes with a zone number are those without it, moved: and they reach as far, so that every zone holds the whole province.
        .. Enumerable.Range(0, 4).Select(i => new ServedCrs($"{Epsg}{4526 + i}", 4526 + i, Plane(4547 + i), (38 + i) * 1e6, true)),
    ];

    public static IReadOnlyList<string> Uris { get; } = [.. All.Select(crs => crs.Uri)];

    /// <summary>The system that a parameter names; CRS84 when it is not given.</summary>
    /// <exception cref="ProblemException">It is not one of <see cref="All"/>.</exception>
    public static ServedCrs Read(QueryParameters parameters, string name) => parameters[name] is not { } uri ? Crs84
        : All.FirstOrDefault(crs => crs.Uri == uri)
            ?? throw ProblemException.BadRequest($"invalid-{name}", $"'{name}' must be one of {string.Join(", ", Uris)}, not '{uri}'.");

    public bool IsDegrees => System.IsGeographic;

    /// <summary>Coordinates as features carry them, of a stored longitude and latitude.</summary>
    public (double First, double Second) FromStorage(double longitude, double latitude)
    {
        if (IsDegrees) return NorthFirst ? (latitude, longitude) : (longitude, latitude);
        var (x, y) = System.FromCgcs2000(new LonLat(longitude, latitude));
        return NorthFirst ? (y, x + OffsetM) : (x + OffsetM, y);
    }

    /// <summary>The longitude and latitude of coordinates as requests carry them; null when they are outside the system.</summary>
    public LonLat? ToStorage(double first, double second)
    {
        var (x, y) = NorthFirst ? (second, first) : (first, second);
        return System.TryToCgcs2000(x - OffsetM, y, out var position) ? position : null;
    }

    private static CoordinateSystem Plane(int code) => CoordinateSystems.Find($"EPSG:{code}")!;
}

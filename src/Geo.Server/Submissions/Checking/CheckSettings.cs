namespace Geo.Server.Submissions.Checking;

/// <summary>
/// What a person said of a file: over what the file says and what was found. Kept with the submission, so that the same
/// settings over the same file always give the same report.
/// </summary>
public sealed record CheckSettings
{
    public static readonly CheckSettings None = new();

    /// <summary>The coordinate system: EPSG:4547, GCJ-02, BD-09, GK:CM=118.5,FE=500000 ...</summary>
    public string? Crs { get; init; }
    /// <summary>Whether the coordinate named first is north; decided from the values where nothing is said.</summary>
    public bool? NorthFirst { get; init; }
    /// <summary>The sheet or layer, where there are several.</summary>
    public string? Dataset { get; init; }
    /// <summary>The text encoding.</summary>
    public string? Encoding { get; init; }
    /// <summary>By header as the file has it: a field, <c>array.field</c>, east, north, pair, geometry or ignored.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }
    /// <summary>Cells that were mended by hand, and rows left out.</summary>
    public IReadOnlyList<Correction>? Corrections { get; init; }
    /// <summary>Repairs that were offered and confirmed, by the code of their rule.</summary>
    public IReadOnlyList<string>? Repairs { get; init; }
    /// <summary>The city's own parameters for Beijing 1954 or Xi'an 1980.</summary>
    public DatumParameters? DatumShift { get; init; }
}

/// <param name="Row">The data row, as the report numbers it.</param>
/// <param name="Column">The header; null where the whole row is left out.</param>
/// <param name="Value">The cell's new text; null leaves the row out.</param>
public sealed record Correction(int Row, string? Column, string? Value);

/// <summary>A datum shift as a city's surveyors give it: <c>four</c> in the plane (dx, dy in m, rotation in ″, scale in ppm) or <c>seven</c> in space.</summary>
/// <param name="Convention">Of seven parameters: <c>position-vector</c> or <c>coordinate-frame</c>; there is no default, as the two differ by the sign of every rotation.</param>
public sealed record DatumParameters(
    string Kind, double Dx, double Dy, double Dz = 0, double Rx = 0, double Ry = 0, double Rz = 0, double ScalePpm = 0, double Rotation = 0, string? Convention = null);

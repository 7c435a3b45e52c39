using Geo.Server.Submissions.Checking;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Formats;

/// <summary>
/// One record as it stands in the file. Cells are text, double, long, bool, DateTime, TimeSpan, <see cref="ErrorCell"/> or null.
/// </summary>
/// <param name="Line">The row as the sheet or text shows it, or the number of the feature; from 1.</param>
/// <param name="Geometry">Null in tables, and where a feature has none.</param>
/// <param name="Fault">Why the geometry, or the row, could not be read.</param>
public sealed record SourceRow(int Line, object?[] Cells, Geometry? Geometry = null, SourceFault? Fault = null)
{
    /// <summary>A row of a sheet in which nothing stands, between others.</summary>
    public bool IsBlank { get; init; }
}

/// <summary>A row that could be counted and not read.</summary>
/// <param name="IsMild">Whether whoever only reads may have the feature all the same.</param>
public sealed record SourceFault(Rule Rule, string? Value = null, bool IsMild = false);

/// <summary>A spreadsheet's #N/A, #REF! and their like.</summary>
public sealed record ErrorCell(string Text)
{
    public static readonly IReadOnlySet<string> Texts = new HashSet<string> { "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!" };

    public override string ToString() => Text;
}

/// <summary>A sheet, a layer, a table of a file. Its rows are read when they are asked for, each time anew.</summary>
public sealed class SourceDataset(string name, Func<IEnumerable<SourceRow>> rows)
{
    public string Name { get; } = name;

    /// <summary>Null where the header is a row that is still to be found; else the names, complete once the rows are read.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Whether each record brings its geometry; else it is to be found in columns.</summary>
    public bool HasGeometry { get; init; }

    /// <summary>Whether a row with more or fewer cells than the header is wrong, as in CSV; a sheet leaves blanks out.</summary>
    public bool HasFixedWidth { get; init; }

    public SourceCrs Crs { get; init; } = SourceCrs.Unstated;

    public IEnumerable<SourceRow> Rows => rows();
}

/// <summary>What a file says about its coordinate system: a code such as EPSG:4527, or well-known text; or nothing.</summary>
/// <param name="IsStandard">The format itself prescribes it, as GeoJSON and KML do.</param>
public sealed record SourceCrs(string? Code, string? Wkt = null, bool IsStandard = false)
{
    public static readonly SourceCrs Unstated = new(Code: null);
    public static readonly SourceCrs Wgs84 = new("EPSG:4326", IsStandard: true);
}

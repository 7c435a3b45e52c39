using Geo.Server.Submissions.Formats;

namespace Geo.Server.Submissions.Checking;

/// <summary>How far a check goes.</summary>
public enum CheckDepth
{
    /// <summary>The table is read: rows and their widths.</summary>
    Table,
    /// <summary>Features are read: their geometries too.</summary>
    Features,
    /// <summary>All rules of a layer and a city.</summary>
    Rules,
}

/// <summary>What is to be checked, and what the person said of it. Passed between processes as JSON.</summary>
/// <param name="Path">The file; its name says how it is called, not where it came from.</param>
/// <param name="CityAdcode">The area that hands it in: a city, a county, or the province.</param>
/// <param name="CitiesPath">The areas' shapes as <see cref="Areas.CityShapes"/> writes them.</param>
/// <param name="KnownSitesPath">Sites that are published, a line each: code, longitude, latitude with tabs between; or nothing.</param>
/// <param name="ReportPath">Where the report goes as JSON.</param>
/// <param name="RemarksPath">Where the city's table with remarks goes: .xlsx or .csv; or nowhere.</param>
/// <param name="FeaturesPath">Where the accepted features go, one JSON object a line; or nowhere.</param>
/// <param name="Today">What a date is in the future of.</param>
public sealed record CheckRequest(
    string Path, CheckDepth Depth, string? LayerId, string? CityAdcode, CheckSettings Settings, string? CitiesPath,
    string? KnownSitesPath, string ReportPath, string? RemarksPath, string? FeaturesPath, DateOnly Today)
{
    public Limits Limits { get; init; } = Limits.Default;
    /// <summary>Rows of the file to be written as they were read; or none.</summary>
    public RowsPage? Rows { get; init; }
}

/// <summary>A page of raw rows: JSON with the columns, the rows and how many there are.</summary>
public sealed record RowsPage(string Path, int Offset, int Limit, bool RejectedOnly);

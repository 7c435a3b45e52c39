using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Checking;

/// <summary>A row on its way through the rules. Its number is that of the data row, its line what the sheet shows.</summary>
public sealed class CheckedRow(int number, int line, object?[] values)
{
    public int Number { get; } = number;
    public int Line { get; } = line;

    /// <summary>In the order of the header's columns, as the fields' types.</summary>
    public object?[] Values { get; } = values;

    /// <summary>The two coordinates as the file has them, under its own headers.</summary>
    public (double First, double Second)? Pair { get; set; }

    /// <summary>The geometry as the file has it, then in longitude and latitude of CGCS2000.</summary>
    public Geometry? Geometry { get; set; }

    public bool IsRejected { get; set; }

    /// <summary>Where a point lies once it is placed.</summary>
    public LonLat? Position => Geometry is Point point ? new LonLat(point.X, point.Y) : null;

    public Place At(string? column = null, string? field = null) => new(Number, Line, column, field);
}

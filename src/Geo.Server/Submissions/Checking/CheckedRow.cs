using Geo.Core.Crs;
using NetTopologySuite.Geometries;

namespace Geo.Server.Submissions.Checking;

/// <summary>A row on its way through the rules. Its number is that of the data row, its line what the sheet shows.</summary>
public sealed class CheckedRow(int number, int line, object?[] values)
{
    // A file may have half a million points: two numbers each, and an object only while one is looked at.
    private enum Holds : byte { Nothing, Pair, Point, Shape }

    private Holds _holds;
    private double _x, _y;
    private Geometry? _shape;

    public int Number { get; } = number;
    public int Line { get; } = line;

    /// <summary>In the order of the header's columns, as the fields' types.</summary>
    public object?[] Values { get; } = values;

    /// <summary>The two coordinates as the file has them, under its own headers; gone once there is a geometry.</summary>
    public (double First, double Second)? Pair
    {
        get => _holds == Holds.Pair ? (_x, _y) : null;
        set
        {
            if (value is { } pair) Hold(Holds.Pair, pair.First, pair.Second);
            else Hold(Holds.Nothing);
        }
    }

    /// <summary>The geometry as the file has it, then in longitude and latitude of CGCS2000.</summary>
    public Geometry? Geometry
    {
        get => _holds == Holds.Point ? new Point(_x, _y) : _shape;
        set
        {
            if (value is null) Hold(Holds.Nothing);
            else if (value is Point { IsEmpty: false } point) Hold(Holds.Point, point.X, point.Y);
            else Hold(Holds.Shape, shape: value);
        }
    }

    public bool IsRejected { get; set; }

    /// <summary>Where a point lies once it is placed.</summary>
    public LonLat? Position => _holds == Holds.Point ? new LonLat(_x, _y) : null;

    private void Hold(Holds what, double x = 0, double y = 0, Geometry? shape = null) => (_holds, _x, _y, _shape) = (what, x, y, shape);

    public Place At(string? column = null, string? field = null) => new(Number, Line, column, field);
}

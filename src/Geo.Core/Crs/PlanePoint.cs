namespace Geo.Core.Crs;

/// <summary>A position in a map projection's plane.</summary>
/// <param name="EastingM">Easting, metres.</param>
/// <param name="NorthingM">Northing, metres.</param>
public readonly record struct PlanePoint(double EastingM, double NorthingM);

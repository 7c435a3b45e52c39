using NetTopologySuite.Geometries;

namespace Geo.Core.Boundaries;

/// <summary>An area's key and its shape.</summary>
/// <param name="Key">Unique within its coverage: an adcode (GB/T 2260) or the code of a circle.</param>
/// <param name="Shape">Polygon or MultiPolygon in longitude and latitude, degrees.</param>
public readonly record struct AreaShape(string Key, Geometry Shape);

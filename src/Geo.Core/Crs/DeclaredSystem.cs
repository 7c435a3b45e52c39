namespace Geo.Core.Crs;

/// <summary>What a file says of its coordinates.</summary>
/// <param name="System">The system; null where nothing is said.</param>
/// <param name="NorthFirst">True where the first value is north or latitude, as survey tables write X and Y.</param>
public readonly record struct DeclaredSystem(CoordinateSystem? System, bool NorthFirst);

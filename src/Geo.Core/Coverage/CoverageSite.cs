using Geo.Core.Crs;

namespace Geo.Core.Coverage;

/// <summary>A site to be drawn.</summary>
/// <param name="Key">Its key, unique; of two sites equally strong in a cell, the one with the smaller key serves it.</param>
/// <param name="Position">Where it stands in the grid's plane; outside the grid it still reaches in.</param>
/// <param name="Footprint">What it does to the ground; sites alike should share one.</param>
public sealed record CoverageSite(long Key, PlanePoint Position, Footprint Footprint);

/// <summary>A site put on the grid.</summary>
internal readonly record struct PlacedSite(long Key, int Row, int Column, CellTemplate Template);

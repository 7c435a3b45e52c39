namespace Geo.Core.Statistics;

/// <summary>When two areas are neighbours.</summary>
public enum Contiguity
{
    /// <summary>They share a border: at least one edge.</summary>
    Rook,

    /// <summary>They share at least one point, be it only a corner.</summary>
    Queen,
}

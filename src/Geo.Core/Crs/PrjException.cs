namespace Geo.Core.Crs;

/// <summary>Why a .prj or WKT was refused.</summary>
public enum PrjProblem
{
    /// <summary>Not WKT, or cut off, or too long or deep.</summary>
    Malformed,

    /// <summary>WKT 2, a vertical or a local system: no PROJCS or GEOGCS at its head.</summary>
    UnknownKind,

    /// <summary>A datum other than CGCS2000, WGS 84, Xi'an 1980 and Beijing 1954, or one whose ellipsoid is not its own.</summary>
    UnknownDatum,

    /// <summary>A projection other than Gauss-Krüger, transverse Mercator and Web Mercator.</summary>
    UnknownProjection,

    /// <summary>Units other than degrees and metres, or a prime meridian other than Greenwich.</summary>
    UnknownUnit,

    /// <summary>A parameter is missing, unknown or outside its range, or the axes are not east and north.</summary>
    BadParameter,
}

/// <summary>A .prj or WKT could not be read as one of the systems known here; nothing is guessed in its place.</summary>
/// <param name="problem">What kind of problem.</param>
/// <param name="message">What exactly, naming the word or value found.</param>
public sealed class PrjException(PrjProblem problem, string message) : FormatException(message)
{
    /// <summary>What kind of problem.</summary>
    public PrjProblem Problem { get; } = problem;
}

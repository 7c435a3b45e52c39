using Geo.Core.Crs;

namespace Geo.Server.Submissions.Checking;

/// <summary>Makes a shift of a city's own parameters.</summary>
public static class DatumShifts
{
    /// <exception cref="ArgumentException">A kind or convention that is none, or a parameter beyond its limit.</exception>
    public static DatumShift Of(DatumParameters given) => given.Kind switch
    {
        // Surveyors' X is north.
        "four" => new PlaneShift(given.Dx, given.Dy, given.Rotation, given.ScalePpm),
        "seven" => new BursaWolfShift(given.Dx, given.Dy, given.Dz, given.Rx, given.Ry, given.Rz, given.ScalePpm, given.Convention switch
        {
            "position-vector" => RotationConvention.PositionVector,
            "coordinate-frame" => RotationConvention.CoordinateFrame,
            _ => throw new ArgumentException("The convention of the rotations must be 'position-vector' or 'coordinate-frame'."),
        }),
        _ => throw new ArgumentException("The kind of parameters must be 'four' or 'seven'."),
    };
}

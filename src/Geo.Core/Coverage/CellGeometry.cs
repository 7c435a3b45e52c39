using System.Collections.Concurrent;

namespace Geo.Core.Coverage;

/// <summary>
/// Distance and bearing of the cells around a site at one place within its cell. Thousands of templates look at the same
/// cells, so it is computed once for each place.
/// </summary>
internal sealed class CellGeometry
{
    // One for the reach of a 5 km model at 50 m takes 0.5 MB, and there are at most 256 places.
    private const int MostKept = 64, ReachStep = 32;
    private static readonly ConcurrentDictionary<(double CellM, int Places, int PlaceRow, int PlaceColumn, int Reach), CellGeometry> Kept = new();

    private readonly double _cellM, _placeEast, _placeSouth;

    private CellGeometry(double cellM, int places, int placeRow, int placeColumn, int reach)
    {
        (_cellM, _placeEast, _placeSouth) = (cellM, (placeColumn + 0.5) / places, (placeRow + 0.5) / places);
        (Reach, Width) = (reach, 2 * reach + 1);
        DistancesM = new float[Width * Width];
        BearingsDeg = new float[Width * Width];
        for (int row = 0; row < Width; row++)
            for (int column = 0; column < Width; column++)
            {
                double eastM = EastM(column - reach), northM = NorthM(row - reach);
                DistancesM[row * Width + column] = (float)Math.Sqrt(eastM * eastM + northM * northM);
                BearingsDeg[row * Width + column] = (float)double.RadiansToDegrees(Math.Atan2(eastM, northM));
            }
    }

    /// <summary>Cells in each direction from the site's own.</summary>
    public int Reach { get; }

    /// <summary>Cells along a side.</summary>
    public int Width { get; }

    /// <summary>Metres along the ground, row by row.</summary>
    public float[] DistancesM { get; }

    /// <summary>Clockwise from north, -180 to 180.</summary>
    public float[] BearingsDeg { get; }

    public static CellGeometry Of(double cellM, int places, int placeRow, int placeColumn, int reach)
    {
        if (Kept.Count > MostKept)
            Kept.Clear();
        int stepped = (reach + ReachStep - 1) / ReachStep * ReachStep;
        return Kept.GetOrAdd((cellM, places, placeRow, placeColumn, stepped), key => new(key.CellM, key.Places, key.PlaceRow, key.PlaceColumn, key.Reach));
    }

    /// <summary>How far east of the site the centre of a column lies, metres, exactly.</summary>
    public double EastM(int column) => (column + 0.5 - _placeEast) * _cellM;

    /// <summary>How far north of the site the centre of a row lies, metres, exactly.</summary>
    public double NorthM(int row) => (_placeSouth - (row + 0.5)) * _cellM;
}

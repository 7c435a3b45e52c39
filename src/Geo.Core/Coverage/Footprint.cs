namespace Geo.Core.Coverage;

/// <summary>
/// What one site does to the ground around it, wherever it stands. Footprints that are equal share their templates, so
/// an equal footprint must give equal codes.
/// </summary>
public abstract class Footprint
{
    /// <summary>A distance that no code other than 0 lies beyond.</summary>
    /// <param name="settings">How coverage is computed.</param>
    /// <returns>Metres.</returns>
    public abstract double ReachM(CoverageSettings settings);

    /// <summary>The codes of all places, ready to be asked for many.</summary>
    /// <param name="settings">How coverage is computed.</param>
    /// <returns>From metres east and north of the site to the code.</returns>
    public abstract Func<double, double, byte> Codes(CoverageSettings settings);

    /// <summary>The codes of the cells around a site at a place in its cell; as everywhere, unless cells matter to the footprint.</summary>
    /// <param name="settings">How coverage is computed.</param>
    /// <param name="cellM">Side of a cell, metres.</param>
    /// <param name="eastM">The site's place, metres east of the middle of its cell.</param>
    /// <param name="northM">Metres north of it.</param>
    /// <returns>From the metres that a cell's centre lies east and north of the site to the code.</returns>
    public virtual Func<double, double, byte> CodesOfCells(CoverageSettings settings, double cellM, double eastM, double northM) => Codes(settings);

    /// <summary>The codes of a square of cells around a site.</summary>
    /// <param name="settings">How coverage is computed.</param>
    /// <param name="cellM">Side of a cell, metres.</param>
    /// <param name="placeRow">The site's place in its cell southwards, from 0.</param>
    /// <param name="placeColumn">Its place eastwards, from 0.</param>
    /// <param name="reach">Cells from the site's own to the square's edge.</param>
    /// <param name="square">The codes, row by row: (2 reach + 1)² of them.</param>
    internal virtual void Fill(CoverageSettings settings, double cellM, int placeRow, int placeColumn, int reach, Span<byte> square)
    {
        int places = settings.PlacesPerCell, width = 2 * reach + 1;
        var codes = CodesOfCells(settings, cellM, ((placeColumn + 0.5) / places - 0.5) * cellM, (0.5 - (placeRow + 0.5) / places) * cellM);
        for (int row = 0; row < width; row++)
        {
            double northM = ((placeRow + 0.5) / places - (row - reach + 0.5)) * cellM;
            for (int column = 0; column < width; column++)
                square[row * width + column] = codes((column - reach + 0.5 - (placeColumn + 0.5) / places) * cellM, northM);
        }
    }
}

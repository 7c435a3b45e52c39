using Geo.Core.Coverage;
using Geo.Core.Crs;
using Geo.Core.Radio;

namespace Geo.Core.Tests.Coverage;

/// <summary>The planes by a plain loop over sites and cells, each level computed from the model, without table or template.</summary>
internal sealed class PlainPlanes
{
    public PlainPlanes(CoverageGrid grid, CoverageSettings settings, IReadOnlyList<CoverageSite> sites)
    {
        Levels = new byte[grid.Rows, grid.Columns];
        Depths = new byte[grid.Rows, grid.Columns];
        Servers = new long?[grid.Rows, grid.Columns];
        byte threshold = settings.Scale.CodeOf(settings.ThresholdDbm);
        foreach (var site in sites.OrderBy(site => site.Key))
        {
            var at = Stands(grid, settings, site.Position);
            var parts = ((RadioFootprint)site.Footprint).Transmitters.Select(one => (one, Model: one.Link.Model(),
                Pattern: one.AzimuthDeg is { } azimuth ? new SectorPattern(azimuth, one.DowntiltDeg) : null)).ToArray();
            for (int row = 0; row < grid.Rows; row++)
                for (int column = 0; column < grid.Columns; column++)
                {
                    var centre = grid.Centre(row, column);
                    double eastM = centre.EastingM - at.EastingM, northM = centre.NorthingM - at.NorthingM;
                    byte code = settings.Scale.CodeOf(LevelDbm(parts, eastM, northM, settings.Probability));
                    if (code > Levels[row, column])
                        (Levels[row, column], Servers[row, column]) = (code, site.Key);
                    if (code >= threshold)
                        Depths[row, column]++;
                }
        }
    }

    public byte[,] Levels { get; }
    public byte[,] Depths { get; }
    public long?[,] Servers { get; }

    private static double LevelDbm((Transmitter One, ScenarioModel Model, SectorPattern? Pattern)[] parts, double eastM, double northM, double probability)
    {
        double distanceM = Math.Sqrt(eastM * eastM + northM * northM), strongestDbm = double.NegativeInfinity, lossDb = double.NaN;
        ScenarioModel? last = null;
        foreach (var (one, model, pattern) in parts)
        {
            if (distanceM > model.DistanceLimitsM.Max)
                continue;
            // Sectors of one link share their loss; the model is only asked once.
            if (last is null || last.GetType() != model.GetType() || last.FrequencyGhz != model.FrequencyGhz || last.BaseHeightM != model.BaseHeightM)
                lossDb = (last = model).Mixture(Math.Max(distanceM, model.DistanceLimitsM.Min)).LossNotExceededDb(probability);
            double upM = one.Link.TerminalHeightM - one.Link.BaseHeightM;
            strongestDbm = Math.Max(strongestDbm, one.EpreDbm + one.GainDb - lossDb + (pattern?.AttenuationDb(eastM, northM, upM) ?? 0));
        }
        return strongestDbm;
    }

    /// <summary>The middle of the place within its cell that a site stands at.</summary>
    private static PlanePoint Stands(CoverageGrid grid, CoverageSettings settings, PlanePoint site)
    {
        double placeM = grid.CellM / settings.PlacesPerCell;
        return new(
            grid.WestM + (Math.Floor((site.EastingM - grid.WestM) / placeM) + 0.5) * placeM,
            grid.NorthM - (Math.Floor((grid.NorthM - site.NorthingM) / placeM) + 0.5) * placeM);
    }
}

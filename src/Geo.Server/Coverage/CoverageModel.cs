using Geo.Core.Coverage;
using Geo.Core.Radio;
using Geo.Server.Layers;

namespace Geo.Server.Coverage;

/// <summary>What a rule comes to: the grid, how codes are to be read, which codes count as what.</summary>
internal abstract class CoverageModel
{
    // The painter counts depth from a threshold on its scale of decibels; for other quantities the scale only numbers the codes.
    private static readonly LevelScale Plain = new();

    protected CoverageModel(CoverageRule rule)
    {
        Rule = rule;
        Grid = CoverageGrid.Shandong(rule.CellM);
    }

    public CoverageRule Rule { get; }
    public CoverageGrid Grid { get; }
    public abstract CoverageSettings Settings { get; }

    /// <summary>What is counted of each area, and under which names it is kept.</summary>
    public abstract IReadOnlyList<(string Name, CoverageMeasure Measure)> Measures { get; }

    /// <summary>The lowest code that is covered.</summary>
    public abstract byte CoveredCode { get; }

    /// <summary>What makes a cell deeply covered; none where the kind knows no depth.</summary>
    public virtual CoverageMeasure? Deep => null;

    /// <summary>The lowest code of each class of the legend, the best first.</summary>
    public abstract IReadOnlyList<byte> LegendCodes { get; }

    public CoverageMeasure[] PlainMeasures => [.. Measures.Select(pair => pair.Measure)];

    /// <summary>How a site is drawn. None: the model does not hold for it.</summary>
    public abstract Footprint? FootprintOf(SiteAttributes site, bool inTown, out bool isDefaulted);

    public static CoverageModel Of(CoverageRule rule) => rule.Kind switch
    {
        CoverageKind.Radio => new RadioModel(rule, rule.Radio!),
        CoverageKind.Reach => new ReachModel(rule, rule.Reach!),
        _ => new LatencyModel(rule, rule.Latency!),
    };

    protected static CoverageSettings SettingsFrom(byte coveredCode, int placesPerCell) => new()
    {
        Scale = Plain,
        ThresholdDbm = Plain.FloorDbm + (coveredCode - 1) * LevelScale.StepDb,
        PlacesPerCell = placesPerCell,
        KeepsServers = false,
    };
}

/// <summary>The way to the nearest site.</summary>
internal sealed class ReachModel(CoverageRule rule, ReachRule reach) : CoverageModel(rule)
{
    private readonly GradedFootprint _footprint = new(0, reach.Circuity, reach.StepM);

    public ReachRule Reach => reach;
    public override byte CoveredCode => GradedFootprint.CodeOf(reach.CoveredM, reach.StepM);
    public override CoverageSettings Settings => SettingsFrom(CoveredCode, CoverageSettings.DefaultPlacesPerCell);
    public override IReadOnlyList<byte> LegendCodes => [.. Rule.Legend.Select(one => GradedFootprint.CodeOf(one.WithinM!.Value, reach.StepM))];

    public override IReadOnlyList<(string Name, CoverageMeasure Measure)> Measures =>
        [("covered", new(CoveredCode)), .. reach.WithinM.Select(within => ($"within{within:0.###}", new CoverageMeasure(GradedFootprint.CodeOf(within, reach.StepM))))];

    public override Footprint FootprintOf(SiteAttributes site, bool inTown, out bool isDefaulted)
    {
        isDefaulted = false;
        return _footprint;
    }
}

/// <summary>The round trip to the nearest site.</summary>
internal sealed class LatencyModel(CoverageRule rule, LatencyRule latency) : CoverageModel(rule)
{
    private readonly GradedFootprint _footprint = new(latency.EquipmentMs, LatencyRings.RoundTripMs(1, latency.Circuity, 0), latency.StepMs);

    public LatencyRule Latency => latency;
    public override byte CoveredCode => GradedFootprint.CodeOf(latency.CoveredMs, latency.StepMs);
    // A template of the whole province is megabytes: one place in the cell, which is 0.01 ms.
    public override CoverageSettings Settings => SettingsFrom(CoveredCode, 1);
    public override IReadOnlyList<byte> LegendCodes => [.. Rule.Legend.Select(one => GradedFootprint.CodeOf(one.WithinMs!.Value, latency.StepMs))];

    public override IReadOnlyList<(string Name, CoverageMeasure Measure)> Measures =>
        [("covered", new(CoveredCode)), .. latency.WithinMs.Select(within => ($"within{within:0.###}", new CoverageMeasure(GradedFootprint.CodeOf(within, latency.StepMs))))];

    public override Footprint FootprintOf(SiteAttributes site, bool inTown, out bool isDefaulted)
    {
        isDefaulted = false;
        return _footprint;
    }
}

using Geo.Core.Coverage;
using Geo.Core.Radio;
using Geo.Server.Layers;

namespace Geo.Server.Coverage;

/// <summary>Radio by TR 38.901: what a site states is used, what it does not state is the rule's.</summary>
internal sealed class RadioModel : CoverageModel
{
    public const double ToleranceDb = 3;

    private readonly RadioRule _radio;
    private readonly LevelScale _scale;

    public RadioModel(CoverageRule rule, RadioRule radio)
        : base(rule)
    {
        (_radio, _scale) = (radio, new LevelScale(radio.FloorDbm));
        EntryMarginDb = Math.Ceiling(MarginDb(radio) / LevelScale.StepDb) * LevelScale.StepDb;
        Settings = new()
        {
            Scale = _scale, ThresholdDbm = radio.ThresholdDbm, Probability = radio.EdgeProbability,
            PlacesPerCell = radio.Steps.PlacesPerCell, KeepsServers = false,
        };
        CoveredCode = _scale.ThresholdCode(radio.ThresholdDbm);
        var deep = new CoverageMeasure(Code(EntryMarginDb), radio.Deep.Sites);
        Deep = deep;
        // 3 dB weaker everywhere is a threshold 3 dB higher. How many sites cover stays as counted at the threshold.
        Measures =
        [
            ("covered", new(CoveredCode)), ("low", new(Code(ToleranceDb))), ("high", new(Code(-ToleranceDb))),
            ("deep", deep), ("deepLow", deep with { FromCode = Code(EntryMarginDb + ToleranceDb) }), ("deepHigh", deep with { FromCode = Code(EntryMarginDb - ToleranceDb) }),
            ("twice", new(CoveredCode, 2)),
        ];
        LegendCodes = [.. rule.Legend.Select(one => _scale.ThresholdCode(one.FromDbm!.Value))];
    }

    public RadioRule Radio => _radio;
    public LevelScale Scale => _scale;
    public override CoverageSettings Settings { get; }
    public override byte CoveredCode { get; }
    public override CoverageMeasure? Deep { get; }
    public override IReadOnlyList<(string Name, CoverageMeasure Measure)> Measures { get; }
    public override IReadOnlyList<byte> LegendCodes { get; }

    /// <summary>How much more level outdoors the threshold indoors takes: at the indoor edge of a typical site.</summary>
    public double EntryMarginDb { get; }

    /// <summary>The tightest the level is kept: the top of the scale where the margin leads beyond it.</summary>
    private byte Code(double aboveThresholdDb) => _scale.CodeOf(Math.Min(_radio.ThresholdDbm + aboveThresholdDb, _scale.TopDbm - LevelScale.StepDb));

    public override Footprint? FootprintOf(SiteAttributes site, bool inTown, out bool isDefaulted)
    {
        var scenarioName = site.Scenario ?? (inTown ? _radio.UrbanModel : _radio.RuralModel);
        var scenario = ScenarioOf(scenarioName);
        var heightM = site.HeightM ?? HeightM(_radio, scenario);
        isDefaulted = site.HeightM is null;
        if (!BaseHeights(scenario).Contains(heightM)) return null;
        double steppedM = Stepped(heightM, _radio.Steps.HeightM), nearestM = Math.Clamp(steppedM, BaseHeights(scenario).Min, BaseHeights(scenario).Max);
        // A layer may list the cells of a site; one without any is a single even radiator.
        IReadOnlyList<SectorAttributes> sectors = site.Sectors.Count > 0 ? site.Sectors : [new SectorAttributes()];
        double? tiltDeg = sectors.Any(sector => sector.TiltDeg is not null) ? sectors.Average(sector => sector.TiltDeg ?? _radio.TiltDeg) : null;
        var transmitters = new List<Transmitter>(sectors.Count);
        foreach (var sector in sectors)
        {
            var named = sector.Band ?? site.Band;
            var isKnown = named is not null && _radio.Bands.ContainsKey(named);
            var band = _radio.Bands[isKnown ? named! : _radio.DefaultBand];
            var powerDbm = sector.PowerDbm ?? site.PowerDbm;
            isDefaulted |= powerDbm is null || (!isKnown && site.FrequencyGhz is null);
            double subcarriers = band.BandwidthMhz is { } usualMhz && sector.BandwidthMhz is { } mhz ? Math.Max(1, band.Subcarriers * mhz / usualMhz) : band.Subcarriers;
            double epreDbm = (powerDbm ?? LinkBudget.DbmOfWatts(band.PowerW)) - 10 * Math.Log10(subcarriers);
            transmitters.Add(new Transmitter(
                new RadioLink(scenario, isKnown ? band.FrequencyGhz : site.FrequencyGhz ?? band.FrequencyGhz, nearestM, _radio.TerminalHeightM),
                Stepped(epreDbm, _radio.Steps.LevelDb), Stepped(sector.GainDbi ?? site.GainDbi ?? band.GainDbi, _radio.Steps.LevelDb),
                sector.AzimuthDeg, sector.AzimuthDeg is null ? 0 : Stepped(tiltDeg ?? _radio.TiltDeg, _radio.Steps.TiltDeg)));
        }
        try
        {
            var footprint = new RadioFootprint(transmitters, _radio.Steps.AzimuthDeg);
            foreach (var one in footprint.Transmitters) _ = one.Link.Model();
            return footprint;
        }
        catch (ArgumentOutOfRangeException)
        {
            // A frequency that the model does not hold for.
            return null;
        }
    }

    public static Scenario ScenarioOf(string name) => name switch { "umi" => Scenario.UrbanMicro, "rma" => Scenario.RuralMacro, _ => Scenario.UrbanMacro };

    private static double Stepped(double value, double step) => Math.Round(value / step) * step;

    private static Limits BaseHeights(Scenario scenario) => scenario switch
    {
        Scenario.UrbanMicro => UrbanMicro.BaseHeightLimitsM,
        Scenario.RuralMacro => RuralMacro.BaseHeightLimitsM,
        _ => UrbanMacro.BaseHeightLimitsM,
    };

    private static double HeightM(RadioRule radio, Scenario scenario) => scenario switch
    {
        Scenario.UrbanMicro => radio.HeightM.Umi,
        Scenario.RuralMacro => radio.HeightM.Rma,
        _ => radio.HeightM.Uma,
    };

    /// <summary>
    /// At the farthest place where a typical site of towns still keeps the threshold indoors: what must be there outdoors,
    /// less the threshold. Building entry adds its median and spreads the level further, so it is more than the median.
    /// </summary>
    private static double MarginDb(RadioRule radio)
    {
        var band = radio.Bands[radio.DefaultBand];
        var scenario = ScenarioOf(radio.UrbanModel);
        var model = new RadioLink(scenario, band.FrequencyGhz, HeightM(radio, scenario), radio.TerminalHeightM).Model();
        double budgetDb = LinkBudget.DbmOfWatts(band.PowerW) - 10 * Math.Log10(band.Subcarriers) + band.GainDbi - radio.ThresholdDbm;
        var kind = radio.Deep.Building == "high" ? PenetrationModel.High : PenetrationModel.Low;
        double entryDb = BuildingPenetration.WallLossDb(kind, band.FrequencyGhz) + BuildingPenetration.IndoorLossDb(radio.Deep.IndoorM), sigmaDb = BuildingPenetration.SigmaDb(kind);
        double nearM = model.DistanceLimitsM.Min, farM = model.DistanceLimitsM.Max;
        while (farM - nearM > 0.1)
        {
            double middleM = (nearM + farM) / 2;
            if (model.Mixture(middleM).Behind(entryDb, sigmaDb).LossNotExceededDb(radio.EdgeProbability) <= budgetDb) nearM = middleM;
            else farM = middleM;
        }
        var edge = model.Mixture(nearM);
        return edge.Behind(entryDb, sigmaDb).LossNotExceededDb(radio.EdgeProbability) - edge.LossNotExceededDb(radio.EdgeProbability);
    }
}

using Geo.Core.Coverage;
using Geo.Core.Radio;

namespace Geo.Server.Layers;

/// <summary>What is wrong with a coverage rule, by its place in the declaration.</summary>
public static class CoverageRuleCheck
{
    public static readonly string[] Models = ["uma", "umi", "rma"];
    private static readonly string[] Buildings = ["low", "high"];
    // Below 20 m the province has a thousand million cells.
    private const double SmallestCellM = 20, LargestCellM = 2000;

    public static IEnumerable<(string Place, string Problem)> Problems(CoverageRule rule, IReadOnlyList<Field> fields)
    {
        if (rule.CellM is < SmallestCellM or > LargestCellM) yield return ("cellM", $"A cell is {SmallestCellM} to {LargestCellM} m wide.");
        var parts = new Dictionary<CoverageKind, object?> { [CoverageKind.Radio] = rule.Radio, [CoverageKind.Reach] = rule.Reach, [CoverageKind.Latency] = rule.Latency };
        foreach (var (kind, part) in parts)
            if (part is not null != (kind == rule.Kind)) yield return (kind.ToString().ToLowerInvariant(), $"A rule of kind '{rule.Kind}' has the part of its kind and no other.");
        if (parts[rule.Kind] is null) yield break;
        foreach (var problem in rule.Kind switch
        {
            CoverageKind.Radio => RadioProblems(rule.Radio!).Select(problem => ($"radio.{problem.Place}", problem.Problem)),
            CoverageKind.Reach => ReachProblems(rule.Reach!, fields).Select(problem => ($"reach.{problem.Place}", problem.Problem)),
            _ => LatencyProblems(rule.Latency!).Select(problem => ($"latency.{problem.Place}", problem.Problem)),
        }) yield return problem;
        foreach (var problem in LegendProblems(rule)) yield return problem;
        for (var i = 0; i < rule.Zones.Count; i++)
            if (rule.Zones[i].FunctionalShare is not (> 0 and <= 1)) yield return ($"zones[{i}].functionalShare", "The share is above 0 and at most 1.");
    }

    private static IEnumerable<(string Place, string Problem)> RadioProblems(RadioRule radio)
    {
        if (!Whole(radio.FloorDbm, LevelScale.StepDb) || radio.FloorDbm is < -200 or > 0) yield return ("floorDbm", "The floor is a half or whole decibel from -200 to 0 dBm.");
        // At -3 dB and +3 dB too the threshold must lie on the scale.
        else if (!Whole(radio.ThresholdDbm, LevelScale.StepDb) || radio.ThresholdDbm < radio.FloorDbm + 3 || radio.ThresholdDbm > radio.FloorDbm + 80)
            yield return ("thresholdDbm", $"The threshold is a half or whole decibel from {radio.FloorDbm + 3} to {radio.FloorDbm + 80} dBm.");
        if (!NormalDistribution.ProbabilityLimits.Contains(radio.EdgeProbability)) yield return ("edgeProbability", $"{NormalDistribution.ProbabilityLimits}.");
        if (!Models.Contains(radio.UrbanModel)) yield return ("urbanModel", $"A model is one of {string.Join(", ", Models)}.");
        if (!Models.Contains(radio.RuralModel)) yield return ("ruralModel", $"A model is one of {string.Join(", ", Models)}.");
        if (!radio.Bands.ContainsKey(radio.DefaultBand)) yield return ("defaultBand", $"The band '{radio.DefaultBand}' is not among the bands.");
        foreach (var (name, band) in radio.Bands)
        {
            if (band.FrequencyGhz is not (>= 0.5 and <= 30)) yield return ($"bands.{name}.frequencyGhz", "A frequency is 0.5 to 30 GHz.");
            if (band.Subcarriers is < 1 or > 3300) yield return ($"bands.{name}.subcarriers", "A carrier has 1 to 3300 subcarriers.");
            if (band.PowerW is not (> 0 and <= 10_000)) yield return ($"bands.{name}.powerW", "A power is above 0 and at most 10,000 W.");
            if (band.GainDbi is not (>= -5 and <= 35)) yield return ($"bands.{name}.gainDbi", "A gain is -5 to 35 dBi.");
        }
        foreach (var (name, heightM, limits) in new[] { ("uma", radio.HeightM.Uma, UrbanMacro.BaseHeightLimitsM), ("umi", radio.HeightM.Umi, UrbanMicro.BaseHeightLimitsM), ("rma", radio.HeightM.Rma, RuralMacro.BaseHeightLimitsM) })
            if (!limits.Contains(heightM)) yield return ($"heightM.{name}", $"{limits}.");
        if (radio.TerminalHeightM is not (>= 1.5 and <= 10)) yield return ("terminalHeightM", "The terminal is 1.5 to 10 m high.");
        if (!Buildings.Contains(radio.Deep.Building)) yield return ("deep.building", "A building is 'low' or 'high' loss.");
        if (!BuildingPenetration.DepthLimitsM.Contains(radio.Deep.IndoorM)) yield return ("deep.indoorM", $"{BuildingPenetration.DepthLimitsM}.");
        if (radio.Deep.Sites is < 1 or > 16) yield return ("deep.sites", "Deep coverage takes 1 to 16 sites.");
        if (radio.Steps.AzimuthDeg is not (>= 1 and <= 60) || radio.Steps.HeightM is not (> 0 and <= 20) || radio.Steps.TiltDeg is not (> 0 and <= 10) || radio.Steps.LevelDb is not (> 0 and <= 3))
            yield return ("steps", "Steps are at most 20 m, 10°, 60° and 3 dB, and above 0.");
        if (radio.Steps.PlacesPerCell is < 1 or > 8) yield return ("steps.placesPerCell", "A cell has 1 to 8 places along its side.");
    }

    private static IEnumerable<(string Place, string Problem)> ReachProblems(ReachRule reach, IReadOnlyList<Field> fields)
    {
        if (reach.StepM is not (> 0 and <= 1000)) yield return ("stepM", "A step is above 0 and at most 1000 m.");
        else if (!reach.WithinM.Contains(reach.CoveredM)) yield return ("coveredM", "The distance is among those of 'withinM'.");
        else if (StepProblem(reach.WithinM, reach.StepM) is { } problem) yield return ("withinM", problem);
        if (reach.Circuity is not (>= 1 and <= 3)) yield return ("circuity", "Circuity is 1 to 3.");
        if (reach.CatchmentM is not (> 0 and <= 50_000)) yield return ("catchmentM", "A catchment is above 0 and at most 50 km.");
        if (!fields.Any(field => field.Name == reach.CapacityField)) yield return ("capacityField", $"The layer has no field '{reach.CapacityField}'.");
    }

    private static IEnumerable<(string Place, string Problem)> LatencyProblems(LatencyRule latency)
    {
        if (latency.StepMs is not (> 0 and <= 10)) yield return ("stepMs", "A step is above 0 and at most 10 ms.");
        else if (!latency.WithinMs.Contains(latency.CoveredMs)) yield return ("coveredMs", "The time is among those of 'withinMs'.");
        else if (StepProblem(latency.WithinMs, latency.StepMs) is { } problem) yield return ("withinMs", problem);
        if (latency.Circuity is not (>= 1 and <= 3)) yield return ("circuity", "Circuity is 1 to 3.");
        if (latency.EquipmentMs < 0 || latency.EquipmentMs > 100 * latency.StepMs) yield return ("equipmentMs", "The equipment takes at least 0 ms and at most 100 steps.");
    }

    private static IEnumerable<(string Place, string Problem)> LegendProblems(CoverageRule rule)
    {
        if (rule.Legend.Count is < 1 or > 10) yield return ("legend", "A legend has 1 to 10 classes.");
        double last = double.PositiveInfinity;
        for (var i = 0; i < rule.Legend.Count; i++)
        {
            var one = rule.Legend[i];
            if (!System.Text.RegularExpressions.Regex.IsMatch(one.Colour, "^#[0-9A-Fa-f]{6}$")) yield return ($"legend[{i}].colour", "A colour is written #RRGGBB.");
            var goodness = rule.Kind switch { CoverageKind.Radio => one.FromDbm, CoverageKind.Reach => -one.WithinM, _ => -one.WithinMs };
            if (goodness is not { } value || value >= last) yield return ($"legend[{i}]", "Classes have the bound of the rule's kind, the best first.");
            else last = value;
            if (rule.Kind == CoverageKind.Radio && goodness is { } dbm && (!Whole(dbm, LevelScale.StepDb) || dbm < rule.Radio!.FloorDbm || dbm >= rule.Radio.FloorDbm + 127))
                yield return ($"legend[{i}].fromDbm", "A class begins at a half or whole decibel on the scale.");
        }
    }

    private static string? StepProblem(IReadOnlyList<double> within, double step) =>
        within.Any(one => !Whole(one, step) || one <= 0 || one > 255 * step) ? $"Each is a multiple of {step}, at most {255 * step}." : null;

    private static bool Whole(double value, double step) => Math.Abs(value / step - Math.Round(value / step)) < 1e-9;
}

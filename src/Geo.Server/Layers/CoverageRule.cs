using System.Text.Json.Serialization;

namespace Geo.Server.Layers;

/// <summary>
/// How the coverage of a layer is computed, as its layer.json declares it or a province has replaced it. Everything that a
/// percentage depends on is here; it is shown with every percentage.
/// </summary>
public sealed record CoverageRule(CoverageKind Kind)
{
    /// <summary>What the coverage is called, where the layer's own title names the sites.</summary>
    public Title? Title { get; init; }
    /// <summary>Side of a cell, metres.</summary>
    public double CellM { get; init; } = 50;
    /// <summary>The layer of zones that are town: where people are spread as townspeople, and sites stand in town.</summary>
    public string? UrbanLayer { get; init; }
    public RadioRule? Radio { get; init; }
    public ReachRule? Reach { get; init; }
    public LatencyRule? Latency { get; init; }
    /// <summary>The classes that the map shows, the best first.</summary>
    public IReadOnlyList<CoverageClass> Legend { get; init; } = [];
    /// <summary>Layers of zones that are judged by this coverage.</summary>
    public IReadOnlyList<ZoneRule> Zones { get; init; } = [];
    /// <summary>A layer of settlements as points, counted as covered or not.</summary>
    public string? VillageLayer { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<CoverageKind>))]
public enum CoverageKind { Radio, Reach, Latency }

/// <summary>A class of the legend; the field of its kind says from where it counts.</summary>
public sealed record CoverageClass(Title Title, string Colour)
{
    public double? FromDbm { get; init; }
    public double? WithinM { get; init; }
    public double? WithinMs { get; init; }
    /// <summary>Of the planes of how many sites cover; no rule declares it.</summary>
    public int? FromSites { get; init; }
}

/// <summary>Zones of a layer have what they need when this share of their area is covered.</summary>
public sealed record ZoneRule(string Layer, double FunctionalShare);

/// <summary>Radio: 3GPP TR 38.901 with these values where a site gives none.</summary>
public sealed record RadioRule(double ThresholdDbm, string DefaultBand, IReadOnlyDictionary<string, BandRule> Bands, HeightRule HeightM)
{
    /// <summary>Lowest level that is kept.</summary>
    public double FloorDbm { get; init; } = -120;
    /// <summary>The level is exceeded with this probability over shadow fading: 0.9 makes it RSRP90.</summary>
    public double EdgeProbability { get; init; } = 0.9;
    /// <summary>uma, umi or rma, for a site that names none: by whether it stands in town.</summary>
    public string UrbanModel { get; init; } = "uma";
    public string RuralModel { get; init; } = "rma";
    public double TiltDeg { get; init; } = 6;
    public double TerminalHeightM { get; init; } = 1.5;
    public DeepRule Deep { get; init; } = new();
    public RadioSteps Steps { get; init; } = new();
}

/// <param name="Subcarriers">What the power is spread over: 12 a resource block. 1 makes the level that of the whole carrier.</param>
public sealed record BandRule(double FrequencyGhz, int Subcarriers, double PowerW, double GainDbi)
{
    /// <summary>The width that has so many subcarriers; a cell that states another width has them in proportion.</summary>
    public double? BandwidthMhz { get; init; }
}

/// <summary>Antenna heights by model, metres.</summary>
public sealed record HeightRule(double Uma, double Umi, double Rma);

/// <summary>Deep coverage: the threshold is kept after building entry, and by several sites.</summary>
/// <param name="Building">low or high, the models of TR 38.901 table 7.4.3-2.</param>
public sealed record DeepRule(string Building = "low", double IndoorM = 0, int Sites = 2);

/// <summary>Sites are drawn alike within these steps, so that they share templates.</summary>
public sealed record RadioSteps(double HeightM = 5, double TiltDeg = 4, double AzimuthDeg = 10, double LevelDb = 1, int PlacesPerCell = 2);

/// <summary>Reach: the way to the nearest site, as the crow flies times the circuity.</summary>
/// <param name="CoveredM">Who has a site within this is covered.</param>
/// <param name="WithinM">The distances that people are counted within.</param>
/// <param name="CapacityField">What a site offers, such as its piles.</param>
public sealed record ReachRule(double CoveredM, IReadOnlyList<double> WithinM, double Circuity, double StepM, string CapacityField)
{
    /// <summary>Catchment of the two-step floating catchment area, metres.</summary>
    public double CatchmentM { get; init; } = 5000;
}

/// <summary>Latency: the round trip to the nearest site over fibre.</summary>
public sealed record LatencyRule(double CoveredMs, IReadOnlyList<double> WithinMs, double Circuity, double EquipmentMs, double StepMs);

using Geo.Core.Radio;

namespace Geo.Core.Coverage;

/// <summary>The scenarios of TR 38.901 that a site may stand in.</summary>
public enum Scenario
{
    /// <summary>Urban macro.</summary>
    UrbanMacro,

    /// <summary>Urban micro, street canyon.</summary>
    UrbanMicro,

    /// <summary>Rural macro.</summary>
    RuralMacro,
}

/// <summary>What the loss over distance depends on, and nothing else: one table serves all transmitters that share it.</summary>
/// <param name="Scenario">Scenario.</param>
/// <param name="FrequencyGhz">Carrier frequency, GHz, within the scenario's limits.</param>
/// <param name="BaseHeightM">Height of the antenna above ground, metres, within the scenario's limits.</param>
/// <param name="TerminalHeightM">Height of the terminal, metres, within the scenario's limits.</param>
public readonly record struct RadioLink(Scenario Scenario, double FrequencyGhz, double BaseHeightM, double TerminalHeightM = 1.5)
{
    /// <summary>The model.</summary>
    /// <returns>The scenario's model for this link.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the scenario's limits.</exception>
    public ScenarioModel Model() => Scenario switch
    {
        Scenario.UrbanMacro => new UrbanMacro(FrequencyGhz, BaseHeightM, TerminalHeightM),
        Scenario.UrbanMicro => new UrbanMicro(FrequencyGhz, BaseHeightM, TerminalHeightM),
        Scenario.RuralMacro => new RuralMacro(FrequencyGhz, BaseHeightM, TerminalHeightM),
        _ => throw new ArgumentOutOfRangeException(nameof(Scenario), Scenario, "No such scenario."),
    };
}

/// <summary>One sector, or a whole site that radiates evenly.</summary>
/// <param name="Link">Scenario, frequency and heights.</param>
/// <param name="EpreDbm">Energy per resource element, dBm.</param>
/// <param name="GainDb">Largest gain of the antenna less feeder losses, dB.</param>
/// <param name="AzimuthDeg">Direction of the axis, degrees clockwise from north; none for an even radiator.</param>
/// <param name="DowntiltDeg">Tilt of the axis below the horizon, degrees; without azimuth it means nothing.</param>
public readonly record struct Transmitter(RadioLink Link, double EpreDbm, double GainDb, double? AzimuthDeg = null, double DowntiltDeg = 0);

namespace Geo.Core.Coverage;

/// <summary>Round trips over fibre: twice the way at the speed of light in glass, and what the equipment takes.</summary>
public static class LatencyRings
{
    /// <summary>What light travels in glass (index 1.4682 at 1550 nm), km per ms.</summary>
    public const double FibreKmPerMs = 204;

    /// <summary>Time of a round trip.</summary>
    /// <param name="distanceM">Distance as the crow flies, metres, at least 0.</param>
    /// <param name="circuity">How much longer the fibre is, at least 1.</param>
    /// <param name="equipmentMs">What the equipment takes, both ways together, ms, at least 0.</param>
    /// <returns>RTT = 2 d k / 204 km/ms + equipment, ms.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double RoundTripMs(double distanceM, double circuity, double equipmentMs)
    {
        ThrowIfOutside(distanceM, circuity, equipmentMs);
        return 2 * distanceM / 1000 * circuity / FibreKmPerMs + equipmentMs;
    }

    /// <summary>How far a round trip of so long goes.</summary>
    /// <param name="roundTripMs">Time allowed, ms, at least 0.</param>
    /// <param name="circuity">How much longer the fibre is, at least 1.</param>
    /// <param name="equipmentMs">What the equipment takes, ms, at least 0.</param>
    /// <returns>Distance as the crow flies, metres; none where the equipment alone takes longer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double? RadiusM(double roundTripMs, double circuity, double equipmentMs)
    {
        ThrowIfOutside(roundTripMs, circuity, equipmentMs);
        return roundTripMs < equipmentMs ? null : (roundTripMs - equipmentMs) * FibreKmPerMs * 1000 / (2 * circuity);
    }

    private static void ThrowIfOutside(double value, double circuity, double equipmentMs)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(nameof(value), value, "Distance or time must be at least 0.");
        if (!(circuity >= 1 && double.IsFinite(circuity)))
            throw new ArgumentOutOfRangeException(nameof(circuity), circuity, "Circuity must be at least 1.");
        if (!(equipmentMs >= 0 && double.IsFinite(equipmentMs)))
            throw new ArgumentOutOfRangeException(nameof(equipmentMs), equipmentMs, "The equipment must take at least 0 ms.");
    }
}

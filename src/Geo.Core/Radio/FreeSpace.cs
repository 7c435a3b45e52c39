namespace Geo.Core.Radio;

/// <summary>Free-space basic transmission loss between isotropic antennas (Recommendation ITU-R P.525-4).</summary>
public static class FreeSpace
{
    /// <summary>Velocity of light in vacuum, exactly, m/s.</summary>
    public const double LightMPerS = 299_792_458;

    /// <summary>Radio frequencies: below 3000 GHz (ITU Radio Regulations, No. 1.5), and above nothing.</summary>
    public static readonly Limits FrequencyLimitsGhz = new("Frequency in free space", 0, 3000, "GHz", IsOpen: true);

    /// <summary>Distances in wavelengths: nearer than one, the antennas stand in each other's near field.</summary>
    public static readonly Limits DistanceLimitsWavelengths = new("Distance in free space", 1, double.MaxValue, "wavelengths");

    /// <summary>The loss.</summary>
    /// <param name="frequencyGhz">Frequency, GHz, within <see cref="FrequencyLimitsGhz"/>.</param>
    /// <param name="distanceM">Distance, metres, of at least one wavelength.</param>
    /// <returns>Lbf = 20 lg(4πd/λ), dB (P.525 equation 3); 32.45 + 20 lg f + 20 lg d in MHz and km.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its limits.</exception>
    public static double LossDb(double frequencyGhz, double distanceM)
    {
        FrequencyLimitsGhz.ThrowIfOutside(frequencyGhz);
        double wavelengths = distanceM * frequencyGhz * (1e9 / LightMPerS);
        DistanceLimitsWavelengths.ThrowIfOutside(wavelengths, nameof(distanceM));
        return 20 * Math.Log10(4 * Math.PI * wavelengths);
    }
}

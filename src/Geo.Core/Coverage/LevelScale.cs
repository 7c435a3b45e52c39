namespace Geo.Core.Coverage;

/// <summary>
/// Levels as bytes: 0 is "below the floor", and code c from 1 holds floor + (c-1)/2 dB ≤ level &lt; floor + c/2 dB. A code
/// is cut at its lower end and read in its middle: a threshold on a half decibel is so kept exactly ("code at least the
/// threshold's" is "level at least the threshold"), and a level that is read back is within 0.25 dB.
/// </summary>
public sealed record LevelScale
{
    /// <summary>Width of a code, dB.</summary>
    public const double StepDb = 0.5;

    /// <summary>The floor where none is set, dBm: 12 dB below the lowest threshold that 5G is asked about. NB-IoT needs -140.</summary>
    public const double DefaultFloorDbm = -120;

    /// <summary>A scale.</summary>
    /// <param name="floorDbm">Lowest level that is kept, dBm, -200 to 0, a multiple of <see cref="StepDb"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The floor is outside its range or no multiple.</exception>
    public LevelScale(double floorDbm = DefaultFloorDbm)
    {
        if (!(floorDbm is >= -200 and <= 0) || floorDbm / StepDb != Math.Floor(floorDbm / StepDb))
            throw new ArgumentOutOfRangeException(nameof(floorDbm), floorDbm, "The floor must be a half or whole decibel from -200 to 0 dBm.");
        FloorDbm = floorDbm;
    }

    /// <summary>Lowest level that is kept, dBm.</summary>
    public double FloorDbm { get; }

    /// <summary>The level at which the scale ends, itself outside, dBm.</summary>
    public double TopDbm => FloorDbm + 255 * StepDb;

    /// <summary>The code of a level.</summary>
    /// <param name="levelDbm">Level, dBm; negative infinity is no level.</param>
    /// <returns>0 below the floor, else 1 to 255.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not a number, or reaches <see cref="TopDbm"/>: raise the floor.</exception>
    public byte CodeOf(double levelDbm)
    {
        if (!(levelDbm < TopDbm))
            throw new ArgumentOutOfRangeException(nameof(levelDbm), levelDbm, $"The level must be below {TopDbm} dBm, the top of the scale.");
        return levelDbm < FloorDbm ? (byte)0 : (byte)(1 + (int)((levelDbm - FloorDbm) / StepDb));
    }

    /// <summary>The lowest code that reaches a threshold.</summary>
    /// <param name="thresholdDbm">Threshold, dBm, a multiple of <see cref="StepDb"/> on the scale.</param>
    /// <returns>1 to 255.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is no multiple, or not on the scale.</exception>
    public byte ThresholdCode(double thresholdDbm)
    {
        if (!(thresholdDbm >= FloorDbm && thresholdDbm < TopDbm) || thresholdDbm / StepDb != Math.Floor(thresholdDbm / StepDb))
        {
            throw new ArgumentOutOfRangeException(
                nameof(thresholdDbm), thresholdDbm, $"A threshold must be a half or whole decibel from {FloorDbm} to below {TopDbm} dBm.");
        }
        return CodeOf(thresholdDbm);
    }

    /// <summary>The level a code stands for.</summary>
    /// <param name="code">Code.</param>
    /// <returns>The middle of the code's range, dBm; nothing for 0.</returns>
    public double? LevelDbm(byte code) => code == 0 ? null : FloorDbm + (code - 0.5) * StepDb;
}

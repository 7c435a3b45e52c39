using System.Numerics;

namespace Geo.Core.Statistics;

/// <summary>
/// Random numbers that are the same for a seed on every machine and in every version of the runtime: xoshiro256** 1.0,
/// its state filled by SplitMix64 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021).
/// </summary>
public sealed class StableRandom
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">Any number; the same one gives the same stream.</param>
    /// <param name="stream">Which stream of the seed, so that every area may draw from one of its own.</param>
    public StableRandom(ulong seed, ulong stream = 0)
    {
        ulong state = stream == 0 ? seed : seed ^ SplitMix64(ref stream);
        (_s0, _s1, _s2, _s3) = (SplitMix64(ref state), SplitMix64(ref state), SplitMix64(ref state), SplitMix64(ref state));
    }

    private StableRandom(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>Starts from a state, as published test vectors do.</summary>
    /// <param name="s0">First word.</param>
    /// <param name="s1">Second word.</param>
    /// <param name="s2">Third word.</param>
    /// <param name="s3">Fourth word.</param>
    /// <returns>The generator.</returns>
    /// <exception cref="ArgumentException">All words are zero: such a generator never leaves zero.</exception>
    public static StableRandom FromState(ulong s0, ulong s1, ulong s2, ulong s3) => (s0 | s1 | s2 | s3) != 0
        ? new(s0, s1, s2, s3)
        : throw new ArgumentException("A state of zeros never leaves zero.");

    /// <summary>The next step of SplitMix64.</summary>
    /// <param name="state">Its state, moved on.</param>
    /// <returns>64 random bits.</returns>
    public static ulong SplitMix64(ref ulong state)
    {
        ulong z = state += GoldenGamma;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The next number.</summary>
    /// <returns>64 random bits.</returns>
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9, t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>The next whole number below a bound, each equally likely (Lemire's multiplication with rejection, 2019).</summary>
    /// <param name="bound">Above zero.</param>
    /// <returns>0 to <paramref name="bound"/> - 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not above zero.</exception>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint range = (uint)bound;
        ulong product = (Next() >> 32) * range;
        if ((uint)product < range)
        {
            uint threshold = (0u - range) % range;
            while ((uint)product < threshold)
                product = (Next() >> 32) * range;
        }
        return (int)(product >> 32);
    }

    /// <summary>The next number of the unit interval, on a grid of 2^-53.</summary>
    /// <returns>0 included, 1 excluded.</returns>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Puts items into random order, every order equally likely (Fisher and Yates).</summary>
    /// <param name="items">The items.</param>
    /// <typeparam name="T">Their kind.</typeparam>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}

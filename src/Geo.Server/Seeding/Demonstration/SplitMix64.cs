using System.Text;

namespace Geo.Server.Seeding.Demonstration;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). Ours, because the algorithm behind a seeded System.Random is not
/// promised to stay the same from one .NET to the next, and the same seed must give the same sites for ever.
/// </summary>
public sealed class SplitMix64
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const double UnitStep = 1.0 / (1UL << 53);

    private ulong _state;

    /// <param name="seed">The layer's seed.</param>
    /// <param name="stream">What is drawn: each county has its own stream, so that its sites hang on nothing else.</param>
    public SplitMix64(long seed, string stream)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        var hash = 0xCBF29CE484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(stream)) hash = (hash ^ octet) * 0x100000001B3;
        _state = Mix((ulong)seed) ^ Mix(hash);
    }

    /// <summary>0 or more, less than 1.</summary>
    public double Unit() => (Next() >> 11) * UnitStep;

    /// <summary>0 or more, less than the limit.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    public double Within(Interval interval) => interval.From + (interval.To - interval.From) * Unit();

    /// <summary>
    /// Nearly normal, mean 0, standard deviation 1: the sum of four even draws. No logarithm or cosine, whose last digit
    /// differs between machines.
    /// </summary>
    public double Bell() => (Unit() + Unit() + Unit() + Unit() - 2) * Math.Sqrt(3);

    /// <summary>A direction as a vector of length 1, by rejection from the square, without sine or cosine.</summary>
    public (double X, double Y) Direction()
    {
        while (true)
        {
            double x = 2 * Unit() - 1, y = 2 * Unit() - 1, square = x * x + y * y;
            if (square is > 0.01 and <= 1) return (x / Math.Sqrt(square), y / Math.Sqrt(square));
        }
    }

    /// <summary>A name, each with the chance of its share.</summary>
    public string Pick(OrderedDictionary<string, double> shares)
    {
        var left = Unit() * shares.Values.Sum();
        foreach (var (name, share) in shares)
            if ((left -= share) < 0) return name;
        return shares.GetAt(shares.Count - 1).Key;
    }

    public void Shuffle<T>(T[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private ulong Next() => Mix(_state += Golden);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

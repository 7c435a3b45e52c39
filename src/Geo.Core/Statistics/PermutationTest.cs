namespace Geo.Core.Statistics;

/// <summary>Counts how often chance does as much as what was observed.</summary>
internal struct PermutationTest(double observed)
{
    public const int MinPermutations = 99;
    public const int MaxPermutations = 99_999;

    // Equal arrangements add up in another order; what differs by rounding only is equal.
    private const double Rounding = 1e-12;

    private int _permutations, _asLarge, _asSmall;
    private double _mean, _squares;

    public readonly double Mean => _mean;

    public readonly double Variance => _squares / _permutations;

    /// <summary>One-sided pseudo p-values, the observation counted among the arrangements (Davison and Hinkley, 1997, eq. 4.11).</summary>
    public readonly PseudoP PseudoP => new((_asLarge + 1.0) / (_permutations + 1), (_asSmall + 1.0) / (_permutations + 1));

    public void Add(double simulated)
    {
        _permutations++;
        if (simulated >= observed - Rounding)
            _asLarge++;
        if (simulated <= observed + Rounding)
            _asSmall++;
        double gap = simulated - _mean;
        _mean += gap / _permutations;
        _squares += gap * (simulated - _mean);
    }

    public static void ThrowIfOutside(int permutations)
    {
        if (permutations is < MinPermutations or > MaxPermutations)
        {
            throw new ArgumentOutOfRangeException(nameof(permutations), permutations,
                $"Permutations must be from {MinPermutations} to {MaxPermutations}.");
        }
    }
}

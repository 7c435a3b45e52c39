namespace Geo.Core.Crs;

/// <summary>The values one coordinate of a system may take, both ends included.</summary>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
/// <param name="Unit">"°" or "m".</param>
public readonly record struct CoordinateRange(double Min, double Max, string Unit)
{
    /// <summary>Whether the value lies in the range; NaN does not.</summary>
    /// <param name="value">The value, in the range's unit.</param>
    /// <returns>True within the range or at its ends.</returns>
    public bool Contains(double value) => value >= Min && value <= Max;

    /// <summary>Refuses a value outside the range, naming the range.</summary>
    /// <param name="value">The value, in the range's unit.</param>
    /// <param name="name">What the value is, for the message.</param>
    /// <param name="systemCode">The system whose range it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside, or not a number.</exception>
    public void ThrowIfOutside(double value, string name, string systemCode)
    {
        if (!Contains(value))
            throw new ArgumentOutOfRangeException(name, value, $"In {systemCode} {name} must be from {Min} to {Max} {Unit}.");
    }
}

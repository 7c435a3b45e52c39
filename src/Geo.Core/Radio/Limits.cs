using System.Runtime.CompilerServices;

namespace Geo.Core.Radio;

/// <summary>
/// The range within which a model holds for one of its quantities: the guard, its message and the tests all read the
/// same one. Ends belong to the range unless it is open.
/// </summary>
/// <param name="Quantity">What is limited, as the message names it.</param>
/// <param name="Min">Smallest value, in <paramref name="Unit"/>.</param>
/// <param name="Max">Largest value, in <paramref name="Unit"/>; <see cref="double.MaxValue"/> where there is no other limit.</param>
/// <param name="Unit">Unit of both ends; empty for a ratio.</param>
/// <param name="IsOpen">Whether the ends themselves are outside.</param>
public readonly record struct Limits(string Quantity, double Min, double Max, string Unit, bool IsOpen = false)
{
    /// <summary>Whether a value is inside; not a number never is.</summary>
    /// <param name="value">The value, in <see cref="Unit"/>.</param>
    /// <returns>True inside.</returns>
    public bool Contains(double value) => IsOpen ? value > Min && value < Max : value >= Min && value <= Max;

    /// <summary>Refuses a value outside, naming the range.</summary>
    /// <param name="value">The value, in <see cref="Unit"/>.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside, or not a number.</exception>
    public void ThrowIfOutside(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!Contains(value))
            Throw(value, name);
    }

    /// <summary>The range in words.</summary>
    /// <returns>Such as "2D distance must be from 10 to 5000 m".</returns>
    public override string ToString()
    {
        string unit = Unit.Length == 0 ? "" : " " + Unit;
        return Quantity + " must be " + (IsOpen, Max) switch
        {
            (true, double.MaxValue) => $"above {Min}{unit}",
            (true, _) => $"between {Min} and {Max}{unit}, both excluded",
            (false, double.MaxValue) => $"at least {Min}{unit}",
            (false, _) => $"from {Min} to {Max}{unit}",
        };
    }

    private void Throw(double value, string? name) => throw new ArgumentOutOfRangeException(name, value, $"{this}.");
}

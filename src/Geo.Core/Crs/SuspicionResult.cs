namespace Geo.Core.Crs;

/// <summary>What the sample says of the declared system.</summary>
public enum SuspicionVerdict
{
    /// <summary>The declared system puts the points into the city.</summary>
    Fine,

    /// <summary>It does not, or none is declared, and one other system does.</summary>
    Suspected,

    /// <summary>It does not, or none is declared, and several others do about equally well.</summary>
    Ambiguous,

    /// <summary>Most values are impossible in the declared system, such as metres declared as degrees; other systems may be suggested.</summary>
    Contradiction,

    /// <summary>Too few points lie in the city, and no system explains them: they may truly lie elsewhere.</summary>
    Unexplained,
}

/// <summary>A system that explains the points better than the declared one.</summary>
/// <param name="System">The system.</param>
/// <param name="NorthFirst">Whether the first value is north or latitude.</param>
/// <param name="Share">Share of the sample inside the city, 0 to 1.</param>
/// <param name="Swapped">True where it is the declared system with its two values the other way round.</param>
public sealed record SuspicionSuggestion(CoordinateSystem System, bool NorthFirst, double Share, bool Swapped);

/// <summary>The outcome of <see cref="CrsSuspicion.Assess"/>. A suggestion is to be asked, never applied in silence.</summary>
/// <param name="Verdict">What the sample says.</param>
/// <param name="DeclaredShare">Share of the sample that the declared system puts into the city, 0 to 1; 0 where none is declared.</param>
/// <param name="PossibleShare">Share of the sample that is within the declared system's ranges, 0 to 1; 0 where none is declared.</param>
/// <param name="Suggestions">Best first; none for <see cref="SuspicionVerdict.Fine"/> and <see cref="SuspicionVerdict.Unexplained"/>.</param>
public sealed record SuspicionResult(
    SuspicionVerdict Verdict, double DeclaredShare, double PossibleShare, IReadOnlyList<SuspicionSuggestion> Suggestions);

using NetTopologySuite.Geometries;

namespace Geo.Core.Cql2;

/// <summary>A node of a CQL2 expression (OGC 21-065r2). Text and JSON are two spellings of the same tree.</summary>
/// <param name="Position">Where it begins in what was read, in characters from 0.</param>
public abstract record Expression(int Position)
{
    /// <summary>Levels from here down, 1 for a leaf.</summary>
    public virtual int Depth => 1;

    private protected static int DepthOf(IReadOnlyList<Expression> parts) => 1 + (parts.Count == 0 ? 0 : parts.Max(part => part.Depth));
}

/// <summary>A property, by its name.</summary>
public sealed record PropertyName(string Name, int Position) : Expression(Position);

/// <summary>A character literal.</summary>
public sealed record TextLiteral(string Value, int Position) : Expression(Position);

/// <summary>A finite number.</summary>
public sealed record NumberLiteral(double Value, int Position) : Expression(Position);

/// <summary>TRUE or FALSE.</summary>
public sealed record BooleanLiteral(bool Value, int Position) : Expression(Position);

/// <summary>A moment in UTC, whole microseconds; a date is its first moment.</summary>
public sealed record InstantLiteral(DateTime Time, bool IsDate, int Position) : Expression(Position);

/// <summary>A time between two instants, both included; null is an open end.</summary>
public sealed record Interval(Expression? Start, Expression? End, int Position) : Expression(Position)
{
    /// <inheritdoc/>
    public override int Depth => 2;
}

/// <summary>A geometry of two dimensions in the filter's coordinate system, its coordinates in the order in which they were given.</summary>
public sealed record GeometryLiteral(Geometry Geometry, int Position) : Expression(Position);

/// <summary>A box by its lower left and upper right corner, in the order of the filter's coordinate system; west of the antimeridian to east of it has West &gt; East.</summary>
public sealed record BoxLiteral(double X1, double Y1, double X2, double Y2, int Position) : Expression(Position);

/// <summary>The list of IN, or an operand of an array function.</summary>
public sealed record ArrayLiteral(IReadOnlyList<Expression> Elements, int Position) : Expression(Position)
{
    /// <inheritdoc/>
    public override int Depth { get; } = DepthOf(Elements);
}

/// <summary>An operator and what it is applied to.</summary>
public sealed record Operation(Cql2Operator Operator, IReadOnlyList<Expression> Arguments, int Position) : Expression(Position)
{
    /// <inheritdoc/>
    public override int Depth { get; } = DepthOf(Arguments);
}

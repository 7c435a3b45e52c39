namespace Geo.Core.Cql2;

/// <summary>What an expression is the value of.</summary>
public enum Cql2Type
{
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>A number.</summary>
    Number,
    /// <summary>A text.</summary>
    Text,
    /// <summary>A date or time.</summary>
    Instant,
    /// <summary>A time with two ends.</summary>
    Interval,
    /// <summary>A geometry.</summary>
    Geometry,
    /// <summary>A list.</summary>
    Array,
}

/// <summary>Whether a filter makes sense for the properties that there are.</summary>
public static class Typing
{
    /// <returns>The filter, texts that are compared with dates read as dates.</returns>
    /// <exception cref="Cql2Exception">A property is unknown, an argument is of the wrong type, or the whole is neither true nor false.</exception>
    public static Expression RequireFilter(Expression filter, Func<string, Cql2Type?> typeOfProperty)
    {
        filter = Casts.Apply(filter, typeOfProperty);
        var type = TypeOf(filter, typeOfProperty);
        return type == Cql2Type.Boolean ? filter : throw new Cql2Exception(filter.Position, $"A filter must be true or false; this is {Name(type)}.");
    }

    /// <exception cref="Cql2Exception">As <see cref="RequireFilter"/>.</exception>
    public static Cql2Type TypeOf(Expression expression, Func<string, Cql2Type?> typeOfProperty) => expression switch
    {
        PropertyName property => typeOfProperty(property.Name)
            ?? throw new Cql2Exception(property.Position, $"There is no queryable '{property.Name}'."),
        TextLiteral => Cql2Type.Text,
        NumberLiteral => Cql2Type.Number,
        BooleanLiteral => Cql2Type.Boolean,
        InstantLiteral => Cql2Type.Instant,
        GeometryLiteral or BoxLiteral => Cql2Type.Geometry,
        Interval interval => Interval(interval, typeOfProperty),
        ArrayLiteral array => Array(array, typeOfProperty),
        Operation operation => Operation(operation, [.. operation.Arguments.Select(argument => TypeOf(argument, typeOfProperty))], typeOfProperty),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private static Cql2Type Operation(Operation operation, Cql2Type[] types, Func<string, Cql2Type?> typeOfProperty)
    {
        var arguments = operation.Arguments;
        switch (operation.Operator.Kind)
        {
            case OperatorKind.Arithmetic: return RequireAll(Cql2Type.Number, Cql2Type.Number);
            case OperatorKind.TextFunction: return RequireAll(Cql2Type.Text, Cql2Type.Text);
            case OperatorKind.Logical: return RequireAll(Cql2Type.Boolean);
            case OperatorKind.Spatial: return RequireAll(Cql2Type.Geometry);
            case OperatorKind.Array: return RequireAll(Cql2Type.Array);
            case OperatorKind.Like:
                RequireAll(Cql2Type.Text);
                RequirePattern(arguments[1]);
                break;
            case OperatorKind.Comparison or OperatorKind.Between:
                RequireScalar(types[0], arguments[0]);
                return RequireAll(types[0]);
            case OperatorKind.In:
                RequireScalar(types[0], arguments[0]);
                if (arguments[1] is not ArrayLiteral { Elements: { Count: > 0 } list }) throw new Cql2Exception(arguments[1].Position, "IN needs a list that is not empty.");
                foreach (var element in list) Require(element, TypeOf(element, typeOfProperty), types[0]);
                break;
            case OperatorKind.Temporal:
                for (var i = 0; i < types.Length; i++)
                    if (types[i] != Cql2Type.Interval && (types[i] != Cql2Type.Instant || operation.Operator.NeedsIntervals))
                        throw new Cql2Exception(arguments[i].Position,
                            $"{operation.Operator.Text} needs {(operation.Operator.NeedsIntervals ? "an interval" : "an instant or interval")}; this is {Name(types[i])}.");
                break;
            default: // IS NULL asks anything
                break;
        }
        return Cql2Type.Boolean;

        Cql2Type RequireAll(Cql2Type type, Cql2Type result = Cql2Type.Boolean)
        {
            for (var i = 0; i < types.Length; i++) Require(arguments[i], types[i], type);
            return result;
        }
    }

    private static Cql2Type Interval(Interval interval, Func<string, Cql2Type?> typeOfProperty)
    {
        foreach (var end in (Expression?[])[interval.Start, interval.End])
            if (end is not null) Require(end, TypeOf(end, typeOfProperty), Cql2Type.Instant);
        if (interval is { Start: InstantLiteral start, End: InstantLiteral last } && start.Time > last.Time)
            throw new Cql2Exception(interval.Position, "The interval ends before it begins.");
        return Cql2Type.Interval;
    }

    private static Cql2Type Array(ArrayLiteral array, Func<string, Cql2Type?> typeOfProperty)
    {
        foreach (var element in array.Elements) RequireScalar(TypeOf(element, typeOfProperty), element);
        return Cql2Type.Array;
    }

    private static void RequirePattern(Expression pattern)
    {
        while (pattern is Operation { Operator.Kind: OperatorKind.TextFunction } function) pattern = function.Arguments[0];
        if (pattern is not TextLiteral literal) throw new Cql2Exception(pattern.Position, "LIKE needs a pattern in quotes.");
        if (literal.Value.Reverse().TakeWhile(character => character == '\\').Count() % 2 == 1)
            throw new Cql2Exception(pattern.Position, "The pattern ends in a backslash that nothing follows.");
    }

    private static void RequireScalar(Cql2Type type, Expression expression)
    {
        if (type is Cql2Type.Geometry or Cql2Type.Interval or Cql2Type.Array)
            throw new Cql2Exception(expression.Position, $"A single value is needed; this is {Name(type)}.");
    }

    private static void Require(Expression expression, Cql2Type type, Cql2Type expected)
    {
        if (type != expected) throw new Cql2Exception(expression.Position, $"{Capital(Name(expected))} is needed; this is {Name(type)}.");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Name(Cql2Type type) => type switch
    {
        Cql2Type.Boolean => "a true or false",
        Cql2Type.Number => "a number",
        Cql2Type.Text => "a text",
        Cql2Type.Instant => "a date or time",
        Cql2Type.Interval => "an interval",
        Cql2Type.Geometry => "a geometry",
        _ => "a list",
    };
}

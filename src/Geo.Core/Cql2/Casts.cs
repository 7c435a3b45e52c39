namespace Geo.Core.Cql2;

/// <summary>
/// The one cast that filters need: JSON and many programs write a date as a text, and the abstract test of IN does. Where a date stands on one
/// side of a comparison, a text on the other is read as one.
/// </summary>
internal static class Casts
{
    public static Expression Apply(Expression expression, Func<string, Cql2Type?> typeOfProperty)
    {
        if (expression is not Operation operation) return expression;
        IReadOnlyList<Expression> arguments = [.. operation.Arguments.Select(argument => Apply(argument, typeOfProperty))];
        if (operation.Operator.Kind is OperatorKind.Comparison or OperatorKind.Between or OperatorKind.In && arguments.Any(IsInstant))
            arguments = [.. arguments.Select(ToInstant)];
        return operation with { Arguments = arguments };

        bool IsInstant(Expression argument) =>
            argument is InstantLiteral || argument is PropertyName property && typeOfProperty(property.Name) == Cql2Type.Instant;
    }

    private static Expression ToInstant(Expression expression) => expression switch
    {
        TextLiteral text => Instants.ReadEnd(text.Value, text.Position) ?? text,
        ArrayLiteral array => array with { Elements = [.. array.Elements.Select(ToInstant)] },
        _ => expression,
    };
}

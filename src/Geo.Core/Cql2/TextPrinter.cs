using System.Text;
using NetTopologySuite.Geometries;

namespace Geo.Core.Cql2;

/// <summary>Writes CQL2 text, with parentheses around every operator inside another.</summary>
internal static class TextPrinter
{
    public static string Write(Expression expression)
    {
        var text = new StringBuilder();
        Append(text, expression);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Expression expression)
    {
        switch (expression)
        {
            case PropertyName property: text.Append(Name(property.Name)); break;
            case TextLiteral literal: text.Append(Quoted(literal.Value)); break;
            case NumberLiteral number: text.Append(number.Value.ToString("R")); break;
            case BooleanLiteral boolean: text.Append(boolean.Value ? "TRUE" : "FALSE"); break;
            case InstantLiteral instant: text.Append(instant.IsDate ? "DATE('" : "TIMESTAMP('").Append(Instants.Print(instant)).Append("')"); break;
            case Interval interval: Append(text.Append("INTERVAL("), interval).Append(')'); break;
            case GeometryLiteral geometry: Append(text, geometry.Geometry); break;
            case BoxLiteral box: text.Append($"BBOX({box.X1:R},{box.Y1:R},{box.X2:R},{box.Y2:R})"); break;
            case ArrayLiteral array: List(text, array.Elements); break;
            case Operation operation: Append(text, operation); break;
            default: throw new NotSupportedException($"{expression.GetType().Name} has no text.");
        }
    }

    private static void Append(StringBuilder text, Operation operation)
    {
        var (@operator, arguments) = (operation.Operator, operation.Arguments);
        switch (@operator.Kind)
        {
            case OperatorKind.Logical when arguments.Count == 1:
                Operand(text.Append("NOT "), arguments[0]);
                break;
            case OperatorKind.IsNull:
                Operand(text, arguments[0]).Append(" IS NULL");
                break;
            case OperatorKind.Between:
                Operand(text, arguments[0]);
                Operand(text.Append(" BETWEEN "), arguments[1]);
                Operand(text.Append(" AND "), arguments[2]);
                break;
            case OperatorKind.Logical or OperatorKind.Comparison or OperatorKind.Arithmetic or OperatorKind.Like or OperatorKind.In:
                Operand(text, arguments[0]);
                foreach (var argument in arguments.Skip(1)) Operand(text.Append(' ').Append(@operator.Text).Append(' '), argument);
                break;
            default:
                List(text.Append(@operator.Text), arguments);
                break;
        }
    }

    private static StringBuilder Operand(StringBuilder text, Expression expression)
    {
        if (expression is not Operation { Operator.IsInfix: true })
        {
            Append(text, expression);
            return text;
        }
        Append(text.Append('('), expression);
        return text.Append(')');
    }

    private static void List(StringBuilder text, IReadOnlyList<Expression> expressions)
    {
        text.Append('(');
        for (var i = 0; i < expressions.Count; i++)
        {
            if (i > 0) text.Append(',');
            // A bare predicate as an argument would need the reader to know where it ends.
            Operand(text, expressions[i]);
        }
        text.Append(')');
    }

    private static StringBuilder Append(StringBuilder text, Interval interval)
    {
        End(interval.Start);
        text.Append(',');
        End(interval.End);
        return text;

        void End(Expression? end)
        {
            if (end is null) text.Append("'..'");
            else if (end is InstantLiteral instant) text.Append('\'').Append(Instants.Print(instant)).Append('\'');
            else Append(text, end);
        }
    }

    private static string Name(string name) =>
        name.Length > 0 && name.EnumerateRunes().Select((rune, i) => Lexer.IsNamePart(rune, first: i == 0)).All(fits => fits) && !TextParser.IsReserved(name)
            ? name
            : $"\"{name}\"";

    private static string Quoted(string value) =>
        $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static void Append(StringBuilder text, Geometry geometry)
    {
        text.Append(geometry.GeometryType.ToUpperInvariant());
        Body(text, geometry);
    }

    private static void Body(StringBuilder text, Geometry geometry)
    {
        text.Append('(');
        switch (geometry)
        {
            case Point point: Positions(text, [point.Coordinate]); break;
            case LineString line: Positions(text, line.Coordinates); break;
            case Polygon polygon:
                for (var ring = -1; ring < polygon.NumInteriorRings; ring++)
                {
                    if (ring >= 0) text.Append(',');
                    Body(text, ring < 0 ? polygon.ExteriorRing : polygon.GetInteriorRingN(ring));
                }
                break;
            default:
                for (var i = 0; i < geometry.NumGeometries; i++)
                {
                    if (i > 0) text.Append(',');
                    if (geometry is MultiPoint or MultiLineString or MultiPolygon) Body(text, geometry.GetGeometryN(i));
                    else Append(text, geometry.GetGeometryN(i));
                }
                break;
        }
        text.Append(')');
    }

    private static void Positions(StringBuilder text, Coordinate[] positions) =>
        text.AppendJoin(',', positions.Select(position => $"{position.X:R} {position.Y:R}"));
}

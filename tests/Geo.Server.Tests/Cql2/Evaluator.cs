using System.Text;
using Geo.Core.Cql2;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.RelateNG;

namespace Geo.Server.Tests.Cql2;

/// <summary>
/// What a filter says of a place, computed without a database: a second reading of the standard, for comparison with the first. null is
/// unknown. Its geometries are longitude and latitude.
/// </summary>
public static class Evaluator
{
    private static readonly GeometryFactory Factory = new();

    public static bool Selects(Expression filter, Place place) => Value(filter, place) is true;

    private static object? Value(Expression expression, Place place) => expression switch
    {
        PropertyName property => place[property.Name],
        TextLiteral text => text.Value,
        NumberLiteral number => number.Value,
        BooleanLiteral boolean => boolean.Value,
        InstantLiteral instant => instant.Time,
        GeometryLiteral geometry => geometry.Geometry,
        BoxLiteral box => Box(box),
        ArrayLiteral array => List(array, place),
        Operation operation => Apply(operation, place),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private static List<object>? List(ArrayLiteral array, Place place)
    {
        var elements = array.Elements.Select(element => Value(element, place)).ToList();
        return elements.Contains(null) ? null : [.. elements.Select(element => element is DateTime day ? day.ToString("yyyy-MM-dd") : element!)];
    }

    private static object? Apply(Operation operation, Place place)
    {
        var (@operator, arguments) = (operation.Operator, operation.Arguments);
        switch (@operator.Kind)
        {
            case OperatorKind.Logical when arguments.Count == 1:
                return Value(arguments[0], place) is bool single ? !single : null;
            case OperatorKind.Logical:
                var deciding = @operator == Cql2Operator.Or;
                var values = arguments.Select(argument => Value(argument, place)).ToList();
                return values.Any(value => value is bool known && known == deciding) ? deciding : values.Contains(null) ? null : !deciding;
            case OperatorKind.IsNull when arguments[0] is Interval interval:
                return Ends(interval, place) is null;
            case OperatorKind.IsNull:
                return Value(arguments[0], place) is null;
            case OperatorKind.In:
                return Any(((ArrayLiteral)arguments[1]).Elements.Select(element => Compare("=", Value(arguments[0], place), Value(element, place))));
            case OperatorKind.Between:
                var between = Value(arguments[0], place);
                var (above, below) = (Compare(">=", between, Value(arguments[1], place)), Compare("<=", between, Value(arguments[2], place)));
                return above == false || below == false ? false : above is null || below is null ? null : true;
            case OperatorKind.Temporal:
                return Ends(arguments[0], place) is { } a && Ends(arguments[1], place) is { } b ? Temporal(@operator.Json, a, b) : null;
        }
        var operands = arguments.Select(argument => Value(argument, place)).ToArray();
        if (operands.Contains(null)) return null;
        return @operator.Kind switch
        {
            OperatorKind.Comparison => Compare(@operator.Text, operands[0], operands[1]),
            OperatorKind.Like => Like([.. ((string)operands[0]!).EnumerateRunes()], [.. ((string)operands[1]!).EnumerateRunes()]),
            OperatorKind.TextFunction => @operator == Cql2Operator.CaseI ? Letters.WithoutCase((string)operands[0]!) : Letters.WithoutAccents((string)operands[0]!),
            OperatorKind.Arithmetic => Arithmetic(@operator.Json, (double)operands[0]!, (double)operands[1]!),
            OperatorKind.Spatial => Spatial(@operator.Json, (Geometry)operands[0]!, (Geometry)operands[1]!),
            _ => Array(@operator.Json, (List<object>)operands[0]!, (List<object>)operands[1]!),
        };
    }

    private static bool? Any(IEnumerable<bool?> answers)
    {
        var all = answers.ToList();
        return all.Contains(true) ? true : all.Contains(null) ? null : false;
    }

    private static bool? Compare(string sign, object? a, object? b)
    {
        if (a is null || b is null) return null;
        var order = a is string text ? ByCodePoint(text, (string)b) : ((IComparable)a).CompareTo(b);
        return sign switch { "=" => order == 0, "<>" => order != 0, "<" => order < 0, ">" => order > 0, "<=" => order <= 0, _ => order >= 0 };
    }

    // UTF-16 puts what lies beyond U+FFFF before U+E000; UTF-32 does not.
    private static int ByCodePoint(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

    private static bool Like(ReadOnlySpan<Rune> text, ReadOnlySpan<Rune> pattern)
    {
        if (pattern.IsEmpty) return text.IsEmpty;
        if (pattern[0].Value == '%')
        {
            for (var i = 0; i <= text.Length; i++)
                if (Like(text[i..], pattern[1..])) return true;
            return false;
        }
        if (text.IsEmpty) return false;
        if (pattern[0].Value == '\\') return text[0] == pattern[1] && Like(text[1..], pattern[2..]);
        return (pattern[0].Value == '_' || text[0] == pattern[0]) && Like(text[1..], pattern[1..]);
    }

    private static double? Arithmetic(string sign, double a, double b)
    {
        var result = sign switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "div" => Math.Truncate(a / b),
            "%" => a - b * Math.Truncate(a / b),
            _ => a == 0 && b < 0 ? double.NaN : Math.Pow(a, b),
        };
        // Not a number, or outside what is calculated with, on either side.
        return !(Math.Abs(result) <= 1e149) ? null : Math.Abs(result) < 1e-149 ? 0 : result;
    }

    private static Geometry Box(BoxLiteral box)
    {
        if (box.X1 <= box.X2) return Factory.ToGeometry(new Envelope(box.X1, box.X2, box.Y1, box.Y2));
        return Factory.BuildGeometry([Factory.ToGeometry(new Envelope(box.X1, 180, box.Y1, box.Y2)), Factory.ToGeometry(new Envelope(-180, box.X2, box.Y1, box.Y2))]);
    }

    private static bool Spatial(string name, Geometry a, Geometry b)
    {
        if (IsOfOneKind(a) && IsOfOneKind(b))
            return RelateNG.Relate(a, b, name switch
            {
                "s_intersects" => RelatePredicate.Intersects(),
                "s_disjoint" => RelatePredicate.Disjoint(),
                "s_equals" => RelatePredicate.EqualsTopologically(),
                "s_touches" => RelatePredicate.Touches(),
                "s_within" => RelatePredicate.Within(),
                "s_overlaps" => RelatePredicate.Overlaps(),
                "s_crosses" => RelatePredicate.Crosses(),
                _ => RelatePredicate.Contains(),
            });
        var matrix = Arrangement.Relate(a, b);
        return name switch
        {
            "s_intersects" => matrix.IsIntersects(),
            "s_disjoint" => matrix.IsDisjoint(),
            "s_equals" => matrix.IsEquals(a.Dimension, b.Dimension),
            "s_touches" => matrix.IsTouches(a.Dimension, b.Dimension),
            "s_within" => matrix.IsWithin(),
            "s_overlaps" => matrix.IsOverlaps(a.Dimension, b.Dimension),
            "s_crosses" => matrix.IsCrosses(a.Dimension, b.Dimension),
            _ => matrix.IsContains(),
        };
    }

    private static bool IsOfOneKind(Geometry geometry) => geometry.GeometryType != "GeometryCollection";

    private static bool Array(string name, List<object> a, List<object> b) => name switch
    {
        "a_contains" => b.All(a.Contains),
        "a_containedby" => a.All(b.Contains),
        "a_equals" => a.All(b.Contains) && b.All(a.Contains),
        _ => a.Any(b.Contains),
    };

    private static (DateTime Start, DateTime End)? Ends(Expression expression, Place place)
    {
        if (expression is not Interval interval) return Value(expression, place) is DateTime instant ? (instant, instant) : null;
        var start = interval.Start is null ? DateTime.MinValue : Value(interval.Start, place) as DateTime?;
        var end = interval.End is null ? DateTime.MaxValue : Value(interval.End, place) as DateTime?;
        return start is { } from && end is { } to ? (from, to) : null;
    }

    private static bool Temporal(string name, (DateTime Start, DateTime End) a, (DateTime Start, DateTime End) b) => name switch
    {
        "t_after" => a.Start > b.End,
        "t_before" => a.End < b.Start,
        "t_disjoint" => a.Start > b.End || a.End < b.Start,
        "t_intersects" => a.Start <= b.End && a.End >= b.Start,
        "t_equals" => a == b,
        "t_contains" => a.Start < b.Start && a.End > b.End,
        "t_during" => a.Start > b.Start && a.End < b.End,
        "t_finishes" => a.Start > b.Start && a.End == b.End,
        "t_finishedby" => a.Start < b.Start && a.End == b.End,
        "t_meets" => a.End == b.Start,
        "t_metby" => a.Start == b.End,
        "t_overlaps" => a.Start < b.Start && a.End > b.Start && a.End < b.End,
        "t_overlappedby" => a.Start > b.Start && a.Start < b.End && a.End > b.End,
        "t_starts" => a.Start == b.Start && a.End < b.End,
        _ => a.Start == b.Start && a.End > b.End,
    };
}

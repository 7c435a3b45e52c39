using Geo.Core.Cql2;
using Geo.Server.Layers;
using Geo.Server.Ogc.Common;
using Geo.Server.Ogc.Features;
using Npgsql;
using NpgsqlTypes;

namespace Geo.Server.Ogc.Cql2;

/// <summary>
/// Writes a checked filter as SQL over a row <c>f</c>. Every literal is a parameter of a declared type, every name comes from the
/// _queryables. What is not reported is NULL and the logic three-valued, in CQL2 as in SQL.
/// </summary>
public sealed class FilterSql(Layer layer, ServedCrs crs, NpgsqlCommand command)
{
    private readonly IReadOnlyDictionary<string, FilterProperty> _queryables = Queryables.Of(layer);
    private readonly SpatialSql _spatial = new(FeatureRelation.Of(layer), crs, command);

    // By code point, whatever the database's locale (21-065r2, basic CQL2).
    private const string ByCodePoint = " collate \"C\"";

    // Upper, then lower, with Unicode's full mappings: that is its case folding. Only ICU has them in every database.
    private const string Folded = "lower(upper({0} collate \"und-x-icu\") collate \"und-x-icu\")";

    // What is left of a text taken apart when the marks are taken out. A stroke through a letter is no mark to Unicode, but is one to
    // the standard, whose test data expect København to be Kobenhavn.
    private const string WithoutMarks = """
        translate(normalize(regexp_replace(normalize({0}, NFD), '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'), NFC), 'ØøĐđŁłĦħŦŧı', 'OoDdLlHhTti')
        """;

    /// <summary>True, false or NULL.</summary>
    /// <exception cref="Cql2Exception">A literal cannot be used in the filter's coordinate system.</exception>
    public string Write(Expression expression) => expression switch
    {
        PropertyName property => _queryables[property.Name] is { Type: Cql2Type.Instant } instant ? $"({instant.Sql})::timestamp" : _queryables[property.Name].Sql,
        TextLiteral text => Add(text.Value, NpgsqlDbType.Text),
        NumberLiteral number => Add(number.Value, NpgsqlDbType.Double),
        BooleanLiteral boolean => boolean.Value ? "true" : "false",
        InstantLiteral instant => Add(Unspecified(instant), NpgsqlDbType.Timestamp),
        ArrayLiteral array => WriteList([.. array.Elements.Select(WriteElement)]),
        Operation operation => Write(operation),
        GeometryLiteral or BoxLiteral => _spatial.Parameter(expression),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private string Write(Operation operation)
    {
        var arguments = operation.Arguments;
        switch (operation.Operator.Kind)
        {
            case OperatorKind.Logical when arguments.Count == 1:
                return $"(not {Write(arguments[0])})";
            case OperatorKind.Logical:
                return $"({string.Join($" {operation.Operator.Json} ", arguments.Select(Write))})";
            case OperatorKind.Comparison when operation.Operator.Text is "=" or "<>":
                return $"({Matched(arguments[0])} {operation.Operator.Text} {Matched(arguments[1])})";
            case OperatorKind.Comparison:
                return $"({Ordered(arguments[0])} {operation.Operator.Text} {Ordered(arguments[1])})";
            case OperatorKind.Between:
                return $"({Ordered(arguments[0])} between {Ordered(arguments[1])} and {Ordered(arguments[2])})";
            case OperatorKind.Like:
                return $"({Matched(arguments[0])} like {Matched(arguments[1])} escape '\\')";
            case OperatorKind.In:
                return WriteIn(arguments[0], ((ArrayLiteral)arguments[1]).Elements);
            case OperatorKind.IsNull when arguments[0] is Interval interval:
                return $"(({End(interval.Start, "-infinity")}) is null or ({End(interval.End, "infinity")}) is null)";
            case OperatorKind.IsNull:
                return $"({Write(arguments[0])} is null)";
            case OperatorKind.TextFunction:
                return string.Format(operation.Operator == Cql2Operator.CaseI ? Folded : WithoutMarks, Write(arguments[0]));
            case OperatorKind.Arithmetic:
                return $"geo.cql2_{ArithmeticNames[operation.Operator.Json]}({Write(arguments[0])}, {Write(arguments[1])})";
            case OperatorKind.Spatial:
                return _spatial.Write(operation);
            case OperatorKind.Temporal:
                return WriteTemporal(operation.Operator, Ends(arguments[0]), Ends(arguments[1]));
            default:
                return WriteArray(operation.Operator, Write(arguments[0]), Write(arguments[1]));
        }
    }

    // The functions of migration 0012: they give NULL where the operators of PostgreSQL would fail and end the answer.
    private static readonly Dictionary<string, string> ArithmeticNames = new()
    {
        ["+"] = "plus", ["-"] = "minus", ["*"] = "times", ["/"] = "over", ["%"] = "modulo", ["div"] = "div", ["^"] = "power",
    };

    private string Ordered(Expression expression) => TypeOf(expression) == Cql2Type.Text ? $"(({Write(expression)}){ByCodePoint})" : Write(expression);

    // Which texts are the same, or like a pattern, no order changes. The column keeps its own, and so is found by its index.
    private string Matched(Expression expression) => expression is PropertyName or TextLiteral ? Write(expression) : Ordered(expression);

    private Cql2Type TypeOf(Expression expression) => Typing.TypeOf(expression, name => _queryables.GetValueOrDefault(name)?.Type);

    private string WriteIn(Expression value, IReadOnlyList<Expression> list)
    {
        // One parameter for a list of literals, however long.
        if (list.All(element => element is TextLiteral))
            return $"({Matched(value)} = any({Add(list.Select(element => ((TextLiteral)element).Value).Distinct().ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)}))";
        if (list.All(element => element is NumberLiteral))
            return $"({Write(value)} = any({Add(list.Select(element => ((NumberLiteral)element).Value).Distinct().ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Double)}))";
        return $"({Matched(value)} in ({string.Join(", ", list.Select(Matched))}))";
    }

    private (string Start, string End) Ends(Expression expression)
    {
        if (expression is Interval interval) return (End(interval.Start, "-infinity"), End(interval.End, "infinity"));
        var instant = Write(expression);
        return (instant, instant);
    }

    private string End(Expression? end, string open) => end is null ? $"'{open}'::timestamp" : Write(end);

    // Where an end is not known nothing is, even where the other end would decide.
    private static string WriteTemporal(Cql2Operator @operator, (string Start, string End) a, (string Start, string End) b) =>
        $"case when num_nulls({a.Start}, {a.End}, {b.Start}, {b.End}) = 0 then {Relation(@operator, a, b)} end";

    private static string Relation(Cql2Operator @operator, (string Start, string End) a, (string Start, string End) b) => @operator.Json switch
    {
        "t_after" => $"({a.Start} > {b.End})",
        "t_before" => $"({a.End} < {b.Start})",
        "t_disjoint" => $"({a.Start} > {b.End} or {a.End} < {b.Start})",
        "t_intersects" => $"({a.Start} <= {b.End} and {a.End} >= {b.Start})",
        "t_equals" => $"({a.Start} = {b.Start} and {a.End} = {b.End})",
        "t_contains" => $"({a.Start} < {b.Start} and {a.End} > {b.End})",
        "t_during" => $"({a.Start} > {b.Start} and {a.End} < {b.End})",
        "t_finishes" => $"({a.Start} > {b.Start} and {a.End} = {b.End})",
        "t_finishedby" => $"({a.Start} < {b.Start} and {a.End} = {b.End})",
        "t_meets" => $"({a.End} = {b.Start})",
        "t_metby" => $"({a.Start} = {b.End})",
        "t_overlaps" => $"({a.Start} < {b.Start} and {a.End} > {b.Start} and {a.End} < {b.End})",
        "t_overlappedby" => $"({a.Start} > {b.Start} and {a.Start} < {b.End} and {a.End} > {b.End})",
        "t_starts" => $"({a.Start} = {b.Start} and {a.End} < {b.End})",
        _ => $"({a.Start} = {b.Start} and {a.End} > {b.End})",
    };

    // A list of which a member is not known is not known.
    private static string WriteList(string[] elements)
    {
        var list = string.Join(", ", elements);
        return elements.Length == 0 ? "'[]'::jsonb" : $"case when num_nulls({list}) = 0 then jsonb_build_array({list}) end";
    }

    // Lists are sets: neither order nor repetition counts.
    private static string WriteArray(Cql2Operator @operator, string a, string b) => @operator.Json switch
    {
        "a_contains" => $"(({a}) @> ({b}))",
        "a_containedby" => $"(({a}) <@ ({b}))",
        "a_equals" => $"(({a}) @> ({b}) and ({a}) <@ ({b}))",
        _ => $"case when num_nulls({a}, {b}) = 0 then exists (select from jsonb_array_elements({a}) x join jsonb_array_elements({b}) y on x = y) end",
    };

    // Dates lie in attributes as text.
    private string WriteElement(Expression element) => element switch
    {
        InstantLiteral { IsDate: true } date => Add(date.Time.ToString("yyyy-MM-dd"), NpgsqlDbType.Text),
        _ when TypeOf(element) == Cql2Type.Instant => $"to_char({Write(element)}, 'YYYY-MM-DD')",
        _ => Write(element),
    };

    private static DateTime Unspecified(InstantLiteral instant) => DateTime.SpecifyKind(instant.Time, DateTimeKind.Unspecified);

    private string Add(object value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        return $"${command.Parameters.Count}";
    }
}

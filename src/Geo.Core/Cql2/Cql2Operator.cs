namespace Geo.Core.Cql2;

/// <summary>What an operator does with its arguments.</summary>
public enum OperatorKind
{
    /// <summary>AND, OR, NOT.</summary>
    Logical,
    /// <summary>= &lt;&gt; &lt; &gt; &lt;= &gt;=</summary>
    Comparison,
    /// <summary>LIKE.</summary>
    Like,
    /// <summary>BETWEEN.</summary>
    Between,
    /// <summary>IN.</summary>
    In,
    /// <summary>IS NULL.</summary>
    IsNull,
    /// <summary>CASEI and ACCENTI.</summary>
    TextFunction,
    /// <summary>+ - * / % DIV ^</summary>
    Arithmetic,
    /// <summary>S_INTERSECTS and the like.</summary>
    Spatial,
    /// <summary>T_INTERSECTS and the like.</summary>
    Temporal,
    /// <summary>A_CONTAINS and the like.</summary>
    Array,
}

/// <summary>An operator of CQL2: its name in JSON, its word in text, its kind and its number of arguments.</summary>
public sealed class Cql2Operator
{
    private Cql2Operator(string json, string text, OperatorKind kind, int arguments)
    {
        (Json, Text, Kind, Arguments) = (json, text, kind, arguments);
    }

    /// <summary>The member <c>op</c> in JSON.</summary>
    public string Json { get; }

    /// <summary>The sign, word or function name in text, in capitals.</summary>
    public string Text { get; }

    /// <summary>What it does.</summary>
    public OperatorKind Kind { get; }

    /// <summary>How many arguments it takes; AND and OR take this many or more.</summary>
    public int Arguments { get; }

    /// <summary>Conjunction.</summary>
    public static readonly Cql2Operator And = new("and", "AND", OperatorKind.Logical, 2);
    /// <summary>Disjunction.</summary>
    public static readonly Cql2Operator Or = new("or", "OR", OperatorKind.Logical, 2);
    /// <summary>Negation.</summary>
    public static readonly Cql2Operator Not = new("not", "NOT", OperatorKind.Logical, 1);
    /// <summary>Pattern: % any text, _ any character, \ takes the next as it is.</summary>
    public static readonly Cql2Operator Like = new("like", "LIKE", OperatorKind.Like, 2);
    /// <summary>Both ends included.</summary>
    public static readonly Cql2Operator Between = new("between", "BETWEEN", OperatorKind.Between, 3);
    /// <summary>One of a list.</summary>
    public static readonly Cql2Operator In = new("in", "IN", OperatorKind.In, 2);
    /// <summary>Not reported.</summary>
    public static readonly Cql2Operator IsNull = new("isNull", "IS NULL", OperatorKind.IsNull, 1);
    /// <summary>The text without its case.</summary>
    public static readonly Cql2Operator CaseI = new("casei", "CASEI", OperatorKind.TextFunction, 1);
    /// <summary>The text without its diacritics.</summary>
    public static readonly Cql2Operator AccentI = new("accenti", "ACCENTI", OperatorKind.TextFunction, 1);
    /// <summary>Sum.</summary>
    public static readonly Cql2Operator Plus = Sign("+");
    /// <summary>Difference.</summary>
    public static readonly Cql2Operator Minus = Sign("-");
    /// <summary>Product.</summary>
    public static readonly Cql2Operator Times = Sign("*");
    /// <summary>Quotient.</summary>
    public static readonly Cql2Operator Over = Sign("/");
    /// <summary>Remainder, with the sign of the dividend.</summary>
    public static readonly Cql2Operator Modulo = Sign("%");
    /// <summary>Quotient without its fraction.</summary>
    public static readonly Cql2Operator Div = new("div", "DIV", OperatorKind.Arithmetic, 2);
    /// <summary>Power.</summary>
    public static readonly Cql2Operator Power = Sign("^");

    /// <summary>Every operator there is.</summary>
    public static readonly IReadOnlyList<Cql2Operator> All =
    [
        And, Or, Not, Like, Between, In, IsNull, CaseI, AccentI, Plus, Minus, Times, Over, Modulo, Div, Power,
        .. ((string[])["=", "<>", "<", ">", "<=", ">="]).Select(sign => new Cql2Operator(sign, sign, OperatorKind.Comparison, 2)),
        .. Functions(OperatorKind.Spatial, "s_", "intersects", "equals", "disjoint", "touches", "within", "overlaps", "crosses", "contains"),
        .. Functions(OperatorKind.Temporal, "t_", "after", "before", "contains", "disjoint", "during", "equals", "finishedby", "finishes", "intersects",
            "meets", "metby", "overlappedby", "overlaps", "startedby", "starts"),
        .. Functions(OperatorKind.Array, "a_", "equals", "contains", "containedby", "overlaps"),
    ];

    private static readonly Dictionary<string, Cql2Operator> ByJson = All.ToDictionary(o => o.Json, StringComparer.OrdinalIgnoreCase);

    /// <summary>The operator of a name in JSON; null when there is none. The functions have the same names in text.</summary>
    public static Cql2Operator? Find(string json) => ByJson.GetValueOrDefault(json);

    /// <summary>Stands between its arguments in text, so that it needs parentheses inside another.</summary>
    public bool IsInfix => Kind is OperatorKind.Logical or OperatorKind.Comparison or OperatorKind.Like or OperatorKind.Between
        or OperatorKind.In or OperatorKind.IsNull or OperatorKind.Arithmetic;

    /// <summary>The temporal functions that know intervals only (21-065r2, table of functions between intervals).</summary>
    public bool NeedsIntervals => Kind == OperatorKind.Temporal && Json is not ("t_after" or "t_before" or "t_disjoint" or "t_equals" or "t_intersects");

    /// <inheritdoc/>
    public override string ToString() => Json;

    private static Cql2Operator Sign(string sign) => new(sign, sign, OperatorKind.Arithmetic, 2);

    private static IEnumerable<Cql2Operator> Functions(OperatorKind kind, string prefix, params string[] names) =>
        names.Select(name => new Cql2Operator(prefix + name, (prefix + name).ToUpperInvariant(), kind, 2));
}

using System.Text.Json;

namespace Geo.Core.Cql2;

/// <summary>Makes an expression of a JSON tree.</summary>
internal static class JsonExpression
{
    public static Expression Read(JsonTree json) => json.Kind switch
    {
        JsonTokenType.String => new TextLiteral(json.Text, json.Position),
        JsonTokenType.Number => new NumberLiteral(json.Number, json.Position),
        JsonTokenType.True or JsonTokenType.False => new BooleanLiteral(json.Kind == JsonTokenType.True, json.Position),
        JsonTokenType.StartObject => ReadObject(json),
        JsonTokenType.StartArray => throw new Cql2Exception(json.Position, "A list may stand only in 'in' and as an argument of an array function."),
        _ => throw new Cql2Exception(json.Position, "null is no value; ask with the operator isNull."),
    };

    private static Expression ReadObject(JsonTree json)
    {
        if (json.Members.ContainsKey("type")) return new GeometryLiteral(GeoJsonParser.Read(json), json.Position);
        if (json.Members.ContainsKey("op")) return ReadOperation(json);
        if (json.Members.Count != 1) throw Unknown(json);
        var (name, value) = json.Members.First();
        return name switch
        {
            "property" => new PropertyName(TextOf(value), json.Position),
            "date" => Instants.ReadDate(TextOf(value), json.Position),
            "timestamp" => Instants.ReadTimestamp(TextOf(value), json.Position),
            "interval" => ReadInterval(value, json.Position),
            "bbox" => TextParser.Box([.. Require(value, value.IsArray, "a list").Items.Select(NumberOf)], json.Position),
            // How drafts of the standard wrote them.
            "casei" or "accenti" => new Operation(Cql2Operator.Find(name)!, [Read(value)], json.Position).Checked(),
            _ => throw Unknown(json),
        };
    }

    private static Operation ReadOperation(JsonTree json)
    {
        if (json.Members.Count != 2 || !json.Members.TryGetValue("args", out var list)) throw Unknown(json);
        var name = TextOf(json.Members["op"]);
        var @operator = Cql2Operator.Find(name) ?? throw new Cql2Exception(json.Position, $"There is no operator or function '{name}'.");
        var items = Require(list, list.IsArray, "a list").Items;
        var fits = @operator.Arguments == items.Count || @operator.Arguments < items.Count && (@operator == Cql2Operator.And || @operator == Cql2Operator.Or);
        if (!fits) throw new Cql2Exception(list.Position, $"'{@operator.Json}' takes {@operator.Arguments} arguments, not {items.Count}.");
        return new Operation(@operator, [.. items.Select((item, i) => ReadArgument(@operator, item, i))], json.Position).Checked();
    }

    private static Expression ReadArgument(Cql2Operator @operator, JsonTree json, int index) =>
        json.IsArray && (@operator.Kind == OperatorKind.Array || @operator.Kind == OperatorKind.In && index == 1)
            ? new ArrayLiteral([.. json.Items.Select(Read)], json.Position)
            : Read(json);

    private static Interval ReadInterval(JsonTree json, int position)
    {
        if (Require(json, json.IsArray, "a list").Items is not [var start, var end]) throw new Cql2Exception(json.Position, "An interval has two ends.");
        return new Interval(End(start), End(end), position);

        static Expression? End(JsonTree json) => json.Kind == JsonTokenType.String ? Instants.ReadEnd(json.Text, json.Position) : Read(json);
    }

    internal static double NumberOf(JsonTree json) => Require(json, json.Kind == JsonTokenType.Number, "a number").Number;

    internal static string TextOf(JsonTree json) => Require(json, json.Kind == JsonTokenType.String, "a text").Text;

    internal static JsonTree Require(JsonTree json, bool fits, string what) => fits ? json : throw new Cql2Exception(json.Position, $"Expected {what}.");

    private static Cql2Exception Unknown(JsonTree json) =>
        new(json.Position, $"An object with {(json.Members.Count == 0 ? "no members" : string.Join(", ", json.Members.Keys.Order(StringComparer.Ordinal)))} is no expression.");
}

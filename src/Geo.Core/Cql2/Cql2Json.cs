namespace Geo.Core.Cql2;

/// <summary>CQL2 JSON (21-065r2, clause 8 and the schema of annex C), read and written.</summary>
public static class Cql2Json
{
    /// <exception cref="Cql2Exception">It is not CQL2 JSON.</exception>
    public static Expression Parse(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Cql2Limits.RequireLength(filter);
        return JsonExpression.Read(JsonTree.Read(filter));
    }

    /// <summary>JSON that reads as the same expression.</summary>
    public static string Print(Expression expression) => JsonPrinter.Write(expression).ToJsonString(JsonPrinter.Options);
}

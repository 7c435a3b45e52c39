namespace Geo.Core.Cql2;

/// <summary>CQL2 text (21-065r2, clause 8 and the grammar of annex B), read by recursive descent and written.</summary>
public static class Cql2Text
{
    /// <exception cref="Cql2Exception">It is not CQL2 text.</exception>
    public static Expression Parse(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Cql2Limits.RequireLength(filter);
        return new TextParser(new TokenStream(filter)).ReadFilter();
    }

    /// <summary>A text that reads as the same expression.</summary>
    public static string Print(Expression expression) => TextPrinter.Write(expression);
}

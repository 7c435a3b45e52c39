using System.Text;

namespace Geo.Server.Submissions.Checking;

/// <summary>Headers and listed values without what people write them differently by.</summary>
public static class HeaderText
{
    /// <summary>One width, lower case, without blanks, separators, and what stands in brackets: a unit or a remark.</summary>
    public static string Normalise(string text)
    {
        var plain = Folded(text);
        var result = new StringBuilder(plain.Length);
        var depth = 0;
        foreach (var c in plain)
        {
            if (c is '(' or '[' or '【' or '〔') depth++;
            else if (c is ')' or ']' or '】' or '〕') depth = Math.Max(0, depth - 1);
            else if (depth == 0 && !char.IsWhiteSpace(c) && c is not ('_' or '-' or '*' or ':' or '.' or '/' or '"' or '\'' or '\uFEFF')) result.Append(c);
        }
        // A header that is nothing but brackets is what stands in them.
        return result.Length > 0 || depth > 0 ? result.ToString() : plain.Trim('(', ')', '[', ']', ' ');
    }

    /// <summary>A listed value: one width, lower case, without blanks.</summary>
    public static string Value(string text) => string.Concat(Folded(text).Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Compatibility forms and case put away.</summary>
    public static string Folded(string text) => (Ascii.IsValid(text) ? text : Narrow(text)).ToLowerInvariant();

    /// <summary>
    /// Full-width letters, digits and signs in their usual width, and the squared units of Chinese keyboards: what NFKC does to
    /// the characters that tables hold. The runtime has no NFKC of its own without ICU, and the service runs without.
    /// </summary>
    public static string Narrow(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
            _ = c switch
            {
                >= '\uFF01' and <= '\uFF5E' => result.Append((char)(c - 0xFEE0)),
                '\u3000' or '\u00A0' or '\u2002' or '\u2003' or '\u2009' => result.Append(' '),
                '\u200B' or '\u200C' or '\u200D' or '\uFEFF' => result,
                '㎡' => result.Append("m2"),
                '㎞' => result.Append("km"),
                '㎏' => result.Append("kg"),
                '㎢' => result.Append("km2"),
                '㎾' => result.Append("kw"),
                '㎿' => result.Append("mw"),
                '㎒' => result.Append("mhz"),
                '㎓' => result.Append("ghz"),
                '²' => result.Append('2'),
                '³' => result.Append('3'),
                '。' => result.Append('.'),
                _ => result.Append(c),
            };
        return result.ToString();
    }
}

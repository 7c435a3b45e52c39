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

    /// <summary>Compatibility forms and case put away (NFKC, then lower case).</summary>
    public static string Folded(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        try
        {
            return text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return text; // half a surrogate pair has no normal form
        }
    }
}

using System.Globalization;

namespace Geo.Core.Crs;

/// <summary>
/// One element of well-known text, KEYWORD["text", number, CHILD[…], WORD], read without regard to its meaning
/// (OGC 01-009, section 7.2; round brackets are allowed there too).
/// </summary>
internal sealed class WktNode
{
    /// <summary>Longest text read, characters: a true one has some hundreds.</summary>
    internal const int MaxLength = 32_768;

    /// <summary>Deepest nesting read: a true one has six levels at most.</summary>
    internal const int MaxDepth = 16;

    private WktNode(string keyword) => Keyword = keyword;

    /// <summary>The keyword, upper case.</summary>
    internal string Keyword { get; }

    /// <summary>Quoted texts and bare words, in order.</summary>
    internal List<string> Texts { get; } = [];

    /// <summary>Numbers, in order.</summary>
    internal List<double> Numbers { get; } = [];

    /// <summary>Elements within, in order.</summary>
    internal List<WktNode> Children { get; } = [];

    /// <summary>The element's name: its first text, empty if there is none.</summary>
    internal string Name => Texts.Count > 0 ? Texts[0] : "";

    internal WktNode? Child(string keyword) => Children.Find(child => child.Keyword == keyword);

    internal WktNode RequiredChild(string keyword) =>
        Child(keyword) ?? throw new PrjException(PrjProblem.Malformed, $"{Keyword} \"{Name}\" has no {keyword}.");

    internal double RequiredNumber(int index = 0) => index < Numbers.Count
        ? Numbers[index]
        : throw new PrjException(PrjProblem.Malformed, $"{Keyword} \"{Name}\" lacks a number.");

    /// <summary>Reads the whole text as one element.</summary>
    internal static WktNode Parse(string wkt)
    {
        string text = wkt.Trim('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        if (text.Length is 0 or > MaxLength)
            throw new PrjException(PrjProblem.Malformed, $"WKT must have 1 to {MaxLength} characters, and this has {text.Length}.");
        int at = 0;
        var node = ParseNode(text, ref at, depth: 1);
        if (at != text.Length)
            throw Unexpected(text, at);
        return node;
    }

    private static WktNode ParseNode(string text, ref int at, int depth)
    {
        if (depth > MaxDepth)
            throw new PrjException(PrjProblem.Malformed, $"WKT is nested deeper than {MaxDepth}.");
        var node = new WktNode(Word(text, ref at).ToUpperInvariant());
        char close = Next(text, ref at) switch { '[' => ']', '(' => ')', _ => throw Unexpected(text, at - 1) };
        while (true)
        {
            ParseItem(node, text, ref at, depth);
            char separator = Next(text, ref at);
            if (separator == close)
                return node;
            if (separator != ',')
                throw Unexpected(text, at - 1);
        }
    }

    private static void ParseItem(WktNode node, string text, ref int at, int depth)
    {
        SkipSpace(text, ref at);
        if (at >= text.Length)
            throw Unexpected(text, at);
        if (text[at] == '"')
        {
            int end = text.IndexOf('"', at + 1);
            if (end < 0)
                throw Unexpected(text, text.Length);
            node.Texts.Add(text[(at + 1)..end]);
            at = end + 1;
            return;
        }
        int start = at;
        string word = Word(text, ref at);
        SkipSpace(text, ref at);
        if (at < text.Length && text[at] is '[' or '(')
        {
            at = start;
            node.Children.Add(ParseNode(text, ref at, depth + 1));
        }
        else if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
            node.Numbers.Add(number);
        else
            node.Texts.Add(word);
    }

    private static string Word(string text, ref int at)
    {
        SkipSpace(text, ref at);
        int start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.' or '+' or '-'))
            at++;
        return at > start ? text[start..at] : throw Unexpected(text, at);
    }

    private static char Next(string text, ref int at)
    {
        SkipSpace(text, ref at);
        return at < text.Length ? text[at++] : throw Unexpected(text, at);
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    private static PrjException Unexpected(string text, int at) => new(PrjProblem.Malformed,
        at < text.Length ? $"WKT has an unexpected '{text[at]}' at character {at + 1}." : "WKT ends before its brackets close.");
}

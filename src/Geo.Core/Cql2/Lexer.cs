using System.Globalization;
using System.Text;

namespace Geo.Core.Cql2;

internal enum TokenKind { Word, QuotedName, Number, Text, Sign, End }

/// <summary>A piece of CQL2 text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The word, name, sign or text, escapes resolved.</param>
/// <param name="Number">The value of a number.</param>
/// <param name="Position">Where it begins.</param>
internal readonly record struct Token(TokenKind Kind, string Value, double Number, int Position)
{
    public bool IsSign(string sign) => Kind == TokenKind.Sign && Value == sign;
    public bool IsWord(string word) => Kind == TokenKind.Word && Value.Equals(word, StringComparison.OrdinalIgnoreCase);
    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Value}'";
}

/// <summary>Cuts CQL2 text into tokens.</summary>
internal static class Lexer
{
    public static List<Token> Read(string filter)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < filter.Length && filter[at] is ' ' or '\t' or '\r' or '\n') at++;
            if (at == filter.Length) break;
            tokens.Add(ReadOne(filter, ref at));
        }
        tokens.Add(new Token(TokenKind.End, "", 0, filter.Length));
        return tokens;
    }

    private static Token ReadOne(string filter, ref int at)
    {
        var start = at;
        switch (filter[at])
        {
            case '\'': return new Token(TokenKind.Text, ReadText(filter, ref at), 0, start);
            case '"': return new Token(TokenKind.QuotedName, ReadQuotedName(filter, ref at), 0, start);
            case '<' or '>':
                at++;
                if (at < filter.Length && (filter[at] == '=' || filter[start] == '<' && filter[at] == '>')) at++;
                return new Token(TokenKind.Sign, filter[start..at], 0, start);
            case '(' or ')' or ',' or '=' or '+' or '-' or '*' or '/' or '%' or '^':
                at++;
                return new Token(TokenKind.Sign, filter[start..at], 0, start);
            case (>= '0' and <= '9') or '.':
                return ReadNumber(filter, ref at);
        }
        while (Rune.TryGetRuneAt(filter, Math.Min(at, filter.Length - 1), out var rune) && at < filter.Length && IsNamePart(rune, first: at == start))
            at += rune.Utf16SequenceLength;
        return at > start
            ? new Token(TokenKind.Word, filter[start..at], 0, start)
            : throw new Cql2Exception(start, $"'{filter[start]}' has no meaning here.");
    }

    // '' is a quote. A backslash escapes a quote, itself and the letters of control characters (requirement cql2-text/escaping); before
    // anything else it stands for itself, so that a LIKE pattern may say \% as well as \\%.
    private static string ReadText(string filter, ref int at)
    {
        var start = at++;
        var text = new StringBuilder();
        for (; at < filter.Length; at++)
        {
            var (character, next) = (filter[at], at + 1 < filter.Length ? filter[at + 1] : '\0');
            if (character == '\'' && next != '\'')
            {
                at++;
                return Cql2Limits.CheckedText(text.ToString(), start);
            }
            var escaped = character == '\'' ? '\'' : character == '\\' ? Escaped(next) : null;
            if (escaped is not null) at++;
            text.Append(escaped ?? character);
        }
        throw new Cql2Exception(start, "The text that begins here has no end: ' is missing.");
    }

    private static char? Escaped(char letter) => letter switch
    {
        '\'' or '\\' => letter,
        'a' => '\a',
        'b' => '\b',
        't' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        _ => null,
    };

    private static string ReadQuotedName(string filter, ref int at)
    {
        var start = at;
        var end = filter.IndexOf('"', at + 1);
        if (end < 0) throw new Cql2Exception(start, "The name that begins here has no end: \" is missing.");
        at = end + 1;
        return filter[(start + 1)..end];
    }

    private static Token ReadNumber(string filter, ref int at)
    {
        var start = at;
        SkipDigits(ref at);
        if (at < filter.Length && filter[at] == '.')
        {
            at++;
            SkipDigits(ref at);
        }
        if (at < filter.Length && filter[at] is 'e' or 'E')
        {
            at++;
            if (at < filter.Length && filter[at] is '+' or '-') at++;
            SkipDigits(ref at);
        }
        var text = filter[start..at];
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || at < filter.Length && Rune.TryGetRuneAt(filter, at, out var next) && IsNamePart(next, first: true))
            throw new Cql2Exception(start, "This is neither a number nor a name; a name of this form needs double quotes.");
        return new Token(TokenKind.Number, text, Cql2Limits.CheckedNumber(number, start), start);

        void SkipDigits(ref int at)
        {
            while (at < filter.Length && char.IsAsciiDigit(filter[at])) at++;
        }
    }

    // The rule identifierStart / identifierPart of the standard, which is that of XML's names without '-'.
    internal static bool IsNamePart(Rune rune, bool first) => rune.Value switch
    {
        ':' or '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => true,
        (>= 0xC0 and <= 0xD6) or (>= 0xD8 and <= 0xF6) or (>= 0xF8 and <= 0x2FF) or (>= 0x370 and <= 0x37D) or (>= 0x37F and <= 0x1FFE) => true,
        (>= 0x200C and <= 0x200D) or (>= 0x2070 and <= 0x218F) or (>= 0x2C00 and <= 0x2FEF) or (>= 0x3001 and <= 0xD7FF) => true,
        (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFFD) or (>= 0x10000 and <= 0xEFFFF) => true,
        '.' or (>= '0' and <= '9') or (>= 0x300 and <= 0x36F) or (>= 0x203F and <= 0x2040) => !first,
        _ => false,
    };
}

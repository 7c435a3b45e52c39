namespace Geo.Core.Cql2;

/// <summary>The tokens of a filter and the place that reading has reached.</summary>
internal sealed class TokenStream(string filter)
{
    private readonly List<Token> _tokens = Lexer.Read(filter);
    private int _at;
    private int _nesting;

    public Token Current => _tokens[_at];
    public Token Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    public Token Take() => _tokens[_at == _tokens.Count - 1 ? _at : _at++];

    public bool TakeSign(string sign)
    {
        if (!Current.IsSign(sign)) return false;
        Take();
        return true;
    }

    public bool TakeWord(string word)
    {
        if (!Current.IsWord(word)) return false;
        Take();
        return true;
    }

    public void RequireSign(string sign)
    {
        if (!TakeSign(sign)) throw Unexpected($"'{sign}'");
    }

    public Cql2Exception Unexpected(string expected) => new(Current.Position, $"Expected {expected}, found {Current}.");

    /// <summary>One level deeper; the reader calls itself for each, so there is an end to it.</summary>
    public void Enter()
    {
        if (++_nesting > Cql2Limits.MaximumNesting)
            throw new Cql2Exception(Current.Position, $"The filter nests more than {Cql2Limits.MaximumNesting} levels deep.");
    }

    public void Leave() => _nesting--;

    /// <summary>A number with its sign.</summary>
    public double TakeNumber()
    {
        var negative = TakeSign("-");
        if (!negative) TakeSign("+");
        if (Current.Kind != TokenKind.Number) throw Unexpected("a number");
        var number = Take().Number;
        return negative ? -number : number;
    }

    /// <summary>What is read between parentheses, separated by commas.</summary>
    public List<T> TakeList<T>(Func<T> readOne)
    {
        RequireSign("(");
        List<T> list = [readOne()];
        while (TakeSign(",")) list.Add(readOne());
        RequireSign(")");
        return list;
    }
}

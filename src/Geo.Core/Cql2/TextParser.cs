namespace Geo.Core.Cql2;

/// <summary>Reads an expression, one method a level of precedence, loosest first.</summary>
internal sealed class TextParser(TokenStream tokens)
{
    private static readonly string[] Reserved = ["and", "or", "not", "like", "between", "in", "is", "null", "true", "false", "div"];

    internal static bool IsReserved(string word) => Reserved.Contains(word, StringComparer.OrdinalIgnoreCase);

    public Expression ReadFilter()
    {
        var filter = ReadOr();
        return tokens.Current.Kind == TokenKind.End ? filter : throw tokens.Unexpected("AND, OR or the end");
    }

    private Expression ReadOr()
    {
        tokens.Enter();
        var expression = ReadChain("or", Cql2Operator.Or, () => ReadChain("and", Cql2Operator.And, ReadNot));
        tokens.Leave();
        return expression;
    }

    private Expression ReadChain(string word, Cql2Operator @operator, Func<Expression> readOne)
    {
        var first = readOne();
        if (!tokens.Current.IsWord(word)) return first;
        List<Expression> arguments = [first];
        while (tokens.TakeWord(word)) arguments.Add(readOne());
        return new Operation(@operator, arguments, first.Position).Checked();
    }

    private Expression ReadNot()
    {
        var position = tokens.Current.Position;
        if (!tokens.TakeWord("not")) return ReadPredicate();
        tokens.Enter();
        var negated = Not(ReadNot(), position);
        tokens.Leave();
        return negated;
    }

    private Expression ReadPredicate()
    {
        var left = ReadSum();
        var sign = tokens.Current;
        if (sign.Kind == TokenKind.Sign && Cql2Operator.Find(sign.Value) is { Kind: OperatorKind.Comparison } comparison)
        {
            tokens.Take();
            return new Operation(comparison, [left, ReadSum()], left.Position).Checked();
        }
        if (tokens.TakeWord("is"))
        {
            var isNot = tokens.TakeWord("not");
            if (!tokens.TakeWord("null")) throw tokens.Unexpected("NULL");
            return Negated(isNot, new Operation(Cql2Operator.IsNull, [left], left.Position));
        }
        var not = tokens.Current.IsWord("not") && (tokens.Following.IsWord("like") || tokens.Following.IsWord("between") || tokens.Following.IsWord("in"));
        if (not) tokens.Take();
        if (tokens.TakeWord("like")) return Negated(not, new Operation(Cql2Operator.Like, [left, ReadSum()], left.Position));
        if (tokens.TakeWord("in")) return Negated(not, new Operation(Cql2Operator.In, [left, ReadArray()], left.Position));
        if (!tokens.TakeWord("between")) return left;
        var low = ReadSum();
        if (!tokens.TakeWord("and")) throw tokens.Unexpected("AND");
        return Negated(not, new Operation(Cql2Operator.Between, [left, low, ReadSum()], left.Position));
    }

    private static Operation Negated(bool not, Operation operation) => not ? Not(operation.Checked(), operation.Position) : operation.Checked();

    private static Operation Not(Expression expression, int position) => new Operation(Cql2Operator.Not, [expression], position).Checked();

    private Expression ReadSum()
    {
        var left = ReadProduct();
        while (tokens.Current.IsSign("+") || tokens.Current.IsSign("-")) left = Arithmetic(left, tokens.Take().Value, ReadProduct());
        return left;
    }

    private Expression ReadProduct()
    {
        var left = ReadPower();
        while (tokens.Current.IsSign("*") || tokens.Current.IsSign("/") || tokens.Current.IsSign("%") || tokens.Current.IsWord("div"))
            left = Arithmetic(left, tokens.Take().Value, ReadPower());
        return left;
    }

    private Expression ReadPower()
    {
        var basis = ReadOperand();
        if (!tokens.TakeSign("^")) return basis;
        tokens.Enter();
        var power = Arithmetic(basis, "^", ReadPower());
        tokens.Leave();
        return power;
    }

    private static Operation Arithmetic(Expression left, string sign, Expression right) =>
        new Operation(Cql2Operator.Find(sign)!, [left, right], left.Position).Checked();

    private Expression ReadOperand()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new NumberLiteral(tokens.Take().Number, token.Position);
            case TokenKind.Text:
                return new TextLiteral(tokens.Take().Value, token.Position);
            case TokenKind.QuotedName:
                return new PropertyName(tokens.Take().Value, token.Position);
            case TokenKind.Sign when token.Value is "-" or "+":
                return ReadSigned(token);
            case TokenKind.Sign when token.Value == "(":
                tokens.Take();
                var inside = ReadOr();
                tokens.RequireSign(")");
                return inside;
            case TokenKind.Word when token.IsWord("true") || token.IsWord("false"):
                return new BooleanLiteral(tokens.Take().IsWord("true"), token.Position);
            case TokenKind.Word when WktParser.KindOf(token) is not null && (tokens.Following.IsSign("(") || tokens.Following.IsWord("Z")):
                return new GeometryLiteral(WktParser.Read(tokens), token.Position);
            case TokenKind.Word when tokens.Following.IsSign("("):
                return ReadFunction();
            case TokenKind.Word when !IsReserved(token.Value):
                return new PropertyName(tokens.Take().Value, token.Position);
            default:
                throw tokens.Unexpected("a value, a property or a function");
        }
    }

    private Expression ReadSigned(Token sign)
    {
        if (tokens.Following.Kind == TokenKind.Number) return new NumberLiteral(tokens.TakeNumber(), sign.Position);
        tokens.Take();
        tokens.Enter();
        var operand = ReadPower();
        tokens.Leave();
        return sign.Value == "+" ? operand : Arithmetic(new NumberLiteral(-1, sign.Position), "*", operand);
    }

    private Expression ReadFunction()
    {
        var name = tokens.Take();
        tokens.Enter();
        var expression = name.Value.ToUpperInvariant() switch
        {
            "DATE" => (Expression)Instants.ReadDate(ReadOnlyText(), name.Position),
            "TIMESTAMP" => Instants.ReadTimestamp(ReadOnlyText(), name.Position),
            "INTERVAL" => ReadInterval(name.Position),
            "BBOX" => ReadBox(name.Position),
            _ => ReadOperator(name),
        };
        tokens.Leave();
        return expression;
    }

    private Operation ReadOperator(Token name)
    {
        if (Cql2Operator.Find(name.Value) is not { Kind: OperatorKind.Spatial or OperatorKind.Temporal or OperatorKind.Array or OperatorKind.TextFunction } function)
            throw new Cql2Exception(name.Position, $"There is no function '{name.Value}'.");
        var arguments = function.Kind == OperatorKind.Array
            ? tokens.TakeList(() => tokens.Current.IsSign("(") ? ReadArray() : ReadSum())
            : tokens.TakeList(ReadSum);
        return arguments.Count == function.Arguments
            ? new Operation(function, arguments, name.Position).Checked()
            : throw new Cql2Exception(name.Position, $"{function.Text} takes {function.Arguments} arguments, not {arguments.Count}.");
    }

    private ArrayLiteral ReadArray()
    {
        var position = tokens.Current.Position;
        if (!tokens.Current.IsSign("(") || !tokens.Following.IsSign(")")) return new ArrayLiteral(tokens.TakeList(ReadOr), position);
        tokens.Take();
        tokens.Take();
        return new ArrayLiteral([], position);
    }

    private string ReadOnlyText()
    {
        tokens.RequireSign("(");
        if (tokens.Current.Kind != TokenKind.Text) throw tokens.Unexpected("a text");
        var text = tokens.Take().Value;
        tokens.RequireSign(")");
        return text;
    }

    private Interval ReadInterval(int position)
    {
        var ends = tokens.TakeList(() => tokens.Current.Kind == TokenKind.Text ? Instants.ReadEnd(tokens.Current.Value, tokens.Take().Position) : ReadSum());
        return ends.Count == 2
            ? new Interval(ends[0], ends[1], position)
            : throw new Cql2Exception(position, $"INTERVAL takes two ends, not {ends.Count}.");
    }

    private BoxLiteral ReadBox(int position) => Box(tokens.TakeList(tokens.TakeNumber), position);

    /// <summary>Four numbers, or six with heights, which are left out.</summary>
    internal static BoxLiteral Box(IReadOnlyList<double> numbers, int position) => numbers.Count switch
    {
        4 => new BoxLiteral(numbers[0], numbers[1], numbers[2], numbers[3], position),
        6 => new BoxLiteral(numbers[0], numbers[1], numbers[3], numbers[4], position),
        _ => throw new Cql2Exception(position, $"A box has 4 or 6 numbers, not {numbers.Count}."),
    };
}

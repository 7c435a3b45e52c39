using Geo.Core.Cql2;
using Geo.Server.Ogc.Cql2;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Cql2;

/// <summary>Filters that make sense for the places, made from a seed.</summary>
public sealed class RandomExpressions(int seed)
{
    private static readonly string[] Texts =
        ["", " ", "a", "apple", "Apple", "APPLE", "Äpple", "Zebra", "éclair", "straße", "STRASSE", "济南", "济", "O'Brien", "50%", "50_50", "\U0001F3DD岛", "\uFF21", "it''s", "p05"];

    private static readonly string[] Patterns =
        ["%", "_", "", "a%", "%e", "_pple", "50\\%", "50\\_50", "%\\\\%", "济%", "%''%", "%'%", "__", "%a%", "_岛", "\\a%", "%%", "O'%", "É%", "STR%"];

    private static readonly string[] Days = ["1929-07-01", "2000-01-01", "2001-01-01", "2001-12-31", "2005-06-30", "2010-01-01", "2012-12-12", "2020-02-29", "2022-04-16", "2049-10-01"];

    private static readonly GeometryFactory Factory = new();

    private readonly Random _random = new(seed);

    public Expression Filter(int depth) => depth <= 0 || _random.Next(4) == 0 ? Predicate(depth) : _random.Next(5) switch
    {
        0 => Operation("not", Filter(depth - 1)),
        1 => Operation("and", Filter(depth - 1), Filter(depth - 1)),
        2 => Operation("or", Filter(depth - 1), Filter(depth - 1), Filter(depth - 1)),
        3 => Operation("or", Filter(depth - 1), Filter(depth - 1)),
        _ => Predicate(depth),
    };

    private Expression Predicate(int depth) => _random.Next(14) switch
    {
        0 or 1 => Operation(Comparison, Text(depth), Text(depth)),
        2 or 3 => Operation(Comparison, Number(depth), Number(depth)),
        4 => Operation(Comparison, Instant(), Instant()),
        5 => Operation("like", Text(depth), Pattern()),
        6 => Operation("between", Number(depth), Number(depth), Number(depth)),
        7 => Operation("in", Text(depth), List(() => Text(depth - 1))),
        8 => Operation("in", Number(depth), List(() => Number(depth - 1))),
        9 => Operation("isNull", One<Func<Expression>>(() => Text(depth), () => Number(depth), Instant, Period, Shape, () => Property("tags.word"))()),
        10 => Spatial(),
        11 => _random.Next(2) == 0
            ? Operation(One("t_after", "t_before", "t_disjoint", "t_equals", "t_intersects"), One<Func<Expression>>(Instant, Period)(), One<Func<Expression>>(Instant, Period)())
            : Operation(One("t_contains", "t_during", "t_finishedby", "t_finishes", "t_meets", "t_metby", "t_overlappedby", "t_overlaps", "t_startedby", "t_starts"), Period(), Period()),
        12 => Operation(One("a_contains", "a_containedby", "a_equals", "a_overlaps"), Words(depth), Words(depth)),
        _ => _random.Next(3) switch { 0 => new BooleanLiteral(_random.Next(2) == 0, 0), 1 => Property("coastal"), _ => Operation(Comparison, Property("coastal"), new BooleanLiteral(true, 0)) },
    };

    // Two collections of several kinds are refused but for meeting, which is tested elsewhere. Beside a collection every edge is upright or level: the
    // evaluator's arrangement rounds where a slanting one meets another.
    private Operation Spatial()
    {
        var (a, b) = (Shape(), Shape());
        while (IsMixed(a) && IsMixed(b) || (IsCollection(a) || IsCollection(b)) && !(IsStraight(a) && IsStraight(b))) (a, b) = (Shape(), Shape());
        return Operation(One("s_intersects", "s_disjoint", "s_within", "s_contains", "s_touches", "s_overlaps", "s_crosses", "s_equals"), a, b);

        static bool IsCollection(Expression shape) => shape is GeometryLiteral { Geometry: GeometryCollection };
        static bool IsMixed(Expression shape) => shape is GeometryLiteral { Geometry: { } geometry } && GeometryKinds.Of(geometry).Parts.Count > 1;
        static bool IsStraight(Expression shape) => shape is not GeometryLiteral { Geometry: LineString line } || line.StartPoint.X == line.EndPoint.X || line.StartPoint.Y == line.EndPoint.Y;
    }

    private string Comparison => One("=", "<>", "<", "<=", ">", ">=");

    private Expression Text(int depth) => depth <= 0 || _random.Next(3) > 0
        ? _random.Next(2) == 0 ? Property(One("alias", "code")) : new TextLiteral(One(Texts), 0)
        : Operation(One("casei", "accenti"), Text(depth - 1));

    private Expression Pattern() => _random.Next(3) == 0 ? Operation(One("casei", "accenti"), new TextLiteral(One(Patterns), 0)) : new TextLiteral(One(Patterns), 0);

    // Powers and quotients of what is itself calculated would differ in the last digit from one library to the next.
    private Expression Number(int depth) => depth <= 0 || _random.Next(2) > 0
        ? _random.Next(2) == 0 ? Property(One("population", "altitudeM")) : new NumberLiteral(One(-5d, 0, 1, 2, 3.14, 12, 25, 100, 1000, 1e6, -0.5), 0)
        : _random.Next(3) == 0
            ? Operation(One("/", "%", "div", "^"), Number(0), new NumberLiteral(One(-2d, 0, 1, 2, 3), 0))
            : Operation(One("+", "-", "*"), Number(depth - 1), Number(depth - 1));

    private Expression Instant() => _random.Next(2) == 0 ? Property(One("founded", "renamed")) : Literal();

    private InstantLiteral Literal()
    {
        var day = DateTime.SpecifyKind(DateTime.Parse(One(Days)), DateTimeKind.Utc);
        return _random.Next(3) == 0 ? new InstantLiteral(day.AddSeconds(One(0, 0.000001, 43200, 86399.5)), false, 0) : new InstantLiteral(day, true, 0);
    }

    private Interval Period()
    {
        if (_random.Next(2) == 0) return new Interval(Property("founded"), Property("renamed"), 0);
        var (a, b) = (Literal(), Literal());
        if (a.Time > b.Time) (a, b) = (b, a);
        return new Interval(_random.Next(4) == 0 ? null : a, _random.Next(4) == 0 ? null : b, 0);
    }

    // Whole tenths of degrees, where the places have their corners, so that touching and coinciding happen.
    private Expression Shape()
    {
        if (_random.Next(2) == 0) return Property("geometry");
        if (_random.Next(4) == 0) return Box();
        return new GeometryLiteral(_random.Next(4) == 0 ? Collection() : Part(_random.Next(3)), 0);
    }

    private Geometry Part(int dimension) => dimension switch
    {
        0 => Factory.CreatePoint(Corner()),
        1 => Line(),
        _ => Factory.ToGeometry(new Envelope(Corner(), Corner())) is Polygon square ? square : Factory.CreatePoint(Corner()),
    };

    // Of several kinds or of one; those that cannot be compared are refused, which is tested elsewhere.
    private GeometryCollection Collection()
    {
        while (true)
        {
            var collection = Factory.CreateGeometryCollection([.. Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => _random.Next(3) is var kind && kind == 1 ? StraightLine() : Part(kind))]);
            if (!GeometryKinds.Of(collection).RunIntoEachOther) return collection;
        }
    }

    // A slanting line ends beside a corner, so that it passes through no other: on which side of one it does is a matter of the last digit, which
    // PostGIS reads exactly and the evaluator rounds.
    private LineString Line()
    {
        var (a, b) = (Corner(), Corner());
        if (a.X != b.X && a.Y != b.Y) b = new Coordinate(b.X + 0.0123457, b.Y + 0.0098766);
        return Factory.CreateLineString([a, a.Equals2D(b) ? new Coordinate(Tenths(a.X + 0.1), a.Y) : b]);
    }

    private LineString StraightLine()
    {
        var (a, b) = (Corner(), Corner());
        if (_random.Next(2) == 0) b.X = a.X;
        else b.Y = a.Y;
        return Factory.CreateLineString([a, a.Equals2D(b) ? new Coordinate(a.X, Tenths(a.Y + 0.1)) : b]);
    }

    private BoxLiteral Box()
    {
        var box = new Envelope(Corner(), Corner());
        return new BoxLiteral(box.MinX, box.MinY, box.MaxX, box.MaxY, 0);
    }

    // 36.7 + 0.1 is a hair beyond 36.8, so that a place there is inside a line and not at its end: true, and too fine for the evaluator.
    private static double Tenths(double degrees) => Math.Round(degrees, 1);

    private Coordinate Corner() => new((1168 + _random.Next(22)) / 10d, (358 + _random.Next(12)) / 10d);

    private Expression Words(int depth) => _random.Next(2) == 0
        ? Property(One("tags.word", "tags.rank"))
        : new ArrayLiteral([.. Enumerable.Range(0, _random.Next(4)).Select(_ => One<Expression>(
            new TextLiteral(One("a", "b", "area", "济", "é"), 0), new NumberLiteral(One(1d, 2, 10), 0), new BooleanLiteral(true, 0), Number(Math.Min(depth, 1))))], 0);

    private ArrayLiteral List(Func<Expression> make) => new([.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => make())], 0);

    private static PropertyName Property(string name) => new(name, 0);

    private static Operation Operation(string name, params Expression[] arguments) => new(Cql2Operator.Find(name)!, arguments, 0);

    private T One<T>(params T[] values) => values[_random.Next(values.Length)];
}

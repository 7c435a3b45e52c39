using Geo.Core.Cql2;

namespace Geo.Server.Tests.Cql2;

/// <summary>
/// Collections of areas, lines and points together, which GEOS does not compare: every spatial function says of each place what the arrangement
/// of both says, whichever side the collection stands on.
/// </summary>
public sealed class MixedCollectionsTests(Place.Fixture fixture) : IClassFixture<Place.Fixture>
{
    private static readonly string[] Functions = ["S_INTERSECTS", "S_DISJOINT", "S_EQUALS", "S_TOUCHES", "S_WITHIN", "S_CONTAINS", "S_OVERLAPS", "S_CROSSES"];

    [Theory]
    // An area and a line that goes on from its edge: the line 117.1 to 117.5 lies in both, the longer one does not.
    [InlineData("POLYGON((117 36,117.3 36,117.3 36.2,117 36.2,117 36)),LINESTRING(117.3 36.1,117.5 36.1)")]
    [InlineData("POLYGON((117 36,117.3 36,117.3 36.2,117 36.2,117 36)),LINESTRING(117.3 36.1,117.4 36.1)")]
    // What an area covers adds nothing to it.
    [InlineData("POLYGON((117 36,117.2 36,117.2 36.2,117 36.2,117 36)),LINESTRING(117 36,117.2 36.2),POINT(117.1 36.1),POINT(117.2 36.2)")]
    // Areas side by side and over each other.
    [InlineData("POLYGON((117 36,117.2 36,117.2 36.2,117 36.2,117 36)),POLYGON((117.2 36,117.3 36,117.3 36.2,117.2 36.2,117.2 36)),POINT(117.6 36.1)")]
    [InlineData("POLYGON((116.9 35.9,117.1 35.9,117.1 36.3,116.9 36.3,116.9 35.9)),POLYGON((117 36,117.3 36,117.3 36.3,117 36.3,117 36)),LINESTRING(117.4 36.1,118 36.1)")]
    // A corner of an area as a point of its own, and sites.
    [InlineData("POLYGON((117.2 36,117.3 36,117.3 36.2,117.2 36.2,117.2 36)),POINT(117 36.5),POINT(117.1 36.5)")]
    [InlineData("LINESTRING(117 36.5,117.2 36.5),POINT(117.2 36.5),POINT(117.3 36.5)")]
    [InlineData("LINESTRING(117.1 36.1,117.5 36.1),POINT(118 36.1)")]
    // A point in the middle of a stored line, and a line elsewhere.
    [InlineData("LINESTRING(117.7 36.8,117.7 36.9),POINT(117.3 36.1)")]
    // A point in the middle of a stored area, and an area that overlaps it.
    [InlineData("POLYGON((117.1 35.9,117.3 35.9,117.3 36.05,117.1 36.05,117.1 35.9)),POINT(117.1 36.1)")]
    [InlineData("LINESTRING(117.1 36.1,117.3 36.1),LINESTRING(117.3 36.1,118 36.1),POINT(117.6 36.1)")]
    [InlineData("LINESTRING(117.2 36,117.2 36.5),POINT(117 36.1)")]
    [InlineData("LINESTRING(117.3 36,117.3 36.05,117.35 36.05),POINT(117.1 36.1)")]
    [InlineData("LINESTRING(116.9 36.1,117 36.1),LINESTRING(117.2 36.3,117.2 36.2),POINT(117.5 36.1)")]
    [InlineData("GEOMETRYCOLLECTION(POINT(117.2 36.2),LINESTRING(117.7 36.4,118 36.4)),MULTIPOLYGON(((118 36,118.1 36,118.1 36.1,118 36.1,118 36)),((118.3 36,118.4 36,118.4 36.1,118.3 36.1,118.3 36)))")]
    [InlineData("POLYGON((116.95 35.95,117.25 36.05,117.05 36.35,116.95 35.95)),LINESTRING(117.45 36.02,117.33 36.33),LINESTRING(117.45 36.02,118.35 36.13)")]
    [InlineData("MULTIPOINT(117.4 36.1,118 36.1),MULTILINESTRING((117.1 36.1,117.5 36.1),(117.6 36,117.6 36.3))")]
    public async Task AreComparedAsOneGeometry(string parts)
    {
        foreach (var function in Functions)
            foreach (var filter in (string[])[$"{function}(geometry,GEOMETRYCOLLECTION({parts}))", $"{function}(GEOMETRYCOLLECTION({parts}),geometry)"])
            {
                var expression = Cql2Text.Parse(filter);
                Assert.Equal((filter, string.Join(' ', Place.All.Where(place => Evaluator.Selects(expression, place)).Select(place => place.Code))),
                    (filter, string.Join(' ', await fixture.SelectAsync(filter))));
            }
    }

    [Theory]
    [InlineData("POINT(117.05 36.05)", "S_WITHIN", true)]
    [InlineData("POLYGON((117 36,117.1 36,117.1 36.1,117 36.1,117 36))", "S_EQUALS", false)]
    [InlineData("LINESTRING(117.1 36.05,117.3 36.05)", "S_WITHIN", false)]
    [InlineData("POLYGON((117 36,117.1 36,117.1 36.1,117 36.1,117 36))", "S_WITHIN", true)]
    public async Task TheyAreComparedWithLiteralsToo(string literal, string function, bool selects)
    {
        const string collection = "GEOMETRYCOLLECTION(POLYGON((117 36,117.1 36,117.1 36.1,117 36.1,117 36)),LINESTRING(117.1 36.05,117.2 36.05),POINT(118 36))";
        Assert.Equal(selects ? Place.All.Count : 0, (await fixture.SelectAsync($"{function}({literal},{collection})")).Count);
        Assert.Equal(Place.All.Count, (await fixture.SelectAsync($"S_INTERSECTS({collection},{collection})")).Count);
        using var response = await fixture.Http.GetAsync($"/ogc/collections/place/items?filter={Uri.EscapeDataString($"{function}({collection},{collection})")}", TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)response.StatusCode);
    }

    // Where a line leaves an area it would have to be cut, and a cut has coordinates that nobody gave.
    [Theory]
    [InlineData("LINESTRING(117.1 36.1,117.5 36.1)")]
    [InlineData("LINESTRING(117 36.2,117.5 36.2)")]
    public async Task ALineThatLeavesAnAreaIsRefusedButForMeeting(string line)
    {
        var collection = $"GEOMETRYCOLLECTION(POLYGON((117 36,117.2 36,117.2 36.2,117 36.2,117 36)),{line})";
        foreach (var function in Functions)
        {
            var filter = $"{function}(geometry,{collection})";
            if (function is "S_INTERSECTS" or "S_DISJOINT")
            {
                var expression = Cql2Text.Parse(filter);
                Assert.Equal(Place.All.Where(place => Evaluator.Selects(expression, place)).Select(place => place.Code), await fixture.SelectAsync(filter));
                continue;
            }
            using var response = await fixture.Http.GetAsync($"/ogc/collections/place/items?filter={Uri.EscapeDataString(filter)}", TestContext.Current.CancellationToken);
            Assert.Equal(400, (int)response.StatusCode);
            Assert.Contains("runs through or along", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }
}

using Geo.Core.Cql2;

namespace Geo.Server.Tests.Cql2;

/// <summary>Predicates and how many of the places they select; in text, in JSON, and computed without a database.</summary>
public sealed class PredicatesSelectTests(Place.Fixture fixture) : IClassFixture<Place.Fixture>
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "cql2.txt")))
                if (line.Split('\t', 2) is [var count, var predicate] && int.TryParse(count, out var number)) cases.Add(number, predicate);
            return cases;
        }
    }

    [Fact]
    public void ThereAreManyOfThem() => Assert.True(Cases.Count >= 300, $"{Cases.Count} cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AsManyAsTheyShould(int count, string predicate)
    {
        var expression = Cql2Text.Parse(predicate);
        var inText = await fixture.SelectAsync(predicate);
        Assert.Equal(inText, await fixture.SelectAsync(Cql2Json.Print(expression), "cql2-json"));
        Assert.Equal(inText, Place.All.Where(place => Evaluator.Selects(expression, place)).Select(place => place.Code));
        Assert.Equal(count, inText.Count);
        // Printing changes nothing, however often.
        var printed = Cql2Text.Print(expression);
        Assert.Equal(printed, Cql2Text.Print(Cql2Text.Parse(printed)));
        Assert.Equal(Cql2Json.Print(expression), Cql2Json.Print(Cql2Json.Parse(Cql2Json.Print(expression))));
        Assert.Equal(Cql2Json.Print(expression), Cql2Json.Print(Cql2Text.Parse(printed)));
    }
}

using FsCheck;
using FsCheck.Fluent;
using Geo.Core.Cql2;

namespace Geo.Server.Tests.Cql2;

/// <summary>Filters that no one thought of: the database and the evaluator select the same places, and every spelling is the same filter.</summary>
public sealed class RandomFiltersAgreeTests(Place.Fixture fixture) : IClassFixture<Place.Fixture>
{
    private const int Depth = 4;

    // The same filters every time; `make fuzz` takes others.
    private static Config Repeatable(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20061, 7);

    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    [Fact]
    public void TheDatabaseSelectsWhatTheEvaluatorSelects() => Check.One(Repeatable(400), Prop.ForAll(Seeds, Agree));

    [Fact]
    public void EverySpellingReadsAsTheSame() => Check.One(Repeatable(3000), Prop.ForAll(Seeds, seed =>
    {
        var filter = new RandomExpressions(seed).Filter(Depth);
        var (text, json) = (Cql2Text.Print(filter), Cql2Json.Print(filter));
        Assert.Equal(text, Cql2Text.Print(Cql2Text.Parse(text)));
        Assert.Equal(json, Cql2Json.Print(Cql2Json.Parse(json)));
        Assert.Equal(json, Cql2Json.Print(Cql2Text.Parse(text)));
        Assert.Equal(text, Cql2Text.Print(Cql2Json.Parse(json)));
    }));

    internal static async Task<string?> DifferenceAsync(Place.Fixture fixture, int seed)
    {
        var filter = new RandomExpressions(seed).Filter(Depth);
        var expected = Place.All.Where(place => Evaluator.Selects(filter, place)).Select(place => place.Code);
        var json = (seed & 1) == 0;
        var selected = await fixture.SelectAsync(json ? Cql2Json.Print(filter) : Cql2Text.Print(filter), json ? "cql2-json" : "cql2-text");
        return expected.SequenceEqual(selected) ? null : $"{Cql2Text.Print(filter)} selects {string.Join(' ', selected)}, not {string.Join(' ', expected)}";
    }

    private void Agree(int seed)
    {
        var difference = DifferenceAsync(fixture, seed).GetAwaiter().GetResult();
        Assert.True(difference is null, difference);
    }
}

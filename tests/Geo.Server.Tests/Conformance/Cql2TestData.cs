using Geo.Core.Cql2;
using Geo.Server.Tests.Cql2;

namespace Geo.Server.Tests.Conformance;

/// <summary>
/// CQL2 (21-065r2), annex A: the tests "test-data" and "logical". The standard's are on a data set of Natural Earth, of countries, rivers and
/// populated places; ours are on places of our own, which have points, lines and areas in one collection. Every predicate of the standard's
/// tables has its counterpart with our names and values. One thing differs: our properties have dates, no times, so TIMESTAMP is compared with
/// dates. "logical" is four of those predicates at a time, ten times a class, and asks for more than success: for what they mean together.
/// </summary>
public sealed class Cql2TestData(Place.Fixture fixture) : IClassFixture<Place.Fixture>
{
    private const string Base = "cql2/1.0/conf/";

    [AbstractTest(Base + "basic-cql2", "test-data")]
    public Task Basic() => SelectAsync("basic-cql2");

    [AbstractTest(Base + "advanced-comparison-operators", "test-data")]
    public Task Advanced() => SelectAsync("advanced-comparison-operators");

    [AbstractTest(Base + "advanced-comparison-operators", "logical")]
    public Task AdvancedLogic() => CombineAsync("advanced-comparison-operators");

    [AbstractTest(Base + "case-insensitive-comparison", "test-data")]
    public Task Case() => SelectAsync("case-insensitive-comparison");

    [AbstractTest(Base + "case-insensitive-comparison", "logical")]
    public Task CaseLogic() => CombineAsync("case-insensitive-comparison");

    [AbstractTest(Base + "accent-insensitive-comparison", "test-data")]
    public Task Accents() => SelectAsync("accent-insensitive-comparison");

    [AbstractTest(Base + "accent-insensitive-comparison", "logical")]
    public Task AccentsLogic() => CombineAsync("accent-insensitive-comparison");

    [AbstractTest(Base + "basic-spatial-functions", "test-data")]
    public Task BasicSpatial() => SelectAsync("basic-spatial-functions");

    [AbstractTest(Base + "basic-spatial-functions", "logical")]
    public Task BasicSpatialLogic() => CombineAsync("basic-spatial-functions");

    [AbstractTest(Base + "basic-spatial-functions-plus", "test-data")]
    public Task BasicSpatialPlus() => SelectAsync("basic-spatial-functions-plus");

    [AbstractTest(Base + "spatial-functions", "test-data")]
    public Task Spatial() => SelectAsync("spatial-functions");

    [AbstractTest(Base + "spatial-functions", "logical")]
    public Task SpatialLogic() => CombineAsync("spatial-functions");

    [AbstractTest(Base + "temporal-functions", "test-data")]
    public Task Temporal() => SelectAsync("temporal-functions");

    [AbstractTest(Base + "temporal-functions", "logical")]
    public Task TemporalLogic() => CombineAsync("temporal-functions");

    // The standard has no data for lists; ours are in the file too.
    [AbstractTest(Base + "array-functions", "logical")]
    public async Task ArraysLogic()
    {
        await SelectAsync("array-functions");
        await CombineAsync("array-functions");
    }

    [AbstractTest(Base + "property-property", "test-data")]
    public Task Properties() => SelectAsync("property-property");

    [AbstractTest(Base + "property-property", "logical")]
    public Task PropertiesLogic() => CombineAsync("property-property");

    [AbstractTest(Base + "arithmetic", "test-data")]
    public Task Arithmetic() => SelectAsync("arithmetic");

    [AbstractTest(Base + "arithmetic", "logical")]
    public Task ArithmeticLogic() => CombineAsync("arithmetic");

    private async Task SelectAsync(string conformanceClass)
    {
        foreach (var (count, predicate) in Predicates(conformanceClass))
            Assert.Equal((predicate, count), (predicate, $"{(await AgreedAsync(predicate)).Count}"));
    }

    // The predicates of a class and of the one that all depend on; the same ones at every run.
    private async Task CombineAsync(string conformanceClass)
    {
        var (own, all, random) = (Predicates(conformanceClass), Predicates("basic-cql2"), new Random(65));
        for (var time = 0; time < 10; time++)
        {
            var (p1, p2, p3, p4) = (One(own), One(all), One(own), One([.. own, .. all]));
            await AgreedAsync($"((NOT ({p1}) AND ({p2})) OR (({p3}) and NOT ({p4})) or not (({p1}) AND ({p4})))");
        }

        string One(List<(string, string Predicate)> predicates) => predicates[random.Next(predicates.Count)].Predicate;
    }

    /// <summary>What is selected in text, in JSON and without a database: the same.</summary>
    private async Task<IReadOnlyList<string>> AgreedAsync(string predicate)
    {
        var expression = Cql2Text.Parse(predicate);
        var inText = await fixture.SelectAsync(predicate);
        Assert.Equal(inText, await fixture.SelectAsync(Cql2Json.Print(expression), "cql2-json"));
        Assert.Equal(Place.All.Where(place => Evaluator.Selects(expression, place)).Select(place => place.Code), inText);
        return inText;
    }

    private static List<(string Count, string Predicate)> Predicates(string conformanceClass) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "cql2-test-data.txt")).SkipWhile(line => line != $"## {conformanceClass}").Skip(1)
            .TakeWhile(line => !line.StartsWith('#')).Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1]))];
}

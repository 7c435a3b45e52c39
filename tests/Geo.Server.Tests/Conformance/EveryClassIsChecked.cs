using System.Reflection;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>What the service says it conforms to is what is checked here, by every abstract test of each class, and nothing else.</summary>
public sealed class EveryClassIsChecked(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    /// <summary>The abstract tests of each class, from ReferenceData/abstract-tests.txt.</summary>
    private static readonly Dictionary<string, string[]> Expected = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "ReferenceData", "abstract-tests.txt"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split(": ")).ToDictionary(parts => parts[0], parts => parts[1].Split(' '));

    private static readonly List<string> Tested = [.. typeof(AbstractTestAttribute).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        .Select(method => method.GetCustomAttribute<AbstractTestAttribute>()).OfType<AbstractTestAttribute>().Select(test => test.DisplayName!)];

    [Fact]
    public void EveryAbstractTestIsATestOfOurs() =>
        Assert.Equal(Expected.SelectMany(one => one.Value.Select(test => $"{one.Key}/{test}")).Order(StringComparer.Ordinal), Tested.Order(StringComparer.Ordinal));

    [Fact]
    public async Task ConformsToListsTheClassesThatHaveTests()
    {
        var declared = (await fixture.Http.JsonAsync("/ogc/conformance")).GetProperty("conformsTo").EnumerateArray().Select(uri => uri.GetString()!).ToList();
        Assert.Equal(declared.Count, declared.Distinct().Count());
        // Features Part 5 was published as Common Part 3: both names, the same classes.
        Assert.Equal(declared.Where(uri => uri.Contains("/ogcapi-common-3/", StringComparison.Ordinal)).Select(uri => uri.Replace("common-3", "features-5", StringComparison.Ordinal)),
            declared.Where(uri => uri.Contains("/ogcapi-features-5/", StringComparison.Ordinal)));
        Assert.Equal(Expected.Keys.Select(one => $"http://www.opengis.net/spec/{one}").Order(StringComparer.Ordinal),
            declared.Where(uri => !uri.Contains("/ogcapi-common-3/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}

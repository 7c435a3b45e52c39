using System.Reflection;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>What the service says it conforms to is what is checked here, and nothing else.</summary>
public sealed class EveryClassIsChecked(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task ConformsToListsTheClassesThatHaveTests()
    {
        var tested = typeof(AbstractTestAttribute).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<AbstractTestAttribute>()).OfType<AbstractTestAttribute>().ToList();
        Assert.Equal(tested.Count, tested.Select(test => test.DisplayName).Distinct().Count());
        var declared = (await fixture.Http.JsonAsync("/ogc/conformance")).GetProperty("conformsTo").EnumerateArray().Select(uri => uri.GetString()!);
        Assert.Equal(declared.Order(), tested.Select(test => $"http://www.opengis.net/spec/{test.ConformanceClass}").Distinct().Order());
    }
}

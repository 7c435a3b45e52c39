using System.Globalization;
using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Features - Part 3 (19-079r2), annex A: "Queryables as Query Parameters".</summary>
public sealed class FeaturesParameters(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string Parameters = "ogcapi-features-3/1.0/conf/queryables-query-parameters";

    [AbstractTest(Parameters, "get-conformance")]
    public async Task TheyAreDeclared() => Assert.Contains($"http://www.opengis.net/spec/{Parameters}",
        (await fixture.Http.JsonAsync("/ogc/conformance")).GetProperty("conformsTo").EnumerateArray().Select(uri => uri.GetString()));

    [AbstractTest(Parameters, "query-param")]
    public async Task EverySimpleQueryableIsAParameterThatSelects()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            var all = await fixture.Http.FeaturesAsync($"/ogc/collections/{id}/items?limit=1000");
            foreach (var queryable in (await fixture.Http.JsonAsync($"/ogc/collections/{id}/queryables")).GetProperty("properties").EnumerateObject())
                if (queryable.Value.TryGetProperty("type", out var type) && type.GetString() is "string" or "number" or "integer" or "boolean") await CheckAsync(id, queryable.Name, queryable.Value, all);
        }
    }

    // With every value that there is, up to five, exactly the features that have it; with a value of another schema, none but an error.
    private async Task CheckAsync(string id, string name, JsonElement schema, IReadOnlyList<JsonElement> all)
    {
        foreach (var value in all.Select(feature => ValueOf(feature, name)).OfType<string>().Where(value => IsInRange(schema, value)).Distinct().Take(5))
            Assert.Equal(all.Where(feature => ValueOf(feature, name) == value).Select(feature => feature.GetProperty("id").ToString()),
                await fixture.IdsAsync(id, $"{name}={Uri.EscapeDataString(value)}"));
        var wrong = schema.Text("type") switch
        {
            "number" or "integer" or "boolean" => "x",
            _ when schema.TryGetProperty("enum", out _) || schema.TryGetProperty("format", out _) => "no such value",
            _ => null,
        };
        if (wrong is not null) Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/{id}/items?{name}={wrong}"));
    }

    private static bool IsInRange(JsonElement schema, string value) =>
        (!schema.TryGetProperty("minimum", out var least) || double.Parse(value, CultureInfo.InvariantCulture) >= least.GetDouble())
        && (!schema.TryGetProperty("maximum", out var most) || double.Parse(value, CultureInfo.InvariantCulture) <= most.GetDouble());

    private static string? ValueOf(JsonElement feature, string name)
    {
        if (name == "id") return feature.GetProperty("id").ToString();
        if (!feature.GetProperty("properties").TryGetProperty(name, out var value)) return null;
        return value.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.True => "true", JsonValueKind.False => "false", _ => value.ToString() };
    }
}

using System.Text;
using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Features - Part 5 (23-058), annex A: "Schemas", "Advanced property roles", "Returnables and Receivables", "Queryables".</summary>
public sealed class FeaturesSchemas(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string SchemasClass = "ogcapi-features-5/1.0/conf/schemas";
    private const string Roles = "ogcapi-features-5/1.0/conf/advanced-property-roles";
    private const string Returnables = "ogcapi-features-5/1.0/conf/returnables-and-receivables";
    private const string Queryables = "ogcapi-features-5/1.0/conf/queryables";

    private static readonly string[] Keywords =
        ["title", "description", "type", "format", "enum", "minimum", "maximum", "items", "properties", "readOnly", "$schema", "$id", "required", "additionalProperties"];

    [AbstractTest(SchemasClass, "basic-schema-inspection")]
    public async Task EverySchemaIsJsonSchema()
    {
        foreach (var (path, schema) in await SchemasAsync())
        {
            Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.Text("$schema"));
            Assert.DoesNotContain("?", schema.Text("$id")!, StringComparison.Ordinal);
            using var response = await fixture.Http.AskAsync(schema.Text("$id")!, ("Accept", "application/schema+json"));
            Assert.Equal((200, "application/schema+json"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            Assert.Equal("object", schema.Text("type"));
            Assert.All(schema.EnumerateObject(), member => Assert.Contains(member.Name, Keywords));
            foreach (var property in schema.GetProperty("properties").EnumerateObject())
            {
                Assert.True(property.Value.TryGetProperty("type", out _) || property.Value.Text("format")!.StartsWith("geometry-", StringComparison.Ordinal), $"{path} {property.Name}");
                Assert.All(property.Value.EnumerateObject(), member => Assert.True(Keywords.Contains(member.Name) || member.Name.StartsWith("x-", StringComparison.Ordinal), member.Name));
            }
        }
    }

    [AbstractTest(SchemasClass, "role")]
    public Task RolesAreTexts() => ForEachAsync("x-ogc-role", role => Assert.Equal(JsonValueKind.String, role.ValueKind));

    [AbstractTest(SchemasClass, "role-id")]
    public async Task OnePropertyIsTheId()
    {
        foreach (var (_, schema) in await SchemasAsync()) Assert.Contains(Assert.Single(WithRole(schema, "id")).Text("type"), (string[])["string", "integer"]);
    }

    [AbstractTest(SchemasClass, "property-seq")]
    public Task PositionsAreWholeNumbers() => ForEachAsync("x-ogc-propertySeq", number => Assert.True(number.TryGetInt32(out _)));

    [AbstractTest(SchemasClass, "unit")]
    public async Task UnitsAreThoseOfUcum()
    {
        foreach (var (path, schema) in await SchemasAsync())
            foreach (var property in schema.GetProperty("properties").EnumerateObject().Where(property => property.Value.TryGetProperty("x-unit", out _)))
                if (property.Value.Text("type") is "number" or "integer") Assert.True(IsUcum(property.Value.Text("x-ogc-unit")!), $"{path}: {property}");
    }

    [AbstractTest(SchemasClass, "definition")]
    public Task DefinitionsAreUris() => ForEachAsync("x-ogc-definition", definition => Assert.True(Uri.IsWellFormedUriString(definition.GetString(), UriKind.Absolute)));

    [AbstractTest(SchemasClass, "nullvalues")]
    public Task NullValuesAreLists() => ForEachAsync("x-ogc-nullValues", values => Assert.Equal(JsonValueKind.Array, values.ValueKind));

    [AbstractTest(Roles, "role-primary-geometry")]
    public async Task OneGeometryIsThePrimaryOne()
    {
        foreach (var (_, schema) in await SchemasAsync())
        {
            var geometry = Assert.Single(WithRole(schema, "primary-geometry"));
            Assert.StartsWith("geometry-", geometry.Text("format"), StringComparison.Ordinal);
            Assert.False(geometry.TryGetProperty("type", out _));
        }
    }

    [AbstractTest(Roles, "role-primary-temporal")]
    public async Task OneDateIsThePrimaryOne()
    {
        foreach (var (_, schema) in await SchemasAsync())
            Assert.All(WithRole(schema, "primary-instant"), instant => Assert.Equal(("string", "date"), (instant.Text("type"), instant.Text("format"))));
        Assert.Single(WithRole(await fixture.Http.JsonAsync("/ogc/collections/5g/schema"), "primary-instant"));
    }

    [AbstractTest(Roles, "role-type")]
    public async Task NoPropertyIsAFeaturesType()
    {
        foreach (var (_, schema) in await SchemasAsync()) Assert.Empty(WithRole(schema, "type"));
    }

    [AbstractTest(Returnables, "get-conformance")]
    public async Task ReturnablesAreDeclared() => Assert.Contains($"http://www.opengis.net/spec/{Returnables}", await fixture.Http.GetStringAsync("/ogc/conformance", TestContext.Current.CancellationToken), StringComparison.Ordinal);

    [AbstractTest(Returnables, "link")]
    public Task EveryCollectionLinksToItsSchema() => AssertLinkAsync("schema");

    [AbstractTest(Returnables, "op-and-response")]
    public async Task EverySchemaIsThere()
    {
        foreach (var id in ConformanceFixture.Collections) Assert.Equal(200, await fixture.StatusAsync($"/ogc/collections/{id}/schema"));
    }

    [AbstractTest(Returnables, "response-1")]
    public async Task FeaturesAreAsTheirSchemaSays()
    {
        foreach (var id in ConformanceFixture.Filled)
        {
            var properties = (await fixture.Http.JsonAsync($"/ogc/collections/{id}/schema")).GetProperty("properties");
            foreach (var feature in await fixture.Http.FeaturesAsync($"/ogc/collections/{id}/items"))
            {
                foreach (var property in feature.GetProperty("properties").EnumerateObject())
                    Assert.True(Fits(property.Value, properties.GetProperty(property.Name)), $"{id}: {property}");
                Assert.True(Fits(feature.GetProperty("id"), properties.GetProperty("id")));
                Assert.Contains(feature.GetProperty("geometry").Text("type")!.ToLowerInvariant(), properties.GetProperty("geometry").Text("format")!["geometry-".Length..].Split("-or-"));
            }
        }
    }

    // Its condition is that features may be written at this address. Where Part 4 is declared they may, by those who have an account, which Part 4's tests are of.
    [AbstractTest(Returnables, "response-2")]
    public async Task AStrangerWritesNothing()
    {
        var writable = (await fixture.Http.GetStringAsync("/ogc/conformance", TestContext.Current.CancellationToken)).Contains("ogcapi-features-4", StringComparison.Ordinal);
        using var feature = new StringContent("""{"type":"Feature","geometry":null,"properties":{}}""", Encoding.UTF8, "application/geo+json");
        Assert.Equal(writable ? 401 : 405, (int)(await fixture.Http.PostAsync("/ogc/collections/5g/items", feature, TestContext.Current.CancellationToken)).StatusCode);
    }

    [AbstractTest(Queryables, "get-conformance")]
    public async Task QueryablesAreDeclared() => Assert.Contains($"http://www.opengis.net/spec/{Queryables}", await fixture.Http.GetStringAsync("/ogc/conformance", TestContext.Current.CancellationToken), StringComparison.Ordinal);

    [AbstractTest(Queryables, "link")]
    public Task EveryCollectionLinksToItsQueryables() => AssertLinkAsync("queryables");

    [AbstractTest(Queryables, "op-and-response")]
    public async Task EveryQueryablesIsThere()
    {
        foreach (var id in ConformanceFixture.Collections) Assert.Equal(200, await fixture.StatusAsync($"/ogc/collections/{id}/queryables"));
    }

    private async Task AssertLinkAsync(string name)
    {
        foreach (var id in ConformanceFixture.Collections)
            Assert.Equal(new Uri(fixture.Server.Address, $"/ogc/collections/{id}/{name}").ToString(),
                Assert.Single(ConformanceFixture.Links(await fixture.Http.JsonAsync($"/ogc/collections/{id}"), ConformanceFixture.Relation + name)).Text("href"));
    }

    private static bool Fits(JsonElement value, JsonElement description) => description.Text("type") switch
    {
        "string" => value.ValueKind == JsonValueKind.String && (!description.TryGetProperty("enum", out var values) || values.EnumerateArray().Any(one => one.GetString() == value.GetString())),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.TryGetInt64(out _),
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Number,
    };

    // The units of UCUM that layers use; what stands in braces is no unit but a word about a number, and allowed.
    private static bool IsUcum(string unit) =>
        unit is "%" or "m" or "km" or "km2" or "m2" or "m3" or "10*6.m3" or "har" or "deg" or "km/h" or "min" or "t" or "A" or "V" or "W" or "kW" or "MHz" or "Mbit/s" or "PBy"
        || unit is ['{', .. var word, '}'] && !word.Contains('{', StringComparison.Ordinal);

    private static List<JsonElement> WithRole(JsonElement schema, string role) =>
        [.. schema.GetProperty("properties").EnumerateObject().Select(property => property.Value).Where(property => property.TryGetProperty("x-ogc-role", out var its) && its.GetString() == role)];

    private async Task ForEachAsync(string keyword, Action<JsonElement> check)
    {
        foreach (var (_, schema) in await SchemasAsync())
            foreach (var property in schema.GetProperty("properties").EnumerateObject())
                if (property.Value.TryGetProperty(keyword, out var value)) check(value);
    }

    private async Task<List<(string Path, JsonElement Schema)>> SchemasAsync()
    {
        var schemas = new List<(string, JsonElement)>();
        foreach (var id in ConformanceFixture.Collections)
            foreach (var name in (string[])["schema", "queryables"])
                schemas.Add(($"{id}/{name}", await fixture.Http.JsonAsync($"/ogc/collections/{id}/{name}")));
        return schemas;
    }
}

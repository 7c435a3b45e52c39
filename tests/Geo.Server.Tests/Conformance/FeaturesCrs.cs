using System.Globalization;
using System.Text.Json;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Conformance;

/// <summary>OGC API - Features - Part 2 (18-058r1), annex A. PostGIS's own transformations are the reference.</summary>
public sealed class FeaturesCrs(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private const string Crs = "ogcapi-features-2/1.0/conf/crs";
    private const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
    private const string Epsg = "http://www.opengis.net/def/crs/EPSG/0/";

    private static readonly int[] Codes = [4490, 4326, 3857, 4547, 4548, 4549, 4550, 4526, 4527, 4528, 4529];

    // EPSG's definitions: degrees latitude first, Gauss-Krüger northing first, Web Mercator easting first.
    private static bool NorthFirst(int code) => code != 3857;

    [AbstractTest(Crs, "crs-uri")]
    public async Task EveryCrsIsNamedByItsUri()
    {
        foreach (var collection in await CollectionsAsync())
            Assert.Equal([Crs84, .. Codes.Select(code => $"{Epsg}{code}")], collection.GetProperty("crs").EnumerateArray().Select(uri => uri.GetString()));
    }

    [AbstractTest(Crs, "default-crs")]
    public async Task TheFirstIsCrs84()
    {
        foreach (var collection in await CollectionsAsync()) Assert.Equal(Crs84, collection.GetProperty("crs")[0].GetString());
    }

    [AbstractTest(Crs, "storageCrs")]
    public async Task TheStorageCrsIsOneOfThem()
    {
        foreach (var collection in await CollectionsAsync())
            Assert.Contains(collection.Text("storageCrs"), collection.GetProperty("crs").EnumerateArray().Select(uri => uri.GetString()));
    }

    [AbstractTest(Crs, "crs-parameter")]
    public async Task TheAnswerNamesTheCrsAskedFor()
    {
        foreach (var collection in ConformanceFixture.Filled)
        {
            var id = (await fixture.IdsAsync(collection))[0];
            foreach (var uri in Codes.Select(code => $"{Epsg}{code}").Prepend(Crs84))
                foreach (var path in (string[])[$"items?limit=2&crs={uri}", $"items/{id}?crs={Uri.EscapeDataString(uri)}"])
                    using (var response = await fixture.Http.AskAsync($"/ogc/collections/{collection}/{path}"))
                        Assert.Equal((200, $"<{uri}>"), ((int)response.StatusCode, Assert.Single(response.Headers.GetValues("Content-Crs"))));
        }
    }

    [AbstractTest(Crs, "crs-parameter-invalid")]
    public async Task AnUnknownCrsIsAnError()
    {
        foreach (var crs in (string[])["", "4326", "EPSG:4326", Epsg + "4327", Epsg + "999999", Crs84 + "/", "http://www.opengis.net/def/crs/OGC/0/CRS84"])
            foreach (var path in (string[])["items?crs=", "items?bbox=1,2,3,4&bbox-crs=", "items?filter=true&filter-crs=", "items/370102?crs="])
                Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/counties/{path}{crs}"));
    }

    [AbstractTest(Crs, "crs-parameter-default")]
    public async Task WithoutItTheCrsIsCrs84()
    {
        using var response = await fixture.Http.AskAsync("/ogc/collections/5g/items?limit=1");
        Assert.Equal($"<{Crs84}>", Assert.Single(response.Headers.GetValues("Content-Crs")));
        Assert.Equal(await PositionsAsync("5g", ""), await PositionsAsync("5g", $"&crs={Crs84}"));
    }

    [AbstractTest(Crs, "crs-transform")]
    public async Task CoordinatesAreThoseOfTheDatabasesOwnTransformation()
    {
        foreach (var collection in ConformanceFixture.Stored)
            foreach (var code in Codes)
            {
                var (first, second) = (await PositionsAsync(collection, $"&limit=3&crs={Epsg}{code}"))[0];
                var (x, y) = NorthFirst(code) ? (second, first) : (first, second);
                var (longitude, latitude) = (await PositionsAsync(collection, "&limit=3"))[0];
                var expected = await fixture.Database.ScalarAsync<double[]>(
                    "select array[st_x(p), st_y(p)] from (select st_transform(st_setsrid(st_makepoint($1, $2), 4490), $3) as p) t", longitude, latitude, code);
                // What is written is rounded: longitude and latitude to a centimetre, planes to a millimetre.
                var tolerance = code is 4490 or 4326 ? 1e-7 : 0.02;
                Assert.True(Math.Abs(expected[0] - x) < tolerance && Math.Abs(expected[1] - y) < tolerance, $"{collection} {code}: {x} {y}, not {expected[0]} {expected[1]}");
            }
    }

    [AbstractTest(Crs, "crs-parameter-transform")]
    public async Task EveryCrsGivesTheSameFeatures()
    {
        foreach (var collection in ConformanceFixture.Filled)
            foreach (var code in Codes) Assert.Equal(await fixture.IdsAsync(collection), await fixture.IdsAsync(collection, $"crs={Epsg}{code}"));
        // Pages too, and the next link keeps the system.
        var page = await fixture.Http.JsonAsync($"/ogc/collections/5g/items?limit=10&crs={Epsg}4549");
        Assert.InRange((await fixture.Http.JsonAsync(page.Link("next")!)).GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates")[0].GetDouble(), 4e6, 4.1e6);
    }

    [AbstractTest(Crs, "bbox-crs-parameter")]
    public async Task ABoxMayBeInAnyOfThem()
    {
        const double west = 117.0795, south = 36.64, east = 117.0905, north = 36.66;
        var expected = await fixture.IdsAsync("5g", FormattableString.Invariant($"bbox={west},{south},{east},{north}"));
        Assert.InRange(expected.Count, 5, 20);
        foreach (var code in Codes)
        {
            // A box of a plane that reaches just around the points expected: between them and the next lie 50 m.
            var corners = await fixture.Database.ScalarAsync<double[]>(
                "select array[st_x(a), st_y(a), st_x(b), st_y(b)] from (select st_transform(st_setsrid(st_makepoint($1, $2), 4490), $5) as a, st_transform(st_setsrid(st_makepoint($3, $4), 4490), $5) as b) t",
                west, south, east, north, code);
            if (code is not (4490 or 4326 or 3857)) await WithPlaneAsync(code, corners);
            else Assert.Equal(expected, await fixture.IdsAsync("5g", $"bbox={Box(code, corners)}&bbox-crs={Epsg}{code}"));
        }

        // The same test in the plane, by the database.
        async Task WithPlaneAsync(int code, double[] corners) => Assert.Equal(
            await fixture.Database.ScalarAsync<string>(
                "select coalesce(string_agg(key::text, ' ' order by key), '') from geo.site where layer_id = '5g' and valid_to is null and st_intersects(st_transform(geom, $5), st_makeenvelope($1, $2, $3, $4, $5))",
                corners[0], corners[1], corners[2], corners[3], code),
            string.Join(' ', await fixture.IdsAsync("5g", $"bbox={Box(code, corners)}&bbox-crs={Epsg}{code}")));
    }

    [AbstractTest(Crs, "bbox-crs-parameter-invalid")]
    public async Task ABoxInAnUnknownCrsIsAnError()
    {
        Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/5g/items?bbox=1,2,3,4&bbox-crs={Epsg}4"));
        // Longitude first where latitude is: outside, not silently something else.
        Assert.Equal(400, await fixture.StatusAsync($"/ogc/collections/5g/items?bbox=117,36,118,37&bbox-crs={Epsg}4490"));
    }

    [AbstractTest(Crs, "bbox-crs-parameter-default")]
    public async Task ABoxWithoutOneIsInCrs84() => Assert.Equal(
        await fixture.IdsAsync("5g", "bbox=117.08,36,117.09,37"), await fixture.IdsAsync("5g", $"bbox=117.08,36,117.09,37&bbox-crs={Crs84}"));

    private static string Box(int code, double[] corners) => string.Join(',',
        (NorthFirst(code) ? (double[])[corners[1], corners[0], corners[3], corners[2]] : corners).Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    private async Task<List<(double X, double Y)>> PositionsAsync(string collection, string query) =>
        [.. (await fixture.Http.FeaturesAsync($"/ogc/collections/{collection}/items?version={await VersionAsync(collection)}{query}")).SelectMany(Coordinates.Of)];

    private Task<long> VersionAsync(string collection) => fixture.Database.ScalarAsync<long>("select data_version from geo.layer where id = $1", collection);

    private async Task<List<JsonElement>> CollectionsAsync() => [.. (await fixture.Http.JsonAsync("/ogc/collections")).GetProperty("collections").EnumerateArray()];
}

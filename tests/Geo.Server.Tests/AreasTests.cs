using Geo.Core.Crs;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using System.Text.Json;

namespace Geo.Server.Tests;

/// <summary>The boundaries that the project ships with, as they are published.</summary>
public sealed class AreasTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly JsonSerializerOptions GeoJson = new() { Converters = { new GeoJsonConverterFactory() } };

    [Theory]
    [InlineData("provinces", 1)]
    [InlineData("circles", 3)]
    [InlineData("cities", 16)]
    [InlineData("counties", 136)]
    public async Task EveryLevelIsACollectionOfValidAreas(string collection, int count)
    {
        var features = await fixture.Http.FeaturesAsync($"/ogc/collections/{collection}/items?limit=200");
        Assert.Equal(count, features.Count);
        Assert.All(features, feature =>
        {
            var shape = feature.GetProperty("geometry").Deserialize<Geometry>(GeoJson)!;
            Assert.True(shape.IsValid, feature.Property("name").GetString());
            Assert.True(shape.Area > 0);
        });
    }

    [Fact]
    public async Task CountiesAreThoseOfTheCensus()
    {
        var published = (await fixture.Http.FeaturesAsync("/ogc/collections/counties/items?limit=200")).Select(county => (
            county.Property("adcode").GetString()!, county.Property("name").GetString()!, county.Property("cityAdcode").GetString()!,
            county.Property("population2020").GetInt64()));
        Assert.Equal(ReferenceCounty.Reference.Select(county => (county.Adcode, county.Name, county.CityAdcode, county.Population)).Order(), published.Order());
    }

    [Fact]
    public async Task CountiesTileTheProvince()
    {
        var counties = await ShapesAsync("select adcode, geom from geo.area where level = 'county' and valid_to is null");
        var province = (await ShapesAsync("select adcode, geom from geo.area where level = 'province' and valid_to is null")).Single().Value;
        Assert.Equal(136, counties.Count);
        Assert.True(CoverageValidator.IsValid([.. counties.Values]), "Neighbours must meet vertex by vertex.");
        Assert.Equal(EllipsoidalArea.SquareMetres(province), counties.Values.Sum(EllipsoidalArea.SquareMetres), tolerance: 1.0);
        // What lies between counties and belongs to none would be a hole in their union. There is one that is none of the
        // province's: villages of Henan's Fan County inside Shen County.
        var union = CoverageUnion.Union([.. counties.Values]);
        Assert.Equal(EllipsoidalArea.SquareMetres(province), EllipsoidalArea.SquareMetres(union), tolerance: 1.0);
        var hole = Assert.Single(Polygons(union).SelectMany(polygon => polygon.InteriorRings));
        Assert.True(hole.EnvelopeInternal.Contains(115.4907, 35.9082));
        Assert.Contains(Polygons(counties["371522"]).SelectMany(polygon => polygon.InteriorRings), ring => ring.EqualsTopologically(hole));
    }

    [Theory]
    [InlineData("city_adcode", "city")]
    [InlineData("circle", "circle")]
    [InlineData("'370000'::text", "province")]
    public async Task LargerAreasAreExactlyTheSumOfTheirCounties(string group, string level)
    {
        var (larger, wrong) = (await fixture.Database.ScalarAsync<long>($"select count(*) from geo.area where level = '{level}' and valid_to is null"),
            await fixture.Database.ScalarAsync<long>($"""
            select count(*) from geo.area a
            full join (
              select {group} as adcode, sum(area_km2) as area_km2, sum(population_2020) as people, sum(urban_population_2020) as urban, sum(rural_population_2020) as rural
              from geo.area where level = 'county' and valid_to is null group by 1
            ) counties using (adcode)
            where a.level is not distinct from '{level}' and a.valid_to is null
              and (a.area_km2, a.population_2020, a.urban_population_2020, a.rural_population_2020)
                is distinct from (counties.area_km2, counties.people, counties.urban, counties.rural)
            """));
        Assert.Equal(level switch { "city" => 16, "circle" => 3, _ => 1 }, larger);
        Assert.Equal(0, wrong);
    }

    [Fact]
    public async Task AreasAreThoseOfAnotherSurvey()
    {
        var published = (await fixture.Http.FeaturesAsync("/ogc/collections/counties/items?limit=200"))
            .ToDictionary(county => county.Property("adcode").GetString()!, county => county.Property("areaKm2").GetDouble());
        var deviations = ReferenceCounty.Reference.Select(county => Math.Abs(published[county.Adcode] / county.AreaKm2 - 1)).Order().ToList();
        Assert.InRange(deviations[deviations.Count / 2], 0, 0.01);
        Assert.InRange(published.Values.Sum() / ReferenceCounty.Reference.Sum(county => county.AreaKm2), 0.98, 1.02);
    }

    [Fact]
    public async Task EveryZoomHasExactlyOneShapeOfEveryArea()
    {
        for (var zoom = 0; zoom <= 30; zoom++)
            Assert.Equal(136 + 16 + 3 + 1, await fixture.Database.ScalarAsync<long>(
                "select count(distinct level || adcode) * (count(*) = count(distinct level || adcode))::int from geo.area_shape where $1 between zoom_from and zoom_to", zoom));
    }

    [Fact]
    public async Task GeneralisedCountiesStillMeetVertexByVertex()
    {
        foreach (var zoom in await ZoomBandsAsync())
        {
            var counties = await ShapesOfBandAsync("county", zoom);
            Assert.Equal(136, counties.Count);
            Assert.All(counties, county => Assert.True(county.Value.IsValid, $"{county.Key} at zoom {zoom}"));
            Assert.True(CoverageValidator.IsValid([.. counties.Values]), $"zoom {zoom}");
        }
    }

    [Theory]
    [InlineData("city", 16)]
    [InlineData("circle", 3)]
    [InlineData("province", 1)]
    public async Task LargerAreasShareTheEdgesOfTheirCountiesAtEveryZoom(string level, int count)
    {
        foreach (var zoom in await ZoomBandsAsync())
        {
            var counties = await ShapesOfBandAsync("county", zoom);
            var edges = counties.Values.SelectMany(Edges).ToHashSet();
            var larger = await ShapesOfBandAsync(level, zoom);
            Assert.Equal(count, larger.Count);
            Assert.All(larger, area => Assert.All(Edges(area.Value), edge => Assert.Contains(edge, edges)));
            Assert.Equal(1, larger.Values.Sum(shape => shape.Area) / counties.Values.Sum(shape => shape.Area), tolerance: 1e-9);
        }
    }

    private async Task<IReadOnlyList<int>> ZoomBandsAsync()
    {
        var bands = await fixture.Database.ScalarAsync<short[]>("select array_agg(distinct zoom_from) from geo.area_shape");
        Assert.True(bands.Length > 1);
        return [.. bands.Select(zoom => (int)zoom)];
    }

    private Task<Dictionary<string, Geometry>> ShapesOfBandAsync(string level, int zoom) =>
        ShapesAsync($"select adcode, geom from geo.area_shape where level = '{level}' and zoom_from = {zoom}");

    private async Task<Dictionary<string, Geometry>> ShapesAsync(string sql)
    {
        var shapes = new Dictionary<string, Geometry>();
        await using var command = fixture.Database.Owner.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) shapes.Add(rows.GetString(0), rows.GetFieldValue<Geometry>(1));
        return shapes;
    }

    private static IEnumerable<Polygon> Polygons(Geometry shape) => Enumerable.Range(0, shape.NumGeometries).Select(i => (Polygon)shape.GetGeometryN(i));

    /// <summary>Every edge of a shape, whichever way it runs.</summary>
    private static IEnumerable<(double, double, double, double)> Edges(Geometry shape) =>
        from polygon in Polygons(shape)
        from ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing)
        let at = ring.Coordinates
        from i in Enumerable.Range(1, at.Length - 1)
        let forward = at[i - 1].CompareTo(at[i]) < 0
        let first = forward ? at[i - 1] : at[i]
        let last = forward ? at[i] : at[i - 1]
        select (first.X, first.Y, last.X, last.Y);
}

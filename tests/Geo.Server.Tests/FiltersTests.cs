using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests;

/// <summary>What bbox, datetime and property parameters select.</summary>
public sealed class FiltersTests(FiltersTests.Fixture fixture) : IClassFixture<FiltersTests.Fixture>
{
    public sealed class Fixture : ServerFixture
    {
        protected override Task ArrangeAsync() => Database.PublishAsync("5g",
        [
            Publishing.Site("a", Publishing.Lixia).Since("2019-01-01").With("""{"operator": "cmcc", "band": "n41", "heightM": 30, "shared": true}"""),
            Publishing.Site("b", Publishing.Lixia).Since("2020-06-30").With("""{"operator": "cucc", "band": "n78", "heightM": 30.0, "shared": false}"""),
            Publishing.Site("c", Publishing.Shinan).Since("2020-07-01").With("""{"operator": "ctcc", "band": "n78", "heightM": 12.5, "gnbId": 77}"""),
            Publishing.Site("d", Publishing.Shinan, "O'Brien, 站") with { Status = "planned", Synthetic = true },
        ]);
    }

    [Theory]
    [InlineData("", "a b c d")]
    [InlineData("status=in-service", "a b c")]
    [InlineData("status=planned,building", "d")]
    [InlineData("operator=cmcc,ctcc", "a c")]
    [InlineData("operator=cmcc,ctcc&band=n78", "c")]
    [InlineData("heightM=30", "a b")]
    [InlineData("heightM=12.5,30", "a b c")]
    [InlineData("gnbId=77", "c")]
    [InlineData("shared=true", "a")]
    [InlineData("shared=false", "b")]
    [InlineData("synthetic=true", "d")]
    [InlineData("inServiceDate=2020-07-01", "c")]
    [InlineData("cityAdcode=370200", "c d")]
    [InlineData("countyAdcode=370102&operator=cucc", "b")]
    [InlineData("code=d", "d")]
    [InlineData("code=nobody", "")]
    [InlineData("name=a'%20or%20'1'='1", "")]
    public Task PropertiesSelect(string query, string codes) => AssertSelectsAsync(query, codes);

    [Theory]
    [InlineData("117,36,118,37", "a b")]
    [InlineData("120,36,121,37", "c d")]
    [InlineData("117.074,36.651,117.074,36.651", "a b")]
    [InlineData("117.0741,36.651,118,37", "")]
    [InlineData("117,36,-100,118,37,100", "a b")]
    [InlineData("-180,-90,180,90", "a b c d")]
    [InlineData("110,30,-170,40", "a b c d")]
    [InlineData("119,30,-170,40", "c d")]
    [InlineData("177,30,-177,40", "")]
    [InlineData("170,30,118,40", "a b")]
    [InlineData("1.17e2,36,118,37", "a b")]
    public Task ABoxSelects(string bbox, string codes) => AssertSelectsAsync($"bbox={bbox}", codes);

    [Theory]
    [InlineData("2019-01-01", "a d")]
    [InlineData("2020-06-30/2020-07-01", "b c d")]
    [InlineData("2020-06-30T23:59:59Z", "b d")]
    [InlineData("2020-06-30t23:59:59.123456789z", "b d")]
    [InlineData("../2020-06-30", "a b d")]
    [InlineData("/2020-06-30", "a b d")]
    [InlineData("2020-07-01/..", "c d")]
    [InlineData("2020-07-01/", "c d")]
    [InlineData("2020-07-01T00:00:00Z/..", "c d")]
    [InlineData("2020-07-01T00:00:00%2B08:00/..", "b c d")]
    [InlineData("../..", "a b c d")]
    [InlineData("2021-01-01/..", "d")]
    public Task ATimeSelectsAndAFeatureWithoutOneAlwaysMatches(string datetime, string codes) => AssertSelectsAsync($"datetime={datetime}", codes);

    [Fact]
    public Task AllConditionsHoldTogether() => AssertSelectsAsync("bbox=110,30,125,40&datetime=2020-01-01/..&band=n78&status=in-service", "b c");

    [Fact]
    public async Task AreasHaveNoTimeSoEveryTimeMatches() =>
        Assert.Equal(3, (await fixture.Http.FeaturesAsync("/ogc/collections/circles/items?datetime=1990-01-01")).Count);

    [Theory]
    [InlineData("bbox=117.07,36.64,117.08,36.66", "370102")]
    [InlineData("adcode=370102,370202", "370102 370202")]
    [InlineData("population2020=840341", "370102")]
    [InlineData("name=历下区", "370102")]
    [InlineData("circle=circle-lunan&cityAdcode=370100", "")]
    public async Task AreasAreSelectedByTheirOwnFields(string query, string adcodes) =>
        Assert.Equal(adcodes, string.Join(' ', await fixture.Http.ValuesAsync($"/ogc/collections/counties/items?{query}", "adcode")));

    [Theory]
    [InlineData("operator=cmcc,ctcc")]
    [InlineData("bbox=120,36,121,37")]
    [InlineData("datetime=../2019-12-31")]
    public async Task ThePageForPeopleShowsTheSameSelection(string query)
    {
        var chosen = await fixture.Http.FeaturesAsync($"/ogc/collections/5g/items?{query}");
        Assert.InRange(chosen.Count, 1, 3);
        using var response = await fixture.Http.AskAsync($"/ogc/collections/5g/items?f=html&{query}");
        var html = await response.TextAsync();
        Assert.All(chosen, site => Assert.Contains($"/items/{site.GetProperty("id")}\"", html, StringComparison.Ordinal));
        Assert.Equal(chosen.Count, html.Split("/items/").Length - 1);
    }

    private async Task AssertSelectsAsync(string query, string codes) =>
        Assert.Equal(codes, string.Join(' ', (await fixture.Http.ValuesAsync($"/ogc/collections/5g/items?{query}", "code")).Order()));
}

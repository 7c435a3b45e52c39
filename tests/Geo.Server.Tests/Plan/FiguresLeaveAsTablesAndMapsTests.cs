using System.Globalization;
using System.IO.Compression;
using Geo.Server.Tests.Accounts;
using Geo.Server.Tests.Harness;
using Sylvan.Data.Csv;

namespace Geo.Server.Tests.Plan;

/// <summary>Every figure leaves as CSV, as a workbook and as a layer that a GIS draws; and no text of it is run.</summary>
public sealed class FiguresLeaveAsTablesAndMapsTests(PlanFixture fixture) : IClassFixture<PlanFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheTableHasTheValuesOfTheAnswerAndABlankIsBlank()
    {
        var rows = await CsvAsync("/api/plan?f=csv&lang=en");
        var piles = rows.Single(row => row["Indicator"] == "Charging piles");
        Assert.Equal(("80000", "77", "late"), (piles["Target"], piles["Value"], piles["Status"]));
        Assert.Equal(("", "not reported"), (rows.Single(row => row["Indicator"] == "Smart communities")["Value"], rows.Single(row => row["Indicator"] == "Smart communities")["Status"]));
        Assert.Equal(1 + 3 + 16 + 136, (await CsvAsync("/api/indicators/5g-stations?f=csv&lang=en")).Count);
        Assert.Equal(16, (await CsvAsync("/api/ratings?level=city&f=csv&lang=en")).Count);
    }

    [Fact]
    public async Task AFormulaInEvidenceIsNotOneInTheTable()
    {
        using var editor = await fixture.ProvinceAsync();
        await editor.SentAsync(HttpMethod.Post, "/api/figures", new { source = "x", figures = new[] { new { indicator = "solutions", area = "370000", period = "2021", value = 5, evidence = "=HYPERLINK(\"http://x\")" } } });
        var row = (await CsvAsync("/api/plan?f=csv&lang=en")).Single(each => each["Indicator"] == "Big data solutions and scenarios");
        Assert.StartsWith("'=", row["Evidence"], StringComparison.Ordinal);
        var sheet = await SheetAsync("/api/plan?f=xlsx&lang=en");
        Assert.DoesNotContain("<f>", sheet, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", System.Net.WebUtility.HtmlDecode(sheet), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorkbookHoldsNumbersAsNumbers()
    {
        Assert.Contains("<v>77</v>", await SheetAsync("/api/indicators/charging-piles?f=xlsx"), StringComparison.Ordinal);
        Assert.Contains("<row", await SheetAsync("/api/ratings?level=county&f=xlsx"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GdalReadsFiguresWithTheirAreas()
    {
        var ending = await Executable.RunAsync("ogrinfo", ["-ro", "-al", "-geom=NO", "-where", "adcode='370100'", $"OAPIF:{new Uri(fixture.Server.Address, "/ogc/plan")}", "plan-cities"]);
        Assert.True(ending.ExitCode == 0, ending.Error);
        Assert.Contains("charging-piles (Integer) = 40", ending.Output, StringComparison.Ordinal);
        var all = await Executable.RunAsync("ogrinfo", ["-ro", "-al", "-so", $"OAPIF:{new Uri(fixture.Server.Address, "/ogc/plan")}"]);
        foreach (var (layer, count) in (ReadOnlySpan<(string, int)>)[("plan-cities", 16), ("plan-counties", 136), ("ratings-cities", 16), ("ratings-counties", 136)])
            Assert.Matches($@"Layer name: {layer}\s[\s\S]*?Feature Count: {count}\s", all.Output);
    }

    [Fact]
    public async Task PagesOfItemsTogetherAreAllOfThem()
    {
        List<string> codes = [];
        for (var path = "/ogc/plan/collections/ratings-counties/items?limit=50"; path is not null;)
        {
            var page = await fixture.Http.JsonAsync(path);
            codes.AddRange(page.GetProperty("features").EnumerateArray().Select(feature => feature.Text("id")!));
            path = page.Link("next") is { } next ? new Uri(next).PathAndQuery : null;
        }
        Assert.Equal(136, codes.Distinct().Count());
        Assert.Equal(136, codes.Count);
        Assert.Equal("370202", Assert.Single((await fixture.Http.JsonAsync("/ogc/plan/collections/plan-counties/items?bbox=120.387,36.065,120.387,36.065")).GetProperty("features").EnumerateArray()).Text("id"));
    }

    [Fact]
    public async Task OutlinesOfNeighboursMeetAndCoverTheLevel()
    {
        var counties = await fixture.Http.JsonAsync("/api/areas/outlines?level=county");
        Assert.Equal(136, counties.GetProperty("areas").GetArrayLength());
        Assert.All(counties.GetProperty("areas").EnumerateArray(), area => Assert.Matches(@"^(M\d+ -?\d+l(-?\d+ -?\d+ ?)+z)+$", area.Text("path")));
        var cities = await fixture.Http.JsonAsync("/api/areas/outlines?level=city");
        Assert.Equal(counties.GetProperty("box").ToString(), cities.GetProperty("box").ToString());
    }

    private async Task<IReadOnlyList<Dictionary<string, string>>> CsvAsync(string path)
    {
        using var response = await fixture.Http.AskAsync(path);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        using var csv = CsvDataReader.Create(new StreamReader(await response.Content.ReadAsStreamAsync(Cancel)));
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read()) rows.Add(Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, csv.GetString));
        return rows;
    }

    private async Task<string> SheetAsync(string path)
    {
        using var response = await fixture.Http.AskAsync(path);
        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync(Cancel));
        using var sheet = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        return await sheet.ReadToEndAsync(Cancel);
    }
}

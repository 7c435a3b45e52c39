using System.Text.Json;
using Geo.Server.Coverage;
using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Coverage;

/// <summary>What the tests of coverage ask.</summary>
internal static class CoverageAsking
{
    private static readonly string[] Whole = ["cells", "coveredCells", "peopleUnits", "coveredPeopleUnits"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<IReadOnlyDictionary<string, JsonElement>> AreasAsync(this HttpClient http, string layerId, string level, long? version = null) =>
        (await http.JsonAsync($"/api/coverage/{layerId}/areas?level={level}{(version is null ? "" : $"&version={version}")}"))
            .GetProperty("areas").EnumerateArray().ToDictionary(area => area.Text("adcode")!);

    public static Task<JsonElement> ValueAsync(this HttpClient http, string layerId, double lonDeg, double latDeg, string more = "") =>
        http.JsonAsync(FormattableString.Invariant($"/api/coverage/{layerId}/value?lon={lonDeg}&lat={latDeg}{more}"));

    /// <summary>Requires that the province is its cities and its counties, to the cell and to the thousandth of a person.</summary>
    public static async Task AssertSumsAsync(this HttpClient http, string layerId)
    {
        var province = (await http.AreasAsync(layerId, "province")).Values.Single();
        foreach (var level in new[] { "county", "city", "circle" })
        {
            var areas = (await http.AreasAsync(layerId, level)).Values;
            foreach (var name in Whole)
                Assert.Equal(province.GetProperty(name).GetInt64(), areas.Sum(area => area.GetProperty(name).GetInt64()));
        }
        Assert.Equal(101_527_453_000, province.GetProperty("peopleUnits").GetInt64());
    }

    /// <summary>What differs between what is stored and what the rows alone give.</summary>
    public static async Task<IReadOnlyList<string>> CoverageDifferencesAsync(this TestDatabase database, string layerId)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(Cancel);
        return await CoverageVerify.DifferencesAsync(connection, (await EffectiveRule.ReadAsync(connection, layerId, Cancel))!, Cancel);
    }

    /// <summary>A macro site of three sectors.</summary>
    public static SubmittedFeature Mast(string code, double lonDeg, double latDeg, string band = "n41", double heightM = 25) => Publishing.Site(code, lonDeg, latDeg).With(
        FormattableString.Invariant($$"""
            {"operator": "cmcc", "band": "{{band}}", "scenario": "uma", "heightM": {{heightM}}, "powerW": 200,
             "sectors": [{"cell": "1", "azimuthDeg": 0, "tiltDeg": 6}, {"cell": "2", "azimuthDeg": 120, "tiltDeg": 6}, {"cell": "3", "azimuthDeg": 240, "tiltDeg": 6}]}
            """));
}

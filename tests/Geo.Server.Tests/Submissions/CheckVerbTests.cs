using System.Text.Json;
using Geo.Server.Submissions.Checking;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions;

/// <summary>The verbs of a file that is not handed in yet: 0 is accepted, 1 rejected, 2 not understood.</summary>
public sealed class CheckVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Sites(string header = Upload.Header, string row = "A1,一号站,移动,117.074,36.651") => _folder.Write("sites.csv", $"{header}\n{row}\n");

    [Theory]
    [InlineData("370100", 0)]
    [InlineData("370102", 0)]
    [InlineData("370000", 0)]
    [InlineData("370200", 1)]
    [InlineData("999999", 2)]
    public async Task TheExitCodeSaysHowItEnded(string area, int exitCode)
    {
        await using var database = await TestDatabase.CreateAsync();
        var ending = await Executable.GeoAsync(database, "check", Sites(), "--layer", "5g", "--city", area);
        Assert.True(exitCode == ending.ExitCode, ending.Output + ending.Error);
    }

    [Fact]
    public async Task Beijing1954IsRefusedWithoutParametersAndShiftedWithThem()
    {
        await using var database = await TestDatabase.CreateAsync();
        string[] check = ["check", Sites(), "--layer", "5g", "--city", "370100", "--crs", "EPSG:4214", "--json"];
        var refused = await Executable.GeoAsync(database, check);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("C009", JsonSerializer.Deserialize<Report>(refused.Output, Report.Json)!.Findings.Select(group => group.Code));

        var settings = _folder.Write("said.json", """{"datumShift":{"kind":"seven","dx":12.1,"dy":-113.5,"dz":-40.7,"scalePpm":0,"convention":"coordinate-frame"}}""");
        var shifted = await Executable.GeoAsync(database, [.. check, "--settings", settings]);
        Assert.True(shifted.ExitCode == 0, shifted.Error);
        Assert.True(JsonSerializer.Deserialize<Report>(shifted.Output, Report.Json)!.IsPublishable);
    }

    [Fact]
    public async Task ATemplateIsWrittenForALayerThatHasOne()
    {
        await using var database = await TestDatabase.CreateAsync();
        var file = Path.Combine(_folder.Path, "5g.csv");
        Assert.Equal(0, (await Executable.GeoAsync(database, "template", "5g", file)).ExitCode);
        Assert.StartsWith("编码*,名称", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, (await Executable.GeoAsync(database, "template", "counties", file)).ExitCode);
    }
}

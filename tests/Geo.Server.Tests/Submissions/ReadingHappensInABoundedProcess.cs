using System.Text.Json;
using Geo.Server.Submissions;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;
using Geo.Server.Submissions.Processes;
using Geo.Server.Submissions.Remarks;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions;

public sealed class ReadingHappensInABoundedProcess : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string In(string name) => Path.Combine(_folder.Path, name);

    private CheckRequest Request(string path) =>
        new(path, CheckDepth.Rules, "5g", null, CheckSettings.None, null, null, In("report.json"), null, In("features.jsonl"), new DateOnly(2026, 6, 1));

    [Fact]
    public async Task ItGivesBackReportAndFeatures()
    {
        using var process = new CheckProcess(Project.Catalog.Folder, Limits.Default);
        var reply = await process.RunAsync(Request(_folder.Write("sites.csv", $"{Upload.Header}\nA1,一号站,移动,117.0,36.6\n")), TestContext.Current.CancellationToken);
        Assert.Null(reply.Failure);
        var feature = Assert.Single(FeatureLines.Read(In("features.jsonl")));
        Assert.Equal(("A1", "一号站", 117.0), (feature.Code, feature.Name, feature.Geometry.Coordinate.X));
    }

    [Theory]
    [InlineData(false, 1, 1, 4, new[] { 2 })]
    [InlineData(false, 0, 200, 4, new[] { 1, 2, 3, 4 })]
    [InlineData(true, 0, 200, 2, new[] { 2, 4 })]
    [InlineData(true, 1, 200, 2, new[] { 4 })]
    public async Task ItGivesBackPagesOfRawRows(bool rejectedOnly, int offset, int limit, int total, int[] rows)
    {
        using var process = new CheckProcess(Project.Catalog.Folder, Limits.Default);
        var path = _folder.Write("sites.csv", $"{Upload.Header}\nA1,一号站,移动,117.0,36.6\nA2,二号站,移动,东,36.6\nA3,三号站,移动,117.1,36.6\nA4,四号站,移动,117.2,北\n");
        var reply = await process.RunAsync(Request(path) with { FeaturesPath = null, Rows = new RowsPage(In("rows.json"), offset, limit, rejectedOnly) }, TestContext.Current.CancellationToken);
        Assert.Null(reply.Failure);
        var page = JsonSerializer.Deserialize<RawRows>(await File.ReadAllTextAsync(In("rows.json"), TestContext.Current.CancellationToken), Report.Json)!;
        Assert.Equal(Upload.Header.Split(','), page.Columns);
        Assert.Equal(total, page.Total);
        Assert.Equal(rows, page.Rows.Select(row => row.Row));
        Assert.All(page.Rows, row => Assert.Equal(row.Row + 1, row.Line));
    }

    [Fact]
    public async Task OfAFileWithoutATableThereAreNoRows()
    {
        using var process = new CheckProcess(Project.Catalog.Folder, Limits.Default);
        var reply = await process.RunAsync(Request(_folder.Write("empty.csv", "")) with { Rows = new RowsPage(In("rows.json"), 0, 10, false) }, TestContext.Current.CancellationToken);
        Assert.Null(reply.Failure);
        Assert.Equal(0, JsonSerializer.Deserialize<RawRows>(await File.ReadAllTextAsync(In("rows.json"), TestContext.Current.CancellationToken), Report.Json)!.Total);
    }

    [Fact]
    public async Task WhatWaitsForDatumParametersIsNotHandedOn()
    {
        using var process = new CheckProcess(Project.Catalog.Folder, Limits.Default);
        var path = _folder.Write("sites.csv", $"{Upload.Header}\nA1,一号站,移动,117.0,36.6\n");
        await process.RunAsync(Request(path), TestContext.Current.CancellationToken);
        Assert.True(File.Exists(In("features.jsonl")));
        var reply = await process.RunAsync(Request(path) with { Settings = new CheckSettings { Crs = "EPSG:4610" } }, TestContext.Current.CancellationToken);
        Assert.True(reply.IsAccepted);
        Assert.Equal("datum-shift-needed", Assert.Throws<PublicationException>(() => FeatureLines.Read(In("features.jsonl"))).Code);
    }

    [Fact]
    public async Task AFileThatNeedsTooMuchMemoryIsRefusedAndTheNextIsRead()
    {
        var large = _folder.Write("large.csv", $"{Upload.Header}\n{string.Concat(Enumerable.Range(0, 400_000).Select(i => $"A{i},一个名字很长的站{i},移动,117.0,36.6\n"))}");
        using var process = new CheckProcess(Project.Catalog.Folder, Limits.Default with { MemoryBytes = 60_000_000 });
        var reply = await process.RunAsync(Request(large), TestContext.Current.CancellationToken);
        Assert.False(reply.IsAccepted);
        Assert.NotNull(reply.Failure);
        Assert.Contains("F015", await File.ReadAllTextAsync(In("report.json"), TestContext.Current.CancellationToken));

        var next = await process.RunAsync(Request(_folder.Write("small.csv", $"{Upload.Header}\nA1,一号站,移动,117.0,36.6\n")), TestContext.Current.CancellationToken);
        Assert.True(next.IsAccepted);
    }

    [Fact]
    public async Task AFileThatTakesTooLongIsRefused()
    {
        using var process = new CheckProcess(Project.Catalog.Folder, Limits.Default with { Time = TimeSpan.FromMilliseconds(1) });
        var reply = await process.RunAsync(Request(_folder.Write("sites.csv", $"{Upload.Header}\nA1,一号站,移动,117.0,36.6\n")), TestContext.Current.CancellationToken);
        Assert.StartsWith("longer than", reply.Failure);
    }
}

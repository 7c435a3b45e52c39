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

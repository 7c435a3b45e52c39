using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;
using Geo.Server.Submissions.Remarks;

namespace Geo.Server.Tests.Submissions;

public sealed class WorkbooksAreReadAndGivenBack : IDisposable
{
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private async Task<string> WorkbookAsync(params object?[][] rows)
    {
        var path = _upload.Path("sites.xlsx");
        await using var table = await WorkbookWriter.CreateAsync(path, "台账");
        foreach (var row in rows) await table.WriteRowAsync(row);
        return path;
    }

    [Fact]
    public async Task CellsKeepTheirTypesAndDatesTheirDays()
    {
        var result = Upload.Check(await WorkbookAsync(["站址编码", "运营商", "经度", "纬度", "开通日期"], [37010001234567d, "移动", 117.0, 36.6, 45672d]));
        Assert.Equal("37010001234567", result.Feature().Code);
        Assert.Equal(new DateOnly(2025, 1, 15), result.Feature().InServiceDate);
    }

    [Fact]
    public async Task ErrorCellsStopTheRow() =>
        Assert.Contains("R006", Upload.Check(await WorkbookAsync(["站址编码", "运营商", "经度", "纬度"], ["A1", "#N/A", 117.0, 36.6])).Codes);

    [Fact]
    public async Task BlankRowsBetweenAreNoRows() => Assert.Equal(2, Upload.Check(await WorkbookAsync(["站址编码", "运营商", "经度", "纬度"], ["A1", "移动", 117.0, 36.6], [], [], ["A2", "移动", 117.1, 36.6])).Report.Rows);

    [Theory]
    [InlineData("back.xlsx")]
    [InlineData("back.csv")]
    public async Task TheTableComesBackWithItsRemarksAndNothingThatRuns(string name)
    {
        var result = _upload.Csv("济南市台账,,,,", Upload.Header, "A1,=1+1,移动,117.0,36.6", "合计,1,,,", "A2,<b>站</b>,移动,117.9,36.6");
        await RemarkedTable.WriteAsync(_upload.Path(name), result.Check.Dataset!, result.Check.Header!, result.Check.Findings, CheckSettings.None);

        var file = new SourceFile(_upload.Path(name), Limits.Default, new Findings());
        var rows = FileFormats.Of(file).Open(file)[0].Rows.Select(row => row.Cells.Select(cell => cell?.ToString()).ToArray()).ToList();
        Assert.Equal(["校核结果", "站址编码", "基站名称", "运营商", "经度", "纬度"], rows[0]);
        Assert.Equal("'=1+1", rows[1][2]);
        Assert.StartsWith("S001 基站名称", rows[1][0]);
        Assert.Null(rows[2][0]);
        Assert.Contains("B001", rows[3][0]);
        Assert.Equal("&lt;b&gt;站&lt;/b&gt;", rows[3][2]);
    }
}

using System.Text;
using Geo.Server.Areas;
using Geo.Server.Layers;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;
using Geo.Server.Submissions.Remarks;
using Geo.Server.Submissions.Templates;
using Geo.Server.Tests.Harness;

namespace Geo.Server.Tests.Submissions;

public sealed class TemplatesPassTheirOwnCheck : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Layers => [.. Project.Catalog.Layers.Where(layer => layer.Role != LayerRole.Area).Select(layer => layer.Id)];

    private static Layer Find(string id) => Project.Catalog.Find(id)!;

    private string Write(string name, Layer layer, Action<Layer, CommonDefinition, Stream> write)
    {
        var path = Path.Combine(_folder.Path, name);
        using var file = File.Create(path);
        write(layer, Project.Catalog.Common, file);
        return path;
    }

    [Theory, MemberData(nameof(Layers))]
    public void FilledInWithItsOwnExamplesACsvIsAcceptedWithoutARemark(string id)
    {
        var layer = Find(id);
        var path = Write("filled.csv", layer, Template.WriteCsv);
        var examples = TemplateColumn.Of(layer, Project.Catalog.Common).Select(column => $"\"{column.Example}\"");
        File.AppendAllText(path, string.Join(',', examples), Encoding.UTF8);
        AssertAccepted(Upload.Check(path, id), layer);
    }

    [Theory, MemberData(nameof(Layers))]
    public async Task FilledInWithItsOwnExamplesAWorkbookIsAcceptedWithoutARemark(string id)
    {
        var layer = Find(id);
        var template = Write("template.xlsx", layer, Template.WriteXlsx);
        var file = new SourceFile(template, Limits.Default, new Findings());
        var header = FileFormats.Of(file).Open(file)[0].Rows.Single().Cells;
        var filled = Path.Combine(_folder.Path, "filled.xlsx");
        await using (var table = await WorkbookWriter.CreateAsync(filled, "数据"))
        {
            await table.WriteRowAsync(header);
            await table.WriteRowAsync([.. TemplateColumn.Of(layer, Project.Catalog.Common).Select(column => (object)column.Example)]);
        }
        AssertAccepted(Upload.Check(filled, id), layer);
    }

    private static void AssertAccepted(Checked result, Layer layer)
    {
        Assert.True(result.IsAccepted, string.Join('\n', ReportText.Lines(result.Report)));
        // The coordinate system is told, because the header says it.
        Assert.Equal(["C004"], result.Codes);
        Assert.All(result.Report.Columns, column => Assert.NotNull(column.Field));
        var asked = layer.AllFields.Where(field => field.Required).Select(field => field.Name);
        Assert.Subset(result.Report.Columns.Select(column => column.Field!).ToHashSet(), asked.ToHashSet());
    }

    [Theory, MemberData(nameof(Layers))]
    public void EveryChoiceIsOneThatTheCheckKnows(string id)
    {
        foreach (var column in TemplateColumn.Of(Find(id), Project.Catalog.Common).Where(column => column.Field?.Domain is not null))
        {
            var reading = new DomainReading(column.Field!);
            Assert.Equal(column.Field!.Domain!.Select(value => value.Value), column.Choices.Select(choice => reading.Find(choice)!.Value));
        }
    }

    [Fact]
    public void TheSheetThatExplainsItIsNotTakenForData()
    {
        var file = new SourceFile(Write("5g.xlsx", Find("5g"), Template.WriteXlsx), Limits.Default, new Findings());
        Assert.Equal(3, FileFormats.Of(file).Open(file).Count);
        Assert.DoesNotContain("F009", Upload.Check(file.Path).Codes);
    }

    [Fact]
    public void AnEmptyTemplateHasNoData() => Assert.Contains("F017", Upload.Check(Write("empty.xlsx", Find("5g"), Template.WriteXlsx)).Codes);

    [Fact]
    public void AWorkbookHasListsNotesAndTextColumns()
    {
        using var zip = System.IO.Compression.ZipFile.OpenRead(Write("5g.xlsx", Find("5g"), Template.WriteXlsx));
        string Part(string name) => new StreamReader(zip.Entries.Single(entry => entry.FullName.EndsWith(name, StringComparison.Ordinal)).Open()).ReadToEnd();
        var sheet = Part("sheet1.xml");
        Assert.Contains("type=\"list\"", sheet, StringComparison.Ordinal);
        // Fixed, as a list that moves down with its cell would end empty.
        Assert.Contains("模板字典&apos;!$A$1:$A$3<", sheet, StringComparison.Ordinal);
        Assert.Contains("必填。本市内唯一", Part("comments1.xml"), StringComparison.Ordinal);
        // 49 is the built-in format of text.
        Assert.Contains("numFmtId=\"49\"", Part("styles.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void RequiredColumnsAreStarred() =>
        Assert.StartsWith("编码*,名称,经度（CGCS2000）*,纬度（CGCS2000）*,", File.ReadAllText(Write("5g.csv", Find("5g"), Template.WriteCsv)), StringComparison.Ordinal);

    [Fact]
    public void ChargingStationsAreAskedForInTheSystemTheyUsuallyHave() =>
        Assert.Contains("经度（GCJ-02）*", File.ReadAllText(Write("charging.csv", Find("charging"), Template.WriteCsv)), StringComparison.Ordinal);
}

using System.IO.Compression;
using Geo.Server.Submissions.Formats;

namespace Geo.Server.Tests.Submissions;

public sealed class ArchivesAreNotTrusted : IDisposable
{
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private static byte[] Zip(params (string Name, byte[] Content)[] members)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in members)
            {
                using var member = zip.CreateEntry(name).Open();
                member.Write(content);
            }
        return file.ToArray();
    }

    [Theory]
    [InlineData("../../etc/evil.shp")]
    [InlineData("/etc/evil.shp")]
    [InlineData("..\\evil.shp")]
    public void PathsThatLeadElsewhereAreRefused(string name) => Assert.Equal(["F005"], _upload.Bytes("slip.zip", Zip((name, [1]))).Codes);

    [Fact]
    public void ArchivesInArchivesAreRefused() => Assert.Equal(["F004"], _upload.Bytes("nested.zip", Zip(("a.zip", Zip()))).Codes);

    [Fact]
    public void BombsAreRefusedWhileTheyInflate() => Assert.Equal(["F004"], _upload.Bytes("bomb.zip", Zip(("sites.shp", new byte[100_000_000]))).Codes);

    [Fact]
    public void AllMembersTogetherAreCounted()
    {
        var limits = new Limits { InflatedBytes = 1_000 };
        Assert.Equal(["F004"], _upload.Bytes("large.xlsx", Zip(("xl/workbook.xml", new byte[800]), ("xl/styles.xml", new byte[800])), limits: limits).Codes);
    }

    [Fact]
    public void AFlippedBitIsFound()
    {
        var zip = Zip(("sites.shp", [.. Enumerable.Range(0, 200).Select(i => (byte)(i * 37))]));
        zip[60] ^= 0x10;
        Assert.Equal(["F006"], _upload.Bytes("flipped.zip", zip).Codes);
    }

    [Fact]
    public void HalfAnArchiveIsDamaged()
    {
        var zip = Zip(("sites.shp", new byte[500]));
        Assert.Equal(["F006"], _upload.Bytes("half.zip", zip[..(zip.Length / 2)]).Codes);
    }

    [Fact]
    public void AnArchiveWithoutAShapefileHasAPartMissing() => Assert.Equal(["F008"], _upload.Bytes("other.zip", Zip(("readme.txt", [1]))).Codes);

    [Fact]
    public void AWorkbookThatIsATextIsToldAsOne() => Assert.Equal(["F002"], _upload.Bytes("sites.xlsx", System.Text.Encoding.UTF8.GetBytes(Upload.Header)).Codes);

    [Fact]
    public void AWorkbookWithADtdIsRefused() =>
        Assert.Equal(["F010"], _upload.Bytes("dtd.xlsx", Zip(("xl/workbook.xml", System.Text.Encoding.UTF8.GetBytes("<!DOCTYPE x [<!ENTITY a \"b\">]><x/>")))).Codes);
}

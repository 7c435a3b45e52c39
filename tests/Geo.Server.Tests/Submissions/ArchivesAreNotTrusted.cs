using System.Buffers.Binary;
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

    /// <summary>Changes the entry of a member in the central directory, which is what is believed.</summary>
    private static byte[] Patched(byte[] zip, int member, Action<Memory<byte>> patch)
    {
        var at = -1;
        for (var i = 0; i <= member; i++) at = at + 1 + zip.AsSpan(at + 1).IndexOf("PK\u0001\u0002"u8);
        patch(zip.AsMemory(at));
        return zip;
    }

    [Fact]
    public void LinksAreRefused() => Assert.Equal(["F005"], _upload.Bytes("link.zip", Patched(Zip(("sites.shp", "/etc/passwd"u8.ToArray())), 0, entry =>
    {
        entry.Span[5] = 3; // made by Unix
        BinaryPrimitives.WriteUInt16LittleEndian(entry.Span[40..], 0xA1FF);
    })).Codes);

    [Fact]
    public void EncryptedMembersAreRefused() => Assert.Equal(["F007"], _upload.Bytes("locked.zip", Patched(Zip(("sites.shp", [1])), 0, entry => entry.Span[8] |= 1)).Codes);

    [Fact]
    public void MembersOverEachOtherAreRefused() => Assert.Equal(["F004"], _upload.Bytes("overlap.zip", Patched(Zip(("a.shp", new byte[500]), ("b.shp", new byte[500])), 1,
        entry => BinaryPrimitives.WriteUInt32LittleEndian(entry.Span[42..], 0))).Codes);

    [Fact]
    public void ASizeThatIsSaidIsNotBelieved() => Assert.Equal(["F004"], _upload.Bytes("liar.zip", Patched(Zip(("sites.shp", new byte[100_000_000])), 0,
        entry => BinaryPrimitives.WriteUInt32LittleEndian(entry.Span[24..], 1_000))).Codes);

    [Fact]
    public void MoreMembersThanAnyDatasetHasAreRefused() => Assert.Equal(["F004"], _upload.Bytes("many.zip", Zip([.. Enumerable.Range(0, 1_001).Select(i => ($"{i}.txt", Array.Empty<byte>()))])).Codes);

    [Theory]
    [InlineData("a.kmz")]
    [InlineData("a.xlsx")]
    [InlineData("a.7z")]
    public void AnyKindOfArchiveInAnArchiveIsRefused(string name) => Assert.Equal(["F004"], _upload.Bytes("nested.kmz", Zip(("doc.kml", "<kml/>"u8.ToArray()), (name, [1]))).Codes);

    [Fact]
    public void AnArchiveWithoutAShapefileHasAPartMissing() => Assert.Equal(["F008"], _upload.Bytes("other.zip", Zip(("readme.txt", [1]))).Codes);

    [Fact]
    public void AWorkbookThatIsATextIsToldAsOne() => Assert.Equal(["F002"], _upload.Bytes("sites.xlsx", System.Text.Encoding.UTF8.GetBytes(Upload.Header)).Codes);

    [Fact]
    public void AWorkbookWithADtdIsRefused() =>
        Assert.Equal(["F010"], _upload.Bytes("dtd.xlsx", Zip(("xl/workbook.xml", System.Text.Encoding.UTF8.GetBytes("<!DOCTYPE x [<!ENTITY a \"b\">]><x/>")))).Codes);
}

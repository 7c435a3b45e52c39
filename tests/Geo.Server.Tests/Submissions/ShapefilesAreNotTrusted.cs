using System.Buffers.Binary;
using System.IO.Compression;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;

namespace Geo.Server.Tests.Submissions;

/// <summary>A Shapefile is written by a library and then spoilt in one place.</summary>
public sealed class ShapefilesAreNotTrusted : IDisposable
{
    private const int HeaderLength = 100;
    private const int RecordHeaderLength = 8;

    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private Checked Zip(IFeature[] features, Action<byte[]> spoil, string layer, bool withFields = true)
    {
        var folder = Directory.CreateDirectory(_upload.Path("shp")).FullName;
        Shapefile.WriteAllFeatures(features, Path.Combine(folder, "a.shp"));
        var shp = File.ReadAllBytes(Path.Combine(folder, "a.shp"));
        spoil(shp);
        File.WriteAllBytes(Path.Combine(folder, "a.shp"), shp);
        if (!withFields) File.WriteAllBytes(Path.Combine(folder, "a.dbf"), FieldlessTable(features.Length));
        ZipFile.CreateFromDirectory(folder, _upload.Path("a.zip"));
        return Upload.Check(_upload.Path("a.zip"), layer);
    }

    private static IFeature[] Points(int count, double x = 117) =>
        [.. Enumerable.Range(0, count).Select(i => new Feature(new Point(x, 36.6 + (i * 0.01)), new AttributesTable { { "code", $"A{i}" }, { "operator", "CMCC" } }))];

    private static byte[] FieldlessTable(int rows)
    {
        var dbf = new byte[33 + rows];
        dbf[0] = 3;
        BinaryPrimitives.WriteInt32LittleEndian(dbf.AsSpan(4), rows);
        (dbf[8], dbf[10], dbf[32]) = (33, 1, 0x0D);
        dbf.AsSpan(33).Fill((byte)' ');
        return dbf;
    }

    [Fact]
    public void WithoutAnyFieldThereAreNoDataToUse() => Assert.Equal(["F017"], Zip(Points(2), _ => { }, "5g", withFields: false).Codes);

    [Fact]
    public void OneImpossibleCoordinateCostsItsRow()
    {
        var result = Zip(Points(3), shp => BinaryPrimitives.WriteDoubleLittleEndian(shp.AsSpan(HeaderLength + RecordHeaderLength + 4), double.NaN), "5g");
        Assert.Equal(2, result.Accepted);
        Assert.Equal(1, result.First("G002").Row);
    }

    [Fact]
    public void NothingButImpossibleCoordinatesIsAMalformedFile()
    {
        var result = Zip(Points(3, x: 1e11), _ => { }, "5g");
        Assert.Equal(["F011", "G002"], result.Codes);
        Assert.False(result.IsAccepted);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(7)]
    [InlineData(-1)]
    public void ATypeOfShapeThatIsNoneIsMalformed(int type) =>
        Assert.Equal(["F011"], Zip(Points(1), shp => BinaryPrimitives.WriteInt32LittleEndian(shp.AsSpan(HeaderLength + RecordHeaderLength), type), "5g").Codes);

    [Fact]
    public void ALengthThatIsNotTrueIsMalformed() =>
        Assert.Equal(["F011"], Zip(Points(1), shp => BinaryPrimitives.WriteInt32BigEndian(shp.AsSpan(HeaderLength + 4), 1_000_000), "5g").Codes);

    [Theory]
    [InlineData(0.0, "G006")]
    [InlineData(12.5, "G001")]
    public void AShapeThatCameToNothingIsToldFromOneThatIsMissing(double length, string code)
    {
        IFeature[] features =
        [
            new Feature(new LineString([new(117, 36.5), new(117.1, 36.5)]), new AttributesTable { { "code", "L1" }, { "Shape_Leng", 0.1 } }),
            new Feature(LineString.Empty, new AttributesTable { { "code", "L2" }, { "Shape_Leng", length } }),
        ];
        var result = Zip(features, _ => { }, "utility-tunnel");
        Assert.Equal(2, result.First(code).Row);
    }
}

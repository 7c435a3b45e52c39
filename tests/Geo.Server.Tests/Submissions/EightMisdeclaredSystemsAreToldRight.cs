using System.IO.Compression;
using Geo.Core.Crs;
using Geo.Server.Submissions.Checking;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;

namespace Geo.Server.Tests.Submissions;

/// <summary>
/// The eight ways in which a file is in another coordinate system than it says. Each is told with the system that it is in; taking the suggestion
/// puts the sites where they are. (Geo.Core.Tests holds the same against four synthetic cities and every zone.)
/// </summary>
public sealed class EightMisdeclaredSystemsAreToldRight : IDisposable
{
    private static readonly IReadOnlyList<LonLat> Sites = [.. Enumerable.Range(0, 20).Select(i => new LonLat(116.9 + (i * 0.02), 36.5 + (i * 0.01)))];
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private string[] Table(string truth, bool northFirst = false, string header = "X,Y") =>
    [
        $"站址编码,运营商,{header}",
        .. Sites.Select(CoordinateSystems.Find(truth)!.FromCgcs2000).Select((at, i) => northFirst ? FormattableString.Invariant($"A{i},移动,{at.Y:F8},{at.X:F8}") : FormattableString.Invariant($"A{i},移动,{at.X:F8},{at.Y:F8}")),
    ];

    private void AssertSuggested(string declared, string truth, string code, bool northFirst = false)
    {
        var table = Table(truth, northFirst);
        var told = _upload.Csv(new CheckSettings { Crs = declared }, table);
        Assert.Equal((truth, true), (told.First(code).Suggestion, told.First(code).Repairable));
        Assert.Equal(0, told.Accepted);
        Assert.Equal((truth, northFirst, 1.0), (told.Report.Candidates[0].Crs, told.Report.Candidates[0].NorthFirst, told.Report.Candidates[0].Share));
        AssertPlaced(_upload.Csv(new CheckSettings { Crs = truth }, table));
    }

    private static void AssertPlaced(Checked result)
    {
        Assert.Equal(Sites.Count, result.Accepted);
        for (var i = 0; i < Sites.Count; i++)
        {
            Assert.Equal(Sites[i].LonDeg, result.Feature(i).Geometry.Coordinate.X, 2e-7);
            Assert.Equal(Sites[i].LatDeg, result.Feature(i).Geometry.Coordinate.Y, 2e-7);
        }
    }

    [Fact]
    public void First_LongitudeAndLatitudeSwapped()
    {
        var table = Table("EPSG:4490", northFirst: true, "经度,纬度");
        var told = _upload.Csv(table);
        Assert.True(told.First("C003").Repairable);
        Assert.Equal(0, told.Accepted);
        AssertPlaced(_upload.Csv(new CheckSettings { Repairs = ["C003"] }, table));
    }

    [Theory]
    [InlineData("EPSG:4490", "EPSG:3857", "C002")]
    [InlineData("EPSG:3857", "EPSG:4490", "C006")]
    public void Second_WebMercatorSaidToBeDegreesAndTheReverse(string declared, string truth, string code) => AssertSuggested(declared, truth, code);

    [Theory]
    [InlineData("EPSG:4527", "EPSG:4548", "C002")]
    [InlineData("EPSG:4548", "EPSG:4527", "C002")]
    public void Third_TheZonesNumberMissingOrTooMuch(string declared, string truth, string code) => AssertSuggested(declared, truth, code);

    [Theory]
    [InlineData("EPSG:4549")]
    [InlineData("EPSG:4547")]
    public void Fourth_ANeighboursCentralMeridian(string declared) => AssertSuggested(declared, "EPSG:4548", "C006");

    [Theory]
    [InlineData("EPSG:4548")]
    [InlineData("EPSG:4527")]
    public void Fifth_NorthBeforeEastIsPutInOrderAndTold(string code)
    {
        var result = _upload.Csv(new CheckSettings { Crs = code }, Table(code, northFirst: true));
        Assert.Contains("C008", result.Codes);
        Assert.True(result.Report.Crs!.NorthFirst);
        AssertPlaced(result);
    }

    [Theory]
    [InlineData("GCJ-02", "高德经度,高德纬度")]
    [InlineData("GCJ-02", "火星坐标经度,火星坐标纬度")]
    [InlineData("BD-09", "百度经度,百度纬度")]
    public void Sixth_AMapServicesShiftByTheWordsOfTheHeader(string truth, string header)
    {
        var result = _upload.Csv(Table(truth, header: header));
        Assert.Equal((truth, CrsSource.Header), (result.Report.Crs!.Code, result.Report.Crs.Source));
        Assert.Contains("C004", result.Codes);
        AssertPlaced(result);
    }

    [Theory]
    [InlineData("GCJ-02")]
    [InlineData("BD-09")]
    public void Sixth_AMapServicesShiftByTheSitesThatAreKnown(string truth)
    {
        File.WriteAllLines(_upload.Path("known"), Sites.Select((at, i) => FormattableString.Invariant($"A{i}\t{at.LonDeg}\t{at.LatDeg}")));
        File.WriteAllLines(_upload.Path("sites.csv"), Table(truth, header: "经度,纬度"));
        var told = Upload.Check(_upload.Path("sites.csv"), knownSites: _upload.Path("known"));
        Assert.Equal((truth, true), (told.First("C006").Suggestion, told.First("C006").Repairable));
        // Told and not shifted: that is the person's to say.
        Assert.Equal("EPSG:4490", told.Report.Crs!.Code);
        AssertPlaced(Upload.Check(_upload.Path("sites.csv"), crs: truth));
    }

    [Theory]
    [InlineData("EPSG:4527", "EPSG:4498", "C002")]
    [InlineData("EPSG:4498", "EPSG:4527", "C002")]
    public void Seventh_SixDegreeZonesSaidToBeThreeAndTheReverse(string declared, string truth, string code) => AssertSuggested(declared, truth, code);

    [Fact]
    public void Eighth_ALocalMeridianIsReadFromThePrj()
    {
        var local = CoordinateSystems.LocalMeridian(116.8, 300_000);
        AssertPlaced(Upload.Check(Shapefile(116.8, 300_000, Sites.Select(local.FromCgcs2000))));
    }

    [Fact]
    public void Eighth_APrjWithAnotherMeridianThanTheDataIsTold()
    {
        var zone = CoordinateSystems.Find("EPSG:4548")!;
        var told = Upload.Check(Shapefile(119.25, 500_000, Sites.Select(zone.FromCgcs2000)));
        Assert.Equal("EPSG:4548", told.First("C006").Suggestion);
        Assert.Equal(0, told.Accepted);
    }

    [Fact]
    public void Eighth_ALocalMeridianIsReadFromTheWordsAboveATable()
    {
        var local = CoordinateSystems.LocalMeridian(116.8, 500_000);
        var rows = Sites.Select(local.FromCgcs2000).Select((at, i) => FormattableString.Invariant($"A{i},移动,{at.X:F8},{at.Y:F8}"));
        var result = _upload.Csv(["济南市台账 中央子午线116.8°,,,", "站址编码,运营商,X,Y", .. rows]);
        Assert.Contains("C004", result.Codes);
        AssertPlaced(result);
    }

    private string Shapefile(double meridianDeg, double falseEastingM, IEnumerable<(double X, double Y)> points)
    {
        var folder = Directory.CreateDirectory(_upload.Path("shp")).FullName;
        IFeature[] features = [.. points.Select((at, i) => new Feature(new Point(at.X, at.Y), new AttributesTable { { "code", $"A{i}" }, { "operator", "CMCC" } }))];
        NetTopologySuite.IO.Esri.Shapefile.WriteAllFeatures(features, Path.Combine(folder, "a.shp"));
        File.WriteAllText(Path.Combine(folder, "a.prj"), FormattableString.Invariant($"""PROJCS["local",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",{falseEastingM}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridianDeg}],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"""));
        ZipFile.CreateFromDirectory(folder, _upload.Path("a.zip"));
        return _upload.Path("a.zip");
    }
}

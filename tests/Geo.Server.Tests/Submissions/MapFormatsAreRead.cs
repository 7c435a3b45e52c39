using System.IO.Compression;
using Geo.Server.Submissions.Formats;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Esri;

namespace Geo.Server.Tests.Submissions;

public sealed class MapFormatsAreRead : IDisposable
{
    private const string Zone39 = """PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",39500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""";
    private readonly Upload _upload = new();

    public void Dispose() => _upload.Dispose();

    private string Shapefile(string? prj, string? leaveOut = null)
    {
        var folder = Directory.CreateDirectory(_upload.Path("shp")).FullName;
        IFeature[] features = [.. Enumerable.Range(0, 3).Select(i => new Feature(new Point(39_500_000 + (i * 1_000), 4_060_000), new AttributesTable { { "code", $"A{i}" }, { "operator", "中国移动" } }))];
        NetTopologySuite.IO.Esri.Shapefile.WriteAllFeatures(features, Path.Combine(folder, "站点.shp"), encoding: TextEncoding.Gb18030);
        File.Delete(Path.Combine(folder, "站点.cpg"));
        File.Delete(Path.Combine(folder, "站点.prj"));
        if (prj is not null) File.WriteAllText(Path.Combine(folder, "站点.prj"), prj);
        if (leaveOut is not null) File.Delete(Path.Combine(folder, $"站点{leaveOut}"));
        ZipFile.CreateFromDirectory(folder, _upload.Path("sites.zip"), CompressionLevel.Fastest, includeBaseDirectory: false, TextEncoding.Gb18030);
        return _upload.Path("sites.zip");
    }

    [Fact]
    public void AShapefileWithChineseNamesInItsOwnSystem()
    {
        var result = Upload.Check(Shapefile(Zone39));
        Assert.Equal(3, result.Accepted);
        Assert.Equal("EPSG:4527", result.Report.Crs!.Code);
        Assert.Equal(117, result.Feature().Geometry.Coordinate.X, 1e-7);
        Assert.Contains("F016", result.Codes);
    }

    [Fact]
    public void WithoutItsProjectionTheSystemIsGuessedAndTold() => Assert.Subset(Upload.Check(Shapefile(null)).Codes.ToHashSet(), new HashSet<string> { "C001", "C005" });

    [Theory]
    [InlineData(".dbf", "F008", false)]
    [InlineData(".shx", "F008", true)]
    public void AMissingPartIsTold(string part, string code, bool isAccepted)
    {
        var result = Upload.Check(Shapefile(Zone39, part));
        Assert.Contains(code, result.Codes);
        Assert.Equal(isAccepted, result.IsAccepted);
    }

    [Fact]
    public void AGeoPackageLosesOnlyTheRowThatCannotBeRead()
    {
        var result = Upload.Check(GeoPackage("create table sites (fid integer primary key, geom blob, 站址编码 text, 运营商 text)"));
        Assert.Equal(2, result.Accepted);
        Assert.Equal(3, result.First("G011").Row);
    }

    [Fact]
    public void AViewIsNoLayer() => Assert.Equal(["F002"], Upload.Check(GeoPackage("create table t (fid integer primary key, geom blob, 站址编码 text, 运营商 text); create view sites as select * from t", "t")).Codes);

    [Fact]
    public void PlacemarksWithTheirData()
    {
        var result = _upload.Text("sites.kml", """<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>一号站</name><ExtendedData><Data name="站址编码"><value>A1</value></Data></ExtendedData><Point><coordinates>117.0,36.6,0</coordinates></Point></Placemark></Document></kml>""");
        Assert.Equal("一号站", result.Feature().Name);
        Assert.Equal("A1", result.Feature().Code);
    }

    [Theory]
    [InlineData("<!DOCTYPE kml [<!ENTITY a 'b'>]><kml/>", "F010")]
    [InlineData("<kml><Placemark><name>x", "F012")]
    public void KmlThatIsNoneIsRefused(string kml, string code) => Assert.Equal([code], _upload.Text("bad.kml", kml).Codes);

    private string GeoPackage(string create, string table = "sites")
    {
        var path = _upload.Path("sites.gpkg");
        using var database = new SqliteConnection($"Data Source={path};Pooling=False");
        database.Open();
        Execute($"""
            create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text, organization_coordsys_id integer, definition text);
            insert into gpkg_spatial_ref_sys values ('CGCS2000', 4490, 'EPSG', 4490, '');
            create table gpkg_contents (table_name text primary key, data_type text);
            insert into gpkg_contents values ('sites', 'features');
            create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer);
            insert into gpkg_geometry_columns values ('sites', 'geom', 'POINT', 4490);
            {create};
            """, []);
        for (var i = 1; i <= 3; i++)
            Execute($"insert into {table} values ($0, $1, $2, '移动')", [i, i == 3 ? [1, 2, 3] : new GeoPackageGeoWriter().Write(new Point(117 + (i * 0.01), 36.6) { SRID = 4490 }), $"A{i}"]);
        return path;

        void Execute(string sql, object[] values)
        {
            using var command = new SqliteCommand(sql, database);
            for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i]);
            command.ExecuteNonQuery();
        }
    }
}

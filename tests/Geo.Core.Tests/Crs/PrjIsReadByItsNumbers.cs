using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class PrjIsReadByItsNumbers
{
    private const string Cgcs2000Esri =
        """GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";
    private const string Xian1980Esri =
        """GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";
    private const string Beijing1954Ogc =
        """GEOGCS["Beijing 1954",DATUM["Beijing_1954",SPHEROID["Krassowsky 1940",6378245,298.3,AUTHORITY["EPSG","7024"]],TOWGS84[15.8,-154.4,-82.3,0,0,0,0],AUTHORITY["EPSG","6214"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4214"]]""";
    private const string Wgs84Ogc =
        """GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],TOWGS84[0,0,0,0,0,0,0],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]""";

    private static string Esri(string geogcs, string centralMeridian, string falseEasting, string falseNorthing = "0.0", string scale = "1.0",
        string projection = "Gauss_Kruger", string name = "any", string unit = "\"Meter\",1.0") =>
        $"PROJCS[\"{name}\",{geogcs},PROJECTION[\"{projection}\"],PARAMETER[\"False_Easting\",{falseEasting}],PARAMETER[\"False_Northing\",{falseNorthing}]," +
        $"PARAMETER[\"Central_Meridian\",{centralMeridian}],PARAMETER[\"Scale_Factor\",{scale}],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[{unit}]]";

    public static TheoryData<string, string> Known() => new()
    {
        { Cgcs2000Esri, "EPSG:4490" },
        { "\uFEFF" + Wgs84Ogc + "\r\n", "EPSG:4326" },
        { Xian1980Esri, "EPSG:4610" },
        { Beijing1954Ogc, "EPSG:4214" },
        { Esri(Cgcs2000Esri, "117.0", "39500000.0"), "EPSG:4527" },
        { Esri(Cgcs2000Esri, "117.0", "20500000.0"), "EPSG:4498" },
        { Esri(Cgcs2000Esri, "114.0", "500000.0", projection: "Transverse_Mercator"), "EPSG:4547" },
        { Esri(Cgcs2000Esri, "116.99999999999999", "500000.00001"), "EPSG:4548" },
        { Esri(Cgcs2000Esri, "117.0", "39500000.0", name: "济南地方坐标"), "EPSG:4527" },
        { Esri(Cgcs2000Esri, "117.25", "500000.0", name: "CGCS2000_3_Degree_GK_CM_117E"), "GK:CM=117.25,FE=500000" },
        { Esri(Cgcs2000Esri, "118.5", "50000", "-3000000", "1.00001"), "GK:CM=118.5,FE=50000,FN=-3000000,K=1.00001" },
        { Esri(Xian1980Esri, "117.0", "500000.0"), "EPSG:2384" },
        { Esri(Beijing1954Ogc, "120", "500000"), "EPSG:2437" },
        { Esri(Beijing1954Ogc, "117.25", "500000"), "GK:CM=117.25,FE=500000,DATUM=4214" },
        { Esri(Wgs84Ogc, "117", "500000", scale: "0.9996"), "GK:CM=117,FE=500000,K=0.9996" },
        { Esri(Cgcs2000Esri, "117", "500000").Replace('[', '(').Replace(']', ')'), "EPSG:4548" },
        { $"COMPD_CS[\"x\",{Esri(Cgcs2000Esri, "117", "500000")},VERT_CS[\"y\",VERT_DATUM[\"z\",2005],UNIT[\"metre\",1]]]", "EPSG:4548" },
        { $"PROJCS[\"WGS 84 / Pseudo-Mercator\",{Wgs84Ogc},PROJECTION[\"Mercator_1SP\"],PARAMETER[\"central_meridian\",0],PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",0],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1],AXIS[\"X\",EAST],AXIS[\"Y\",NORTH],AUTHORITY[\"EPSG\",\"3857\"]]", "EPSG:3857" },
        { $"PROJCS[\"WGS_1984_Web_Mercator_Auxiliary_Sphere\",{Wgs84Ogc},PROJECTION[\"Mercator_Auxiliary_Sphere\"],PARAMETER[\"False_Easting\",0.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",0.0],PARAMETER[\"Standard_Parallel_1\",0.0],PARAMETER[\"Auxiliary_Sphere_Type\",0.0],UNIT[\"Meter\",1.0]]", "EPSG:3857" },
    };

    [Theory, MemberData(nameof(Known))]
    public void TheSystemIsTheOneItsNumbersSay(string wkt, string expected)
    {
        var system = PrjReader.Read(wkt);
        Assert.Equal(expected, system.Code);
        Assert.Equal(system, CoordinateSystems.Find(system.Code));
        Assert.Null(system.Shift);
        Assert.Equal(expected.EndsWith("4214", StringComparison.Ordinal) || expected is "EPSG:4610" or "EPSG:2384" or "EPSG:2437", system.NeedsDatumShift);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(",AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH]", false)]
    [InlineData(",AXIS[\"X\",NORTH],AXIS[\"Y\",EAST]", true)]
    public void AxisElementsSayWhichValueComesFirst(string axes, bool northFirst) =>
        Assert.Equal(northFirst, PrjReader.ReadDeclared(Esri(Cgcs2000Esri, "117", "500000", unit: "\"metre\",1]" + axes + ",AUTHORITY[\"EPSG\",\"4548\"")).NorthFirst);

    public static TheoryData<string, PrjProblem> Refused() => new()
    {
        { "", PrjProblem.Malformed },
        { "EPSG:4527", PrjProblem.Malformed },
        { Cgcs2000Esri[..^1], PrjProblem.Malformed },
        { Cgcs2000Esri + "]", PrjProblem.Malformed },
        { Cgcs2000Esri.Replace("]]", ")]", StringComparison.Ordinal), PrjProblem.Malformed },
        { "GEOGCS[\"x", PrjProblem.Malformed },
        { "GEOGCS[\"x\"]", PrjProblem.Malformed },
        { new string(' ', 10) + new string('A', 40_000), PrjProblem.Malformed },
        { string.Concat(Enumerable.Repeat("A[", 10_000)), PrjProblem.Malformed },
        { "GEOGCRS[\"China Geodetic Coordinate System 2000\",DATUM[\"x\"]]", PrjProblem.UnknownKind },
        { "LOCAL_CS[\"any\",UNIT[\"metre\",1]]", PrjProblem.UnknownKind },
        { Cgcs2000Esri.Replace("D_China_2000", "D_North_American_1983", StringComparison.Ordinal), PrjProblem.UnknownDatum },
        { Cgcs2000Esri.Replace("D_China_2000", "D_unknown", StringComparison.Ordinal), PrjProblem.UnknownDatum },
        { Cgcs2000Esri.Replace("6378137.0", "6378140.0", StringComparison.Ordinal), PrjProblem.UnknownDatum },
        { Xian1980Esri.Replace("298.257", "298.3", StringComparison.Ordinal), PrjProblem.UnknownDatum },
        { Wgs84Ogc.Replace("TOWGS84[0,", "TOWGS84[15,", StringComparison.Ordinal), PrjProblem.UnknownDatum },
        { Cgcs2000Esri.Replace("\"Greenwich\",0.0", "\"Paris\",2.337229167", StringComparison.Ordinal), PrjProblem.UnknownUnit },
        { Cgcs2000Esri.Replace("\"Degree\",0.0174532925199433", "\"Grad\",0.01570796326794897", StringComparison.Ordinal), PrjProblem.UnknownUnit },
        { Esri(Cgcs2000Esri, "117", "500000", unit: "\"Foot_US\",0.3048006096012192"), PrjProblem.UnknownUnit },
        { Esri(Cgcs2000Esri, "117", "500000", projection: "Lambert_Conformal_Conic"), PrjProblem.UnknownProjection },
        { Esri(Wgs84Ogc, "0", "0", projection: "Mercator_1SP"), PrjProblem.UnknownProjection },
        { Esri(Cgcs2000Esri, "-99", "500000"), PrjProblem.BadParameter },
        { Esri(Cgcs2000Esri, "117", "500000", scale: "0.5"), PrjProblem.BadParameter },
        { Esri(Cgcs2000Esri, "117", "1e999"), PrjProblem.Malformed },
        { Esri(Cgcs2000Esri, "117", "500000").Replace("Latitude_Of_Origin\",0.0", "Latitude_Of_Origin\",30.0", StringComparison.Ordinal), PrjProblem.BadParameter },
        { Esri(Cgcs2000Esri, "117", "500000").Replace("Central_Meridian", "Azimuth", StringComparison.Ordinal), PrjProblem.BadParameter },
        { Esri(Cgcs2000Esri, "117", "500000").Replace("PARAMETER[\"Central_Meridian\",117],", "", StringComparison.Ordinal), PrjProblem.BadParameter },
        { Esri(Cgcs2000Esri, "117", "500000", unit: "\"metre\",1],AXIS[\"X\",SOUTH],AXIS[\"Y\",WEST"), PrjProblem.BadParameter },
    };

    [Theory, MemberData(nameof(Refused))]
    public void WhatIsNotKnownIsRefusedWithItsReason(string wkt, PrjProblem problem)
    {
        var refusal = Assert.Throws<PrjException>(() => PrjReader.Read(wkt));
        Assert.Equal(problem, refusal.Problem);
        Assert.NotEmpty(refusal.Message);
    }
}

using Geo.Core.Crs;

namespace Geo.Core.Tests.Crs;

public class CoordinateSystemsAreFoundByCode
{
    [Theory]
    [InlineData("EPSG:4547", "EPSG:4547")]
    [InlineData("epsg:4547", "EPSG:4547")]
    [InlineData(" 4547 ", "EPSG:4547")]
    [InlineData("urn:ogc:def:crs:EPSG::4527", "EPSG:4527")]
    [InlineData("urn:ogc:def:crs:EPSG:9.1:4527", "EPSG:4527")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4490", "EPSG:4490")]
    [InlineData("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "EPSG:4326")]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326")]
    [InlineData("gcj02", "GCJ-02")]
    [InlineData("BD-09", "BD-09")]
    [InlineData("EPSG:900913", "EPSG:3857")]
    [InlineData("ESRI:102100", "EPSG:3857")]
    [InlineData("GK:CM=118.5,FE=500000", "GK:CM=118.5,FE=500000")]
    [InlineData("GK:FE=50000,cm=117.25,FN=-3000000,K=1.00001,DATUM=4610", "GK:CM=117.25,FE=50000,FN=-3000000,K=1.00001,DATUM=4610")]
    [InlineData("GK:CM=117,FE=39500000", "EPSG:4527")]
    [InlineData("GK:CM=117,FE=500000", "EPSG:4548")]
    [InlineData("GK:CM=117,FE=500000,DATUM=4610", "EPSG:2384")]
    public void TheCodeIsKnown(string code, string expected) => Assert.Equal(expected, CoordinateSystems.Find(code)?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("EPSG:")]
    [InlineData("EPSG:32650")]
    [InlineData("SR-ORG:4547")]
    [InlineData("GK:CM=118.5")]
    [InlineData("GK:FE=500000")]
    [InlineData("GK:CM=118.5,FE=500000,FE=500000")]
    [InlineData("GK:CM=118.5,FE=500000,LAT0=30")]
    [InlineData("GK:CM=118.5,FE=500000,DATUM=4269")]
    [InlineData("GK:CM=69.999,FE=500000")]
    [InlineData("GK:CM=NaN,FE=500000")]
    public void TheCodeIsNotKnown(string code) => Assert.Null(CoordinateSystems.Find(code));

    [Fact]
    public void EverySystemIsFoundByItsOwnCodeAndNamedInBothLanguages()
    {
        Assert.All(CoordinateSystems.All, system =>
        {
            Assert.Same(system, CoordinateSystems.Find(system.Code));
            Assert.NotEmpty(system.NameEn);
            Assert.NotEmpty(system.NameZh);
        });
        Assert.Equal(CoordinateSystems.All.Count, CoordinateSystems.All.DistinctBy(system => system.NameZh).Count());
    }

    [Fact]
    public void LocalMeridiansWithTheSameParametersAreEqual()
    {
        Assert.Equal(CoordinateSystems.LocalMeridian(118.5, 500_000), CoordinateSystems.LocalMeridian(118.5, 500_000));
        Assert.NotEqual(CoordinateSystems.LocalMeridian(118.5, 500_000), CoordinateSystems.LocalMeridian(118.5, 500_000, scale: 1.00001));
        Assert.Same(CoordinateSystems.Find("EPSG:4547"), CoordinateSystems.LocalMeridian(114, 500_000));
    }

    [Theory]
    [InlineData(69.999, 500_000, 1, 0)]
    [InlineData(140.001, 500_000, 1, 0)]
    [InlineData(double.NaN, 500_000, 1, 0)]
    [InlineData(117, 100_000_001, 1, 0)]
    [InlineData(117, 500_000, 0.989, 0)]
    [InlineData(117, 500_000, 1.011, 0)]
    [InlineData(117, 500_000, 1, -10_000_001)]
    public void AnImpossibleLocalMeridianIsRefused(double centralMeridianDeg, double falseEastingM, double scale, double falseNorthingM) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CoordinateSystems.LocalMeridian(centralMeridianDeg, falseEastingM, scale, falseNorthingM));

    [Theory]
    [InlineData(70, 500_000, 1, 0)]
    [InlineData(140, -100_000_000, 0.99, -10_000_000)]
    [InlineData(117.25, 100_000_000, 1.01, 10_000_000)]
    public void APossibleLocalMeridianIsTaken(double centralMeridianDeg, double falseEastingM, double scale, double falseNorthingM)
    {
        var system = CoordinateSystems.LocalMeridian(centralMeridianDeg, falseEastingM, scale, falseNorthingM);
        Assert.Equal(system, CoordinateSystems.Find(system.Code));
    }
}

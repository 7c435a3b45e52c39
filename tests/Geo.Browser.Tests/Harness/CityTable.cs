using System.Globalization;
using System.Text;
using Geo.Core.Crs;

namespace Geo.Browser.Tests.Harness;

/// <summary>Tables of base stations as a city's other systems write them.</summary>
public static class CityTable
{
    public static readonly LonLat InLixia = new(117.07, 36.66);
    public static readonly LonLat InTaian = new(117.09, 36.19);

    /// <summary>GBK, and the surveyors' axes: X is north, Y east with the number of zone 39 before it.</summary>
    public static byte[] Zone39(params Station[] stations)
    {
        var zone = CoordinateSystems.Find("EPSG:4527")!;
        return Gbk("站址编码,基站名称,运营商,X坐标,Y坐标,挂高", stations.Select(station =>
        {
            var at = zone.FromCgcs2000(station.Position);
            return string.Create(CultureInfo.InvariantCulture, $"{station.Code},{station.Name},移动,{at.Y:F3},{at.X:F3},{station.Height}");
        }));
    }

    public static byte[] Degrees(params Station[] stations) => Gbk("站址编码,基站名称,运营商,经度,纬度,挂高", stations.Select(station =>
        string.Create(CultureInfo.InvariantCulture, $"{station.Code},{station.Name},移动,{station.Position.LonDeg:F6},{station.Position.LatDeg:F6},{station.Height}")));

    /// <summary>Stations in a row in 历下区, 100 m apart.</summary>
    public static Station[] Stations(string prefix, int count) =>
        [.. Enumerable.Range(1, count).Select(i => new Station($"{prefix}-{i:D3}", $"{prefix}试验站{i}", new(InLixia.LonDeg + (i * 0.001), InLixia.LatDeg), "35"))];

    private static byte[] Gbk(string header, IEnumerable<string> rows) =>
        CodePagesEncodingProvider.Instance.GetEncoding(936)!.GetBytes(string.Join("\r\n", [header, .. rows, ""]));
}

public sealed record Station(string Code, string Name, LonLat Position, string Height);

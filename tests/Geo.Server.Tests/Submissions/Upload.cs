using System.Text;
using Geo.Server.Areas;
using Geo.Server.Submissions.Checking;
using Geo.Server.Submissions.Formats;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Server.Tests.Submissions;

/// <summary>Files as a city writes them, checked in this process against a made-up square city with one neighbour to its east.</summary>
public sealed class Upload : IDisposable
{
    public const string City = "370100";
    public const string Header = "站址编码,基站名称,运营商,经度,纬度";

    private static readonly CityShape Square = new(City, new Dictionary<string, Geometry>
    {
        [City] = Box(116.5, 36.2, 117.5, 37.0),
        ["370300"] = Box(117.5, 36.2, 118.5, 37.0),
    }, toleranceM: 5_000);

    private readonly TemporaryFolder _folder = new();

    public string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

    public static Geometry Box(double west, double south, double east, double north) => GeometryFactory.Default.ToGeometry(new Envelope(west, east, south, north));

    public Checked Csv(params string[] lines) => Text("sites.csv", string.Join('\n', lines));

    public Checked Text(string name, string text, string layer = "5g", string? crs = null) => Bytes(name, Encoding.UTF8.GetBytes(text), layer, crs);

    public Checked Bytes(string name, byte[] bytes, string layer = "5g", string? crs = null, Limits? limits = null)
    {
        File.WriteAllBytes(Path(name), bytes);
        return Check(Path(name), layer, crs, limits);
    }

    /// <summary>A table with what a person says of it.</summary>
    public Checked Csv(CheckSettings settings, params string[] lines) => Said("sites.csv", string.Join('\n', lines), settings);

    public Checked Said(string name, string text, CheckSettings settings, string layer = "5g")
    {
        File.WriteAllText(Path(name), text);
        return Check(Path(name), layer, settings: settings);
    }

    public static Checked Check(string path, string layer = "5g", string? crs = null, Limits? limits = null, string? knownSites = null, CheckSettings? settings = null)
    {
        var request = new CheckRequest(path, CheckDepth.Rules, layer, City, settings ?? new CheckSettings { Crs = crs }, null, knownSites, "", null, null, new DateOnly(2026, 6, 1)) { Limits = limits ?? Limits.Default };
        var check = new Check(request, Project.Catalog, Square);
        return new Checked(check, check.Run());
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>A check that ran.</summary>
public sealed record Checked(Check Check, Report Report)
{
    public bool IsAccepted => Report.IsAccepted;
    public long Accepted => Report.Accepted;
    public IEnumerable<string> Codes => Report.Findings.Select(group => group.Code);

    public Finding First(string code) => Report.Findings.Single(group => group.Code == code).Entries[0];

    public Geo.Server.Submissions.SubmittedFeature Feature(int i = 0) => Check.Sites[i].ToFeature(new FeatureColumns(Check.Header!, Check.Layer!));
}

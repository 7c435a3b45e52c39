using Geo.Server.Submissions;
using Geo.Server.Tests.Harness;
using NetTopologySuite.Geometries;

namespace Geo.Browser.Tests.Harness;

/// <summary>A service whose 5G layer was published twice: first one site in 历下区, then a second one far from it.</summary>
public sealed class TwoVersions : IAsyncLifetime
{
    public static readonly Coordinate First = new(117.074, 36.651), Second = new(117.674, 36.214);

    /// <summary>Its raster alone.</summary>
    public const string Raster = "/?cov=5g&m=none&l=-";

    public TestServer Server { get; private set; } = null!;
    public long FirstVersion { get; private set; }
    public long SecondVersion { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var database = await TestDatabase.CreateAsync();
        FirstVersion = await PublishAsync(database, Site("L1", "解放路站", First));
        SecondVersion = await PublishAsync(database, Site("L1", "解放路站", First), Site("L2", "鲁中站", Second));
        Server = await TestServer.StartAsync(database);
    }

    public string Address(string query) => new Uri(Server.Address, query).ToString();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static SubmittedFeature Site(string code, string name, Coordinate place) =>
        new(code, name, "in-service", null, false, null, null, """{"operator":"cmcc","band":"n28","scenario":"rma","heightM":35}""", new Point(place.Copy()));

    private static async Task<long> PublishAsync(TestDatabase database, params SubmittedFeature[] sites)
    {
        var layer = database.Catalog.Find("5g")!;
        await using var connection = await database.Owner.OpenConnectionAsync();
        var submission = await Submission.CreateAsync(connection, layer, "test", "a file", sites, new PublicationScope(), default);
        return (await Publication.PublishAsync(connection, layer, submission, default)).DataVersion;
    }
}

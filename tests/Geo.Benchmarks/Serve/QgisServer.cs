using System.Security;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Benchmarks.Serve;

/// <summary>QGIS Server on the same rows: its OGC API Features. It makes pictures of tiles, no vector tiles, so there it is no peer.</summary>
public sealed record QgisServer(FastCgi Server) : FeatureServer("qgis", Server.Address), IAsyncDisposable
{
    private const string Program = "/usr/lib/cgi-bin/qgis_mapserv.fcgi";
    private const string Collection = "/qgis/wfs3/collections/sites";

    public static bool IsInstalled => FastCgi.IsInstalled(Program);

    public override string Box(string bbox, int limit) => $"{Collection}/items.json?bbox={bbox}&limit={limit}";
    public override string One(long key) => $"{Collection}/items/{key}.json";
    public override string Page(int offset, int limit) => $"{Collection}/items.json?offset={offset}&limit={limit}";
    public override string Everything => $"{Collection}/items.json?limit=1000000";

    public static async Task<QgisServer> StartAsync(TestDatabase database) =>
        new(await FastCgi.StartAsync(Program, "/qgis", server => Write(database, server), "/qgis/wfs3/collections.json"));

    public override Task SettleAsync() => Server.SettleAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static Dictionary<string, string> Write(TestDatabase database, FastCgi server)
    {
        var project = Path.Combine(server.Folder, "sites.qgs");
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        // Whether the key is unique is not looked up: the view says so.
        var source = SecurityElement.Escape(
            $"dbname='{connection.Database}' host={connection.Host} user='{connection.Username}' key='key' estimatedmetadata=true srid=3857 type=Point checkPrimaryKeyUnicity='0' table=\"public\".\"{RivalView.Name}\" (geom_3857)");
        const string Mercator = "<spatialrefsys><srsid>3857</srsid><srid>3857</srid><authid>EPSG:3857</authid></spatialrefsys>";
        // A shorter id is taken for none.
        const string Id = "sites_00000000000000000000";
        File.WriteAllText(project, $"""
            <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
            <qgis version="3.22.16" projectname="sites">
              <title>sites</title>
              <projectCrs>{Mercator}</projectCrs>
              <layer-tree-group><layer-tree-layer id="{Id}" name="sites" providerKey="postgres" checked="Qt::Checked"/></layer-tree-group>
              <projectlayers>
                <maplayer type="vector" geometry="Point" wkbType="Point">
                  <id>{Id}</id>
                  <datasource>{source}</datasource>
                  <layername>sites</layername>
                  <shortname>sites</shortname>
                  <srs>{Mercator}</srs>
                  <provider encoding="UTF-8">postgres</provider>
                </maplayer>
              </projectlayers>
              <properties>
                <WFSLayers type="QStringList"><value>{Id}</value></WFSLayers>
                <WFSLayersPrecision><{Id} type="int">7</{Id}></WFSLayersPrecision>
              </properties>
            </qgis>
            """);
        return new()
        {
            ["QGIS_PROJECT_FILE"] = project,
            ["QGIS_SERVER_API_WFS3_MAX_LIMIT"] = "1000000",
            // It keeps its project; nothing is looked at between two requests.
            ["QGIS_SERVER_PROJECT_CACHE_STRATEGY"] = "off",
            ["QGIS_SERVER_TRUST_LAYER_METADATA"] = "1",
            ["QGIS_SERVER_LOG_STDERR"] = "1",
            ["QGIS_SERVER_LOG_LEVEL"] = "2",
            ["QT_QPA_PLATFORM"] = "offscreen",
            ["HOME"] = server.Folder,
        };
    }
}

using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Benchmarks.Serve;

/// <summary>
/// MapServer on the same rows. Each process keeps its connection to PostGIS, and its conditions on the place reach the table's index.
/// Tiles carry the fields that ours carry, but no margin: it asks for what lies in the tile alone, which is less to do.
/// </summary>
public sealed record MapServer(FastCgi Server) : FeatureServer("mapserver", Server.Address), IAsyncDisposable
{
    private const string Program = "/usr/bin/mapserv";
    private const string Collection = "/mapserv/sites/ogcapi/collections/sites";

    // A truth value in a tile would be false whatever it is.
    private const string TileMetadata = """ "gml_exclude_items" "key" "gml_synthetic_type" "Character" """;

    public static bool IsInstalled => FastCgi.IsInstalled(Program);

    public static string Tile((int Zoom, int Row, int Column) tile) =>
        $"/mapserv?map=sites&layers=5g&mode=tile&tilemode=gmap&tile={tile.Column}+{tile.Row}+{tile.Zoom}&map.imagetype=mvt";

    public override string Box(string bbox, int limit) => $"{Collection}/items?f=json&bbox={bbox}&limit={limit}";
    public override string One(long key) => $"{Collection}/items/{key}?f=json";
    public override string Page(int offset, int limit) => $"{Collection}/items?f=json&offset={offset}&limit={limit}";
    public override string Everything => $"{Collection}/items?f=json&limit=1000000";

    public static async Task<MapServer> StartAsync(TestDatabase database) =>
        new(await FastCgi.StartAsync(Program, "/mapserv", server => Write(database, server), "/mapserv?map=sites&mode=map&layers=sites"));

    public override Task SettleAsync() => Server.SettleAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static Dictionary<string, string> Write(TestDatabase database, FastCgi server)
    {
        var (map, configuration) = (Path.Combine(server.Folder, "sites.map"), Path.Combine(server.Folder, "mapserver.conf"));
        File.WriteAllText(configuration, $"""
            CONFIG
              ENV
                MS_MAP_PATTERN "."
                OGCAPI_HTML_TEMPLATE_DIRECTORY "/usr/share/mapserver/ogcapi/templates/html-plain/"
              END
              MAPS
                sites "{map}"
              END
            END
            """);
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var source = $"host={connection.Host} dbname={connection.Database} user={connection.Username}";
        var features = $"key, {string.Join(", ", RivalView.Properties.Select(name => $"\\\"{name}\\\""))}, geom_3857";
        File.WriteAllText(map, $"""
            MAP
              NAME "sites"
              EXTENT 12690000 4000000 13750000 4722000
              SIZE 256 256
              PROJECTION "init=epsg:3857" END
              OUTPUTFORMAT
                NAME "mvt"
                DRIVER "MVT"
              END
              WEB
                METADATA
                  "oga_enable_request" "*"
                  "oga_onlineresource" "{server.Address}mapserv/sites/ogcapi"
                  "ows_title" "sites"
                  "ows_srs" "EPSG:4326 EPSG:3857"
                END
              END
              {Layer("sites", features)}
              {Layer("5g", "key, name, period, synthetic, operator, band, status, geom_3857", TileMetadata)}
            END
            """);
        return new() { ["MAPSERVER_CONFIG_FILE"] = configuration };

        string Layer(string name, string columns, string metadata = "") => $"""
            LAYER
              NAME "{name}"
              TYPE POINT
              STATUS ON
              TEMPLATE "none.html"
              EXTENT 12690000 4000000 13750000 4722000
              PROJECTION "init=epsg:3857" END
              CONNECTIONTYPE POSTGIS
              CONNECTION "{source}"
              PROCESSING "CLOSE_CONNECTION=DEFER"
              DATA "geom_3857 from (select {columns} from public.{RivalView.Name}) as site using unique key using srid=3857"
              METADATA
                "ows_title" "{name}"
                "gml_include_items" "all"
                "gml_featureid" "key"
                "gml_types" "auto"
                "oga_max_limit" "1000000"
                "oga_geometry_precision" "7"
                {metadata}
              END
              CLASS
                STYLE
                  COLOR 255 0 0
                END
              END
            END
            """;
    }
}

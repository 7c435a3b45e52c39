using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Geo.Server.Tests.Harness;
using Npgsql;

namespace Geo.Benchmarks.Serve;

/// <summary>MapServer on the same rows: two FastCGI processes that keep their connection to PostGIS, behind nginx, as it is usually run.</summary>
public sealed class MapServer : IAsyncDisposable
{
    private const string Cgi = "/usr/bin/mapserv";
    private const string Nginx = "/usr/sbin/nginx";
    private const int Processes = 2;

    private readonly List<Process> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("geo-mapserver-").FullName;

    private MapServer(Uri address) => Address = address;

    public Uri Address { get; }

    public static bool IsInstalled => File.Exists(Cgi) && File.Exists(Nginx) && File.Exists("/usr/bin/spawn-fcgi");

    public static string Tile(int zoom, int row, int column) => $"/mapserv?map=sites&layers=sites&mode=tile&tilemode=gmap&tile={column}+{row}+{zoom}&map.imagetype=mvt";

    public static string Items(string bbox, int limit) => $"/mapserv/sites/ogcapi/collections/sites/items?f=json&bbox={bbox}&limit={limit}";

    public static async Task<MapServer> StartAsync(TestDatabase database)
    {
        var port = FreePort();
        var server = new MapServer(new Uri($"http://127.0.0.1:{port}"));
        try
        {
            server.Write(database, port);
            for (var i = 0; i < Processes; i++) server.Spawn(i);
            server.Start(Nginx, "-p", server._folder, "-c", Path.Combine(server._folder, "nginx.conf"), "-e", Path.Combine(server._folder, "error.log"));
            using var http = new HttpClient { BaseAddress = server.Address };
            while (true)
                try
                {
                    using var answer = await http.GetAsync("/mapserv?map=sites&mode=map&layers=sites");
                    return server;
                }
                catch (HttpRequestException)
                {
                    await Task.Yield(); // nginx does not listen yet
                }
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(TestDatabase database, int port)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var map = Path.Combine(_folder, "sites.map");
        File.WriteAllText(Path.Combine(_folder, "mapserver.conf"), $"""
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
        File.WriteAllText(map, $"""
            MAP
              NAME "sites"
              EXTENT 12690000 4000000 13750000 4722000
              SIZE 256 256
              PROJECTION "init=epsg:3857" END
              OUTPUTFORMAT
                NAME "mvt"
                DRIVER "MVT"
                FORMATOPTION "EDGE_BUFFER=16"
              END
              WEB
                METADATA
                  "oga_enable_request" "*"
                  "oga_onlineresource" "http://127.0.0.1:{port}/mapserv/sites/ogcapi"
                  "ows_title" "sites"
                  "ows_srs" "EPSG:4326 EPSG:3857"
                END
              END
              LAYER
                NAME "sites"
                TYPE POINT
                STATUS ON
                TEMPLATE "none.html"
                PROJECTION "init=epsg:4326" END
                CONNECTIONTYPE POSTGIS
                CONNECTION "host={connection.Host} dbname={connection.Database} user={connection.Username}"
                PROCESSING "CLOSE_CONNECTION=DEFER"
                DATA "geom from (select key, code, name, status, in_service_date, city_adcode, county_adcode, synthetic, source, positional_quality, attributes::text as attributes, geom from geo.site where layer_id = '5g' and valid_to is null) as site using unique key using srid=4490"
                METADATA
                  "ows_title" "sites"
                  "gml_include_items" "all"
                  "gml_featureid" "key"
                  "oga_max_limit" "10000"
                END
                CLASS
                  STYLE
                    COLOR 255 0 0
                  END
                END
              END
            END
            """);
        var user = Environment.UserName == "root" ? "user root;" : "";
        var upstreams = string.Concat(Enumerable.Range(0, Processes).Select(i => $"server unix:{Socket(i)};"));
        File.WriteAllText(Path.Combine(_folder, "nginx.conf"), $$"""
            {{user}}
            daemon off;
            worker_processes 1;
            pid {{_folder}}/nginx.pid;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path {{_folder}}; fastcgi_temp_path {{_folder}}; proxy_temp_path {{_folder}}; scgi_temp_path {{_folder}}; uwsgi_temp_path {{_folder}};
              fastcgi_buffers 64 64k;
              gzip on; gzip_types application/x-protobuf application/vnd.mapbox-vector-tile application/geo+json application/json;
              upstream mapserver { {{upstreams}} keepalive 8; }
              server {
                listen 127.0.0.1:{{port}};
                location /mapserv {
                  fastcgi_split_path_info ^(/mapserv)(/.*)?$;
                  fastcgi_param PATH_INFO $fastcgi_path_info;
                  fastcgi_param SCRIPT_NAME /mapserv;
                  fastcgi_param QUERY_STRING $query_string;
                  fastcgi_param REQUEST_METHOD $request_method;
                  fastcgi_param SERVER_NAME 127.0.0.1;
                  fastcgi_param SERVER_PORT {{port}};
                  fastcgi_param SERVER_PROTOCOL $server_protocol;
                  fastcgi_keep_conn on;
                  fastcgi_pass mapserver;
                }
              }
            }
            """);
    }

    private string Socket(int process) => Path.Combine(_folder, $"{process}.sock");

    private void Spawn(int process) => Start("/usr/bin/spawn-fcgi", "-n", "-s", Socket(process), "--", Cgi);

    private void Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { Environment = { ["MAPSERVER_CONFIG_FILE"] = Path.Combine(_folder, "mapserver.conf") }, RedirectStandardOutput = true };
        _processes.Add(Process.Start(start)!);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Geo.Benchmarks.Serve;

/// <summary>A map server that speaks FastCGI, as it is usually run: as many of its processes as this machine of two cores keeps busy, behind nginx.</summary>
public sealed class FastCgi : IAsyncDisposable
{
    private const string Nginx = "/usr/sbin/nginx";
    private const string Spawn = "/usr/bin/spawn-fcgi";
    private const int Processes = 2;

    private readonly List<Process> _processes = [];

    private FastCgi(string folder, int port) => (Folder, Address) = (folder, new Uri($"http://127.0.0.1:{port}"));

    public static bool IsInstalled(string program) => File.Exists(program) && File.Exists(Nginx) && File.Exists(Spawn);

    public Uri Address { get; }

    /// <summary>Where the server's own files are; gone at the end.</summary>
    public string Folder { get; }

    public IReadOnlyList<int> Ids => [.. _processes.Select(process => process.Id)];

    /// <summary>Of the map server's processes together, nginx not counted.</summary>
    public double ResidentMb => _processes[..Processes].Sum(process =>
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    });

    /// <summary>
    /// Waits until nothing is worked on: requests that a load left behind are answered to the last, and must not burden who is
    /// measured next.
    /// </summary>
    public async Task SettleAsync()
    {
        for (var (before, now) = (TimeSpan.Zero, BusyTime()); now - before > TimeSpan.FromMilliseconds(10); (before, now) = (now, BusyTime())) await Task.Delay(100);
    }

    private TimeSpan BusyTime() => _processes[..Processes].Aggregate(TimeSpan.Zero, (sum, process) =>
    {
        process.Refresh();
        return sum + process.TotalProcessorTime;
    });

    /// <param name="program">The map server's executable.</param>
    /// <param name="prefix">The path under which it answers.</param>
    /// <param name="configure">Writes its files into the folder; returns the environment that names them.</param>
    /// <param name="probe">A request that it answers once it is there.</param>
    public static async Task<FastCgi> StartAsync(string program, string prefix, Func<FastCgi, IReadOnlyDictionary<string, string>> configure, string probe)
    {
        var server = new FastCgi(Directory.CreateTempSubdirectory("geo-fastcgi-").FullName, FreePort());
        try
        {
            var environment = configure(server);
            for (var i = 0; i < Processes; i++) server.Start(Spawn, environment, "-n", "-s", server.Socket(i), "--", program);
            var configuration = Path.Combine(server.Folder, "nginx.conf");
            await File.WriteAllTextAsync(configuration, server.NginxConfiguration(prefix));
            server.Start(Nginx, environment, "-p", server.Folder, "-c", configuration, "-e", Path.Combine(server.Folder, "error.log"));
            using var http = new HttpClient { BaseAddress = server.Address };
            while (true)
                try
                {
                    using var answer = await http.GetAsync(probe);
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
        Directory.Delete(Folder, recursive: true);
    }

    // A process answers one connection at a time: kept connections would let the users that hold them starve the others, so each
    // request makes one, which over a socket of this machine costs microseconds.
    private string NginxConfiguration(string prefix)
    {
        var user = Environment.UserName == "root" ? "user root;" : "";
        var upstreams = string.Concat(Enumerable.Range(0, Processes).Select(i => $"server unix:{Socket(i)};"));
        return $$"""
            {{user}}
            daemon off;
            worker_processes 1;
            pid {{Folder}}/nginx.pid;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path {{Folder}}; fastcgi_temp_path {{Folder}}; proxy_temp_path {{Folder}}; scgi_temp_path {{Folder}}; uwsgi_temp_path {{Folder}};
              fastcgi_buffers 64 64k;
              fastcgi_read_timeout 300s;
              gzip on; gzip_types application/x-protobuf application/vnd.mapbox-vector-tile application/geo+json application/json;
              upstream server { least_conn; {{upstreams}} }
              server {
                listen 127.0.0.1:{{Address.Port}};
                location {{prefix}} {
                  fastcgi_split_path_info ^({{prefix}})(/.*)?$;
                  fastcgi_param PATH_INFO $fastcgi_path_info;
                  fastcgi_param SCRIPT_NAME {{prefix}};
                  fastcgi_param REQUEST_URI $request_uri;
                  fastcgi_param QUERY_STRING $query_string;
                  fastcgi_param REQUEST_METHOD $request_method;
                  fastcgi_param SERVER_NAME 127.0.0.1;
                  fastcgi_param SERVER_PORT {{Address.Port}};
                  fastcgi_param SERVER_PROTOCOL $server_protocol;
                  fastcgi_pass server;
                }
              }
            }
            """;
    }

    private string Socket(int process) => Path.Combine(Folder, $"{process}.sock");

    private void Start(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // What a server says goes to a file that nobody reads unless something is wrong, never into a pipe that fills.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec \"$@\" >>{Folder}/output.log 2>&1", "sh", program, .. arguments]);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["PGOPTIONS"] = RivalView.Options;
        _processes.Add(Process.Start(start)!);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

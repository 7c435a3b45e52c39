using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Geo.Server.Tests.Harness;

/// <summary>The server as it runs in production: a process of its own, so that its memory is its own.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Http { get; }

    public double ResidentMb
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public int Id => _process.Id;

    /// <summary>As kill -9 does it: nothing is finished, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <param name="settings">Configuration as environment variables give it.</param>
    public static async Task<ServerProcess> StartAsync(TestDatabase database, params (string Name, string Value)[] settings)
    {
        // Somebody else may take the port between its choice and its use.
        for (var tries = 0; tries < 3; tries++)
            if (await TryStartAsync(database, settings) is { } server) return server;
        throw new InvalidOperationException("The server ended three times as it began: its errors are above.");
    }

    private static async Task<ServerProcess?> TryStartAsync(TestDatabase database, (string Name, string Value)[] settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "geo"), ["serve", "--port", $"{port}", "--data", Project.Catalog.Folder])
        { Environment = { ["GEO_DB"] = database.ConnectionString }, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, new Uri($"http://localhost:{port}"));
        while (true)
        {
            if (process.HasExited)
            {
                await server.DisposeAsync();
                return null;
            }
            try
            {
                if ((await server.Http.GetAsync("/readyz")).IsSuccessStatusCode) return server;
            }
            catch (HttpRequestException)
            {
                await Task.Yield(); // it does not listen yet
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Geo.Server.Tests.Harness;

/// <summary>A Redis of the test's own on a free port, in memory alone: one that may be stopped and killed.</summary>
public sealed class RedisProcess : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = ServerProcess.FreePort();
    private Process _process = null!;

    public static bool IsPossible => File.Exists(Program);

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public static async Task<RedisProcess> StartAsync()
    {
        var redis = new RedisProcess();
        await redis.StartAgainAsync();
        return redis;
    }

    public async Task StartAgainAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program,
            ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder.Path, "--logfile", Path.Combine(_folder.Path, "log")]))!;
        while (true)
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", _port);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Yield(); // it does not listen yet
            }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Keeps its connections and answers nothing, as a machine that swaps or a network that loses packets.</summary>
    public Task StallAsync() => SignalAsync("STOP");

    public Task GoOnAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync();
        }
        catch (InvalidOperationException)
        {
            // It was killed before.
        }
        _folder.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }
}

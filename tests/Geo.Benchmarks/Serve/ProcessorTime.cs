using System.Globalization;
using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks.Serve;

/// <summary>
/// The processor time that servers and their database have used, as Linux counts it. By request it says what an answer costs even
/// where others use the machine too, and requests a second say little.
/// </summary>
public sealed class ProcessorTime
{
    private const double MsATick = 10;

    private readonly Dictionary<string, IReadOnlyList<int>> _servers = [];
    private readonly int _postmaster;

    private ProcessorTime(int postmaster) => _postmaster = postmaster;

    public static async Task<ProcessorTime> OfAsync(TestDatabase database)
    {
        var session = Read(await database.ScalarAsync<int>("select pg_backend_pid()"));
        // A database on another machine is not seen here.
        return new ProcessorTime(session is { Name: "postgres" } ? session.Parent : 0);
    }

    public void Add(string server, params IReadOnlyList<int> processes) => _servers[server] = processes;

    /// <summary>What the server and the database have used until now; null where one of them is not seen.</summary>
    public double? UsedMs(string server)
    {
        if (_postmaster == 0 || !_servers.TryGetValue(server, out var processes)) return null;
        var database = Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Read(id) : null)
            .Sum(process => process is null ? 0 : process.Id == _postmaster ? process.Ticks + process.TicksOfEnded : process.Parent == _postmaster ? process.Ticks : 0);
        return MsATick * (database + processes.Sum(id => Read(id)?.Ticks ?? 0));
    }

    // The name stands in parentheses and may hold anything; after it the fields are numbered from the state on.
    private static Counted? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var end = text.LastIndexOf(')');
            var fields = text[(end + 2)..].Split(' ');
            long Field(int number) => long.Parse(fields[number], CultureInfo.InvariantCulture);
            return new Counted(id, text[(text.IndexOf('(') + 1)..end], (int)Field(1), Field(11) + Field(12), Field(13) + Field(14));
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }

    private sealed record Counted(int Id, string Name, int Parent, long Ticks, long TicksOfEnded);
}

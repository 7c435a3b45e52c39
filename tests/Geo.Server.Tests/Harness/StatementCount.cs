using System.Diagnostics;
using Npgsql;

namespace Geo.Server.Tests.Harness;

/// <summary>The SQL statements that requests send to one database while this is open, as the driver tells of them. Other tests' databases do not count.</summary>
public sealed class StatementCount : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly List<string> _statements = [];

    public StatementCount(TestDatabase database)
    {
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (!activity.TagObjects.Any(tag => tag.Key is "db.namespace" or "db.name" && (string?)tag.Value == name)) return;
                if ((activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is not string sql) return;
                // What the service does by itself hangs on no request. A tile does neither: it is made on a thread that knows of none.
                if (activity.ParentId is null && !sql.Contains("st_asmvt(", StringComparison.Ordinal)) return;
                lock (_statements) _statements.Add(sql);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>What was sent since the last time that this was asked.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_statements)
        {
            string[] taken = [.. _statements];
            _statements.Clear();
            return taken;
        }
    }

    public void Dispose() => _listener.Dispose();
}

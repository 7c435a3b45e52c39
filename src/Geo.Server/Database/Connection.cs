using Npgsql;

namespace Geo.Server.Database;

/// <summary>Where the database is, and as which of its two roles to speak.</summary>
public static class Connection
{
    private const string Variable = "GEO_DB";

    /// <summary>The connection string from <c>--db</c> or <c>GEO_DB</c>.</summary>
    public static string FromEnvironment(string? given = null) =>
        given ?? Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"No database: set {Variable} to a PostGIS connection string (make run does it for you).");

    /// <summary>A pool that owns the schema: migrates, imports, publishes from the command line.</summary>
    public static NpgsqlDataSource Owner(string connectionString) => Build(connectionString, role: null);

    // Two servers fit below PostgreSQL's usual limit of 100, beside the command line.
    private const int ServingConnections = 40;

    private const int ReadBufferBytes = 64 * 1024;

    /// <summary>A pool that serves: every session runs as the role that owns nothing.</summary>
    public static NpgsqlDataSource Serving(string connectionString) => Build(connectionString, role: "geo_app");

    private static NpgsqlDataSource Build(string connectionString, string? role)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "geo" };
        if (settings.CommandTimeout == 30 && role is null) settings.CommandTimeout = 0; // publications take as long as they take
        if (role is not null && settings.MaxPoolSize == 100) settings.MaxPoolSize = ServingConnections; // 100 is what it is when nobody says
        // Many ask at once, so each has one process; a second one would be taken from somebody else.
        if (role is not null) settings.Options = $"-c role={role} -c statement_timeout=60s -c max_parallel_workers_per_gather=0 {settings.Options}".TrimEnd();
        // To clear a session between two uses takes as long as a small tile, and nothing that serves leaves anything in one: settings and
        // tables end with their transactions, which are rolled back when their connection is given back, and locks are given back by name.
        settings.NoResetOnClose = role is not null;
        // A page of a thousand features has a megabyte: fewer and larger reads.
        settings.ReadBufferSize = ReadBufferBytes;
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UseNetTopologySuite();
        return builder.Build();
    }
}

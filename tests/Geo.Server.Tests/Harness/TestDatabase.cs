using Geo.Server.Areas;
using Geo.Server.Database;
using Geo.Server.Layers;
using Geo.Server.Plan;
using Npgsql;

namespace Geo.Server.Tests.Harness;

/// <summary>
/// A database of its own on the server that GEO_DB names, migrated, with the real boundaries in it. Dropped at the end.
/// The first one of a process is made from nothing; the others are copies of it, taken before any test touched it.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private readonly string? _name;

    private TestDatabase(string name, LayerCatalog catalog) : this(catalog, For(name)) => _name = name;

    private TestDatabase(LayerCatalog catalog, string connectionString)
    {
        Catalog = catalog;
        ConnectionString = connectionString;
        Owner = Connection.Owner(ConnectionString);
    }

    public string ConnectionString { get; }
    public NpgsqlDataSource Owner { get; }
    public LayerCatalog Catalog { get; }

    /// <param name="catalog">Layers other than the project's own.</param>
    public static async Task<TestDatabase> CreateAsync(LayerCatalog? catalog = null)
    {
        var template = await Template.Value;
        var name = NewName();
        await AdministerAsync($"create database {name} template {template}");
        var database = new TestDatabase(name, catalog ?? Project.Catalog);
        if (catalog is not null)
        {
            await LayerRegistration.WriteAsync(catalog, database.Owner, "test", default);
            await PlanRegistration.WriteAsync(PlanCatalog.Load(catalog), database.Owner, "test", default);
        }
        return database;
    }

    /// <summary>A database with nothing in it, not even the schema.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync()
    {
        var name = NewName();
        await AdministerAsync($"create database {name}");
        return new TestDatabase(name, Project.Catalog);
    }

    /// <summary>The only database of a cluster of the test's own, which goes with the cluster.</summary>
    public static async Task<TestDatabase> OnAsync(string connectionString)
    {
        await PrepareAsync(connectionString);
        return new TestDatabase(Project.Catalog, connectionString);
    }

    /// <summary>Another way to the same database, with options of PostgreSQL's own; it drops nothing at its end.</summary>
    public static TestDatabase With(TestDatabase database, string options) =>
        new(database.Catalog, new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = options }.ConnectionString);

    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Owner.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        if (_name is not null) await AdministerAsync($"drop database if exists {_name} with (force)");
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var name = NewName();
        await AdministerAsync($"create database {name}");
        // Tests that stop half-way leave no database behind for ever: this one goes when the process does.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => AdministerAsync($"drop database if exists {name} with (force)").GetAwaiter().GetResult();
        await PrepareAsync(For(name));
        NpgsqlConnection.ClearAllPools(); // a template must have no sessions
        return name;
    }

    private static async Task PrepareAsync(string connectionString)
    {
        await Migrator.MigrateAsync(connectionString, _ => { });
        await using var owner = Connection.Owner(connectionString);
        await LayerRegistration.WriteAsync(Project.Catalog, owner, "test", default);
        await PlanRegistration.WriteAsync(PlanCatalog.Load(Project.Catalog), owner, "test", default);
        var areas = Path.Combine(Project.Catalog.Folder, "areas");
        var rows = AreaTable.Read(Path.Combine(areas, "areas.csv"));
        await AreaImport.RunAsync(owner, Project.Catalog, rows, BoundarySource.ReadShipped(areas, rows), "test", default);
    }

    private static string NewName() => $"geo_test_{Environment.ProcessId}_{Guid.NewGuid():n}";

    private static string For(string database) => new NpgsqlConnectionStringBuilder(Connection.FromEnvironment()) { Database = database }.ConnectionString;

    private static async Task AdministerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection.FromEnvironment()) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}

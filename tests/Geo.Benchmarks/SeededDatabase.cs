using Geo.Server.Seeding;
using Geo.Server.Tests.Harness;

namespace Geo.Benchmarks;

/// <summary>A database with all that `make seed` publishes.</summary>
public static class SeededDatabase
{
    public static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await Seed.RunAsync(database.Owner, database.Catalog, demonstration: true, _ => { }, default);
        await using var analyse = database.Owner.CreateCommand("vacuum analyze geo.site");
        await analyse.ExecuteNonQueryAsync();
        return database;
    }
}
